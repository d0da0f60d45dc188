import { expect, test } from "vitest";
import { evaluationOf, stepOf } from "../../../tests/support/reports";
import { wordsFor } from "../../words";
import { type CurvesData, chartContent, gapOf } from "./data";

const { curves, numbers } = wordsFor(["en"]);
const DATA: CurvesData = {
  steps: [
    stepOf({ imagesSeen: 30_000, accuracy: 0.4, loss: 1.8 }),
    stepOf({ imagesSeen: 60_000, accuracy: 0.8, loss: 0.6 }),
  ],
  evaluations: [
    evaluationOf({ trainSample: undefined }),
    evaluationOf({
      epoch: 2,
      accuracy: 0.9,
      loss: 0.3,
      trainSample: { count: 5000, accuracy: 0.912, loss: 0.25 },
    }),
  ],
  epochSize: 60_000,
  interruptions: [],
  words: curves,
  numbers,
  isCompared: true,
  isLogarithmic: false,
};

test("lines stand at the epochs where they were measured", () => {
  const { lines } = chartContent("accuracy", DATA);
  expect(lines.train).toEqual({ x: [0.5, 1], y: [0.4, 0.8] });
  expect(lines.test).toEqual({ x: [1, 2], y: [0.8765, 0.9] });
  expect(lines.sample).toEqual({ x: [2], y: [0.912] });
});

test("the gap is told in points of accuracy, and as a difference of losses", () => {
  expect(gapOf("accuracy", DATA)).toMatchObject({ x: 2, label: "gap 1.2 points" });
  expect(gapOf("loss", DATA)).toMatchObject({ x: 2, label: "gap 0.050" });
  expect(gapOf("loss", { ...DATA, evaluations: DATA.evaluations.slice(0, 1) })).toBeUndefined();
});

test("references are shares, and can be left out", () => {
  const { references } = chartContent("accuracy", DATA);
  expect(references.map(({ low, high }) => [low, high])).toEqual([
    [0.835, 0.835],
    [0.876, 0.932],
  ]);
  // Their labels say what they are at.
  expect(references[0]?.label).toContain(numbers.share(0.835, 1));
  expect(chartContent("loss", DATA).references).toEqual([]);
  expect(chartContent("accuracy", { ...DATA, isCompared: false }).references).toEqual([]);
});
