import { expect, test } from "vitest";
import { CONFIG, evaluationOf } from "../../tests/support/reports";
import { curveFacts, frequentMistakes, handicaps, pickedEpochs, weightVerdict } from "./report-facts";

/** One evaluation for each pair of accuracies. */
function run(...pairs: [trainAccuracy: number | undefined, accuracy: number][]) {
  return pairs.map(([trainAccuracy, accuracy], index) =>
    evaluationOf({ epoch: index + 1, accuracy, trainAccuracy }),
  );
}

test("test leads at first, then falls behind: as in the original report", () => {
  const facts = curveFacts(
    run([0.81, 0.88], [0.88, 0.9], [0.9, 0.91], [0.92, 0.915], [0.93, 0.92], [0.94, 0.918]),
  );
  expect(facts).toMatchObject({
    count: 6,
    testAbove: [{ first: 1, last: 3 }],
    notAboveSince: 4,
    firstAbove: { epoch: 1 },
    best: { epoch: 5, test: 0.92 },
    last: { epoch: 6, test: 0.918, train: 0.94 },
  });
});

test("a lead that changes hands is told as it was", () => {
  const facts = curveFacts(
    run([0.8, 0.85], [0.87, 0.86], [0.86, 0.88], [0.87, 0.89], [0.9, 0.9], [0.91, 0.9]),
  );
  expect(facts?.testAbove).toEqual([
    { first: 1, last: 1 },
    { first: 3, last: 4 },
  ]);
  expect(facts?.notAboveSince).toBe(5);
});

test("test above to the end, and never above, fall behind in no epoch", () => {
  const ahead = curveFacts(run([0.8, 0.85], [0.85, 0.88]));
  expect(ahead).toMatchObject({ testAbove: [{ first: 1, last: 2 }], notAboveSince: undefined });
  const behind = curveFacts(run([0.9, 0.85], [0.95, 0.85]));
  expect(behind).toMatchObject({ testAbove: [], notAboveSince: undefined, firstAbove: undefined });
});

test("the earliest of equally good epochs is the best", () => {
  expect(curveFacts(run([0.8, 0.85], [0.85, 0.9], [0.9, 0.9]))?.best.epoch).toBe(2);
});

test("a test loss that rises again is told with its lowest value", () => {
  const losses = [0.4, 0.25, 0.3].map((loss, index) => evaluationOf({ epoch: index + 1, loss }));
  expect(curveFacts(losses)?.lossRise).toEqual({ epoch: 2, lowest: 0.25, last: 0.3 });
  expect(curveFacts(losses.slice(0, 2))?.lossRise).toBeUndefined();
  const level = [0.25, 0.251].map((loss, index) => evaluationOf({ epoch: index + 1, loss }));
  expect(curveFacts(level)?.lossRise).toBeUndefined();
});

test("epochs without a training accuracy are left out, and none is no facts", () => {
  expect(curveFacts(run([undefined, 0.88], [0.9, 0.91]))).toMatchObject({ count: 1, first: { epoch: 2 } });
  expect(curveFacts(run([undefined, 0.88]))).toBeUndefined();
  expect(curveFacts([])).toBeUndefined();
});

test("dropout counts only where the network has it", () => {
  expect(handicaps(CONFIG)).toEqual({ dropout: true, augmentation: false });
  expect(handicaps({ ...CONFIG, dropout: [0, 0], flip: true })).toEqual({
    dropout: false,
    augmentation: true,
  });
  expect(handicaps({ ...CONFIG, dropout: [0.5, 0], filters: [] }).dropout).toBe(false);
});

test("weights that are no numbers are told from those that are only large", () => {
  const verdict = { isGood: false, allZero: false, allAlike: false, outside: 0.1, text: "" };
  expect(weightVerdict({ mean: 0.2, verdict })).toBe("wide");
  expect(weightVerdict({ mean: Number.NaN, verdict })).toBe("spoiled");
  expect(weightVerdict({ mean: 0, verdict: { ...verdict, allZero: true, allAlike: true } })).toBe("allZero");
  expect(weightVerdict({ mean: 1, verdict: { ...verdict, allAlike: true } })).toBe("allAlike");
  expect(weightVerdict({ mean: 0, verdict: { ...verdict, isGood: true } })).toBe("good");
});

test("the most frequent mistakes come first, and right answers are none", () => {
  const confusion = [
    [900, 3, 97],
    [0, 1000, 0],
    [120, 0, 880],
  ];
  expect(frequentMistakes(confusion, 2)).toEqual([
    { truth: 2, predicted: 0, count: 120 },
    { truth: 0, predicted: 2, count: 97 },
  ]);
  expect(frequentMistakes(confusion, 9)).toHaveLength(3);
});

test("a long run is cut to a table that still has its first, best and last epoch", () => {
  const long = Array.from({ length: 500 }, (_, index) =>
    evaluationOf({ epoch: index + 1, accuracy: index === 321 ? 0.95 : 0.9 }),
  );
  const epochs = pickedEpochs(long, 20).map((report) => report.epoch);
  expect(epochs).toEqual(expect.arrayContaining([1, 322, 500]));
  expect(epochs.length).toBeLessThanOrEqual(22);
  expect(pickedEpochs(long.slice(0, 20), 20)).toHaveLength(20);
});
