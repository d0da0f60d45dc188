import { expect, test } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../tests/support/reports";
import type { StepReport } from "../engine/protocol";
import { wordsFor } from "../words";
import { explanationFactsOf, explanationsOf } from "./explain";
import { INITIAL_STATE, type State } from "./store";

function keys(state: Partial<State>) {
  return explanationsOf({ ...INITIAL_STATE, config: CONFIG, ...state });
}

/** Reports of so many mini-batches, ten in each. */
function steps(batches: number, lossAt: (batch: number) => number): StepReport[] {
  return Array.from({ length: batches / 10 }, (_, index) =>
    stepOf({ step: index * 10 + 10, batches: 10, loss: lossAt(index * 10) }),
  );
}

const known = (accuracy: number) => ({ count: 5000, loss: 0.3, accuracy });
/** Neither above training nor far below it. */
const plain = evaluationOf({ accuracy: 0.88, trainAccuracy: 0.88, trainSample: known(0.89) });

test("before training: what happens now, and what the network is", () => {
  expect(keys({})).toEqual(["opening"]);
  expect(keys({ phase: "loading" })[0]).toBe("loading");
  expect(keys({ phase: "ready" })).toEqual(["network", "train"]);
  expect(keys({ phase: "ready", isImported: true })).toEqual(["network"]);
});

test("the first epoch: loss and chance first, then epoch and mini-batch", () => {
  const at = (step: number) => keys({ phase: "training", progress: progressOf({ step, stepInEpoch: step }) });
  expect(at(1)).toEqual(["loss", "chance"]);
  // Before the first report the engine counts no mini-batches in an epoch.
  const unknown = progressOf({ step: 0, stepInEpoch: 0, stepsPerEpoch: 0 });
  expect(keys({ phase: "training", progress: unknown })).toEqual(["loss", "chance"]);
  expect(at(186)).toEqual(["loss", "chance"]);
  expect(at(188)).toEqual(["epoch", "miniBatch"]);
  expect(at(937)).toEqual(["epoch", "miniBatch"]);
});

test("the first test is explained until the second, with what it showed", () => {
  const training = { phase: "training", progress: progressOf({ epoch: 1, step: 938 }) } as const;
  const evaluation = { done: 100, total: 10_000 };
  expect(keys({ ...training, evaluation })[0]).toBe("testing");
  expect(keys({ ...training, evaluations: [plain] })[0]).toBe("testing");
  const above = evaluationOf({ accuracy: 0.88, trainAccuracy: 0.81, trainSample: known(0.88) });
  expect(keys({ ...training, evaluations: [above] })).toEqual(["testing", "testAboveTrain"]);
});

test("later it depends on how the training goes", () => {
  const after = (partial: Parameters<typeof evaluationOf>[0]) =>
    keys({
      phase: "training",
      progress: progressOf({ epoch: 2, step: 2000 }),
      evaluations: [plain, { ...plain, epoch: 2, ...partial }],
    });
  expect(after({})).toEqual(["slowing"]);
  expect(after({ trainAccuracy: 0.85 })).toEqual(["testAboveTrain", "slowing"]);
  expect(after({ accuracy: 0.9, trainSample: known(0.95) })[0]).toBe("overfitting");
  expect(after({ accuracy: 0.9, trainSample: known(0.92) })).not.toContain("overfitting");
});

test("a loss that stays high is explained by the learning rate, too low or too high", () => {
  const training = { phase: "training", progress: progressOf({ step: 400 }) } as const;
  const flat = steps(400, () => 2.3);
  const rate = (learningRate: number) => ({ config: { ...CONFIG, learningRate } });
  expect(keys({ ...training, steps: flat, ...rate(1e-6) })[0]).toBe("flat");
  expect(keys({ ...training, steps: flat, ...rate(0.1) })[0]).toBe("stuck");
  // Too early to tell, falling, or low because most is learned.
  expect(keys({ ...training, steps: steps(200, () => 2.3) })[0]).not.toBe("flat");
  expect(keys({ ...training, steps: steps(400, (batch) => 2.3 - batch / 1000) })[0]).not.toBe("flat");
  expect(keys({ ...training, steps: steps(400, () => 0.3) })[0]).not.toBe("flat");
});

test("a diverged training is explained even after its message was closed", () => {
  const problem = { code: "diverged", message: "", remedy: "dismiss" } as const;
  expect(keys({ phase: "paused", problem })).toEqual(["diverged"]);
  expect(keys({ phase: "paused", steps: [stepOf({ loss: Number.NaN })] })).toEqual(["diverged"]);
});

test("at the end: what there is to look at", () => {
  const progress = progressOf({ epoch: 12, step: 11_256, stepInEpoch: 0, finished: true });
  const done = { phase: "paused", progress, evaluations: [plain, plain] } as const;
  expect(keys(done)[0]).toBe("finished");
  expect(keys({ ...done, phase: "training" })[0]).not.toBe("finished");
});

test("explanations change with epochs and settings, not with every mini-batch", () => {
  const state = { ...INITIAL_STATE, phase: "training", config: CONFIG, evaluations: [plain, plain] } as const;
  const at = (step: number) => ({
    ...state,
    progress: progressOf({ epoch: 2, step }),
    steps: [stepOf({ step })],
  });
  expect(explanationsOf(at(2500))).toEqual(explanationsOf(at(2000)));
  expect(explanationFactsOf(at(2500))).toEqual(explanationFactsOf(at(2000)));
});

test("the texts name the numbers of this run", () => {
  const { explain, numbers } = wordsFor(["en"]);
  const layers = [{ name: "dense", output: [10], parameters: 1_199_882 }];
  const facts = explanationFactsOf({
    ...INITIAL_STATE,
    config: { ...CONFIG, batchSize: 32, trainSize: 5000 },
    layers,
    evaluations: [evaluationOf({ accuracy: 0.9, trainSample: known(0.95) })],
  });
  const text = (key: keyof typeof explain.explanations) => explain.explanations[key].text(facts, numbers);
  expect(text("network")).toContain("1,199,882");
  expect(text("epoch")).toContain("all 5,000 training images");
  expect(text("miniBatch")).toMatch(/^32 images .* 157 corrections/);
  expect(text("overfitting")).toMatch(/95\.0\u202f% .* 90\.0\u202f%/);
});
