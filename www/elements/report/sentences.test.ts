import { describe, expect, test } from "vitest";
import { evaluationOf } from "../../../tests/support/reports";
import { curveFacts } from "../../state/report-facts";
import { report as german } from "../../words/de/report";
import { report as english } from "../../words/en/report";
import { numbersOf } from "../../words/numbers";
import { courseSentences } from "./sentences";

type Epoch = { train: number; test: number; sample?: number; loss?: number };

const DROPOUT = { dropout: true, augmentation: false };
/** The test leads at first, then training does. */
const USUAL: Epoch[] = [
  { train: 0.8131, test: 0.8765, sample: 0.8823, loss: 0.34 },
  { train: 0.8999, test: 0.9091, sample: 0.922, loss: 0.25 },
  { train: 0.9217, test: 0.9237, sample: 0.945, loss: 0.22 },
  { train: 0.9338, test: 0.9212, sample: 0.961, loss: 0.24 },
];

function text(epochs: Epoch[], handicaps = DROPOUT, words = english, language = "en"): string {
  const evaluations = epochs.map(({ train, test, sample, loss = 0.3 }, index) =>
    evaluationOf({
      epoch: index + 1,
      accuracy: test,
      trainAccuracy: train,
      trainSample: sample === undefined ? undefined : { count: 5000, loss: 0.2, accuracy: sample },
      loss,
    }),
  );
  const facts = curveFacts(evaluations);
  if (!facts) throw new Error("no facts");
  const paragraphs = courseSentences(facts, handicaps, words.curves.course, numbersOf(language));
  return paragraphs.flat().join(" ").replaceAll("\u202f", " ");
}

describe("what the report says of the curves", () => {
  test("the usual course: lead, reason, evidence, end of the lead, gap and best epoch", () => {
    const said = text(USUAL);
    expect(said).toContain("above training accuracy in epochs 1 to 3.");
    expect(said).toContain("Dropout mutes a part of its signals");
    expect(said).toContain("training images gave 88.23 %, the test 87.65 %: the lead of the test came from");
    expect(said).toContain("From epoch 4 on it no longer was.");
    expect(said).toContain("training leads by 1.26 points");
    expect(said).toContain("96.10 %, 3.98 points above the test");
    expect(said).toContain("overfitting");
    expect(said).toContain("best after epoch 3: 92.37 %. It ended 0.25 points lower.");
    expect(said).toContain("lowest after epoch 3, 0.2200, and ended at 0.2400");
  });

  test("a test that never was above needs no reason and has no lead to lose", () => {
    const said = text([
      { train: 0.93, test: 0.85 },
      { train: 0.99, test: 0.86 },
    ]);
    expect(said).toContain("in no epoch");
    expect(said).not.toMatch(/Dropout|no longer|still/);
    expect(said).toContain("training leads by 13.00 points");
    expect(said).toContain("best after the last epoch, 2: 86.00 %");
  });

  test("a test that is above to the end is not said to fall behind or to overfit", () => {
    const said = text(USUAL.slice(0, 2));
    expect(said).toContain("in every epoch");
    expect(said).toContain("the test has not fallen behind");
    expect(said).not.toMatch(/overfit|no longer/);
    expect(said).toContain("the test leads by 0.92 points");
  });

  test("a lead that was lost and won again is told epoch by epoch", () => {
    const said = text([
      { train: 0.8, test: 0.81 },
      { train: 0.85, test: 0.84 },
      { train: 0.86, test: 0.87 },
    ]);
    expect(said).toContain("in epochs 1 and 3.");
    expect(said).not.toMatch(/every epoch|no longer/);
  });

  test("one epoch is no course", () => {
    const said = text(USUAL.slice(0, 1));
    expect(said).toContain("One epoch is trained");
    expect(said).toContain("the test leads by 6.34 points");
    expect(said).toContain("Dropout mutes");
    expect(said).not.toMatch(/best|still|no longer|last one/);
  });

  test("dropout is not blamed where there is none", () => {
    const epochs = USUAL.slice(0, 2);
    expect(text(epochs, { dropout: false, augmentation: false })).toContain("Dropout is off");
    const augmented = text(epochs, { dropout: false, augmentation: true });
    expect(augmented).toContain("changed at random");
    expect(augmented).not.toMatch(/[Dd]ropout mutes/);
    expect(text(epochs, { dropout: true, augmentation: true })).toMatch(/Dropout mutes.*changed at random/);
  });

  test("German says the same with German numbers", () => {
    const said = text(USUAL, DROPOUT, german, "de");
    expect(said).toContain("in den Epochen 1 bis 3 über");
    expect(said).toContain("das Training führt um 1,26 Prozentpunkte");
    expect(text(USUAL.slice(0, 1), DROPOUT, german, "de")).toContain("Erst eine Epoche");
  });
});
