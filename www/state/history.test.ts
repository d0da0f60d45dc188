import { expect, test } from "vitest";
import { evaluationOf, stepOf } from "../../tests/support/reports";
import type { EvalReport } from "../engine/protocol";
import { MOST_EVALUATIONS, MOST_STEPS, type Reports, withEvaluation, withStep } from "./history";

const NONE: Reports = { steps: [], restoredSteps: 0 };

/** A report of one mini-batch, as `src/train/history.rs` has them in its tests. */
function report(step: number, epoch: number) {
  return stepOf({ step, epoch, imagesSeen: step * 10, loss: step, accuracy: 0.5 });
}

test("a long run keeps its whole course in bounded room", () => {
  let reports = NONE;
  for (let step = 1; step <= 10_000; step++) {
    reports = withStep(reports, report(step, Math.floor((step - 1) / 1000)));
    expect(reports.steps.length).toBeLessThanOrEqual(MOST_STEPS);
  }
  const { steps } = reports;
  expect(steps.length).toBeGreaterThan(MOST_STEPS / 3);
  expect(steps.reduce((sum, { batches }) => sum + batches, 0)).toBe(10_000);
  expect(steps.at(-1)?.step).toBe(10_000);
  // The mean over all mini-batches is kept: (1 + ... + 10,000) / 10,000.
  expect(steps.reduce((sum, { loss, batches }) => sum + loss * batches, 0) / 10_000).toBeCloseTo(5000.5, 6);
  // The shape too: what a report says is the mean over the mini-batches that it covers.
  for (const { step, loss, batches } of steps) expect(loss).toBeCloseTo(step - (batches - 1) / 2, 6);
});

test("many short epochs are bounded too", () => {
  let reports = NONE;
  let evaluations: readonly EvalReport[] = [];
  for (let step = 1; step <= 5000; step++) {
    reports = withStep(reports, report(step, step));
    evaluations = withEvaluation(evaluations, evaluationOf({ step }));
    expect(reports.steps.length).toBeLessThanOrEqual(MOST_STEPS);
    expect(evaluations.length).toBeLessThanOrEqual(MOST_EVALUATIONS);
  }
  expect(reports.steps.length).toBeGreaterThan(MOST_STEPS / 3);
  expect(evaluations.length).toBeGreaterThan(MOST_EVALUATIONS / 3);
  expect(evaluations.at(-1)?.step).toBe(5000);
});

test("reports of different epochs stay apart, and the end of an epoch is still to be found", () => {
  let reports = NONE;
  for (let step = 1; step <= MOST_STEPS + 1; step++) {
    const epoch = Math.floor((step - 1) / 9);
    reports = withStep(reports, { ...report(step, epoch), epochEnded: step % 9 === 0 });
  }
  const first = reports.steps.slice(0, 5);
  expect(first.map(({ step }) => step)).toEqual([2, 4, 6, 8, 9]);
  expect(first.map(({ batches }) => batches)).toEqual([2, 2, 2, 2, 1]);
  expect(first.map(({ epochEnded }) => epochEnded)).toEqual([false, false, false, false, true]);
});

test("two reports become one: means by mini-batches, and the rest as it was at the end", () => {
  const long = stepOf({ step: 3, batches: 3, loss: 1, accuracy: 0.2, gradientNorm: 4, imagesPerSecond: 10 });
  const short = { ...stepOf({ step: 4, loss: 2, accuracy: 0.6, gradientNorm: 8 }), imagesPerSecond: 90 };
  const others = Array.from({ length: MOST_STEPS - 2 }, (_, place) => report(place + 5, 0));
  const all = [long, short, ...others].reduce(withStep, NONE);
  const [first] = withStep(all, report(9999, 0)).steps;
  expect(first).toMatchObject({ step: 4, batches: 4, loss: 1.25, gradientNorm: 5, imagesPerSecond: 90 });
  expect(first?.accuracy).toBeCloseTo(0.3, 9);
});

test("a length of the gradient that one of two does not tell is told of neither", () => {
  const all = Array.from({ length: MOST_STEPS + 1 }, (_, place) => ({
    ...report(place + 1, 0),
    gradientNorm: place === 0 ? 7 : undefined,
  }));
  expect(all.reduce(withStep, NONE).steps[0]?.gradientNorm).toBeUndefined();
});

test("what came with a checkpoint is still told from what was trained here", () => {
  const restored = Array.from({ length: 101 }, (_, place) => report(place + 1, 0));
  let reports: Reports = { steps: restored, restoredSteps: restored.length };
  for (let step = 102; step <= MOST_STEPS + 1; step++) reports = withStep(reports, report(step, 0));
  expect(reports.steps).toHaveLength(MOST_STEPS / 2 + 1);
  // The pair of the 101st and the 102nd is of both, and says how fast it is here.
  expect(reports.restoredSteps).toBe(50);
  expect(reports.steps[50]?.step).toBe(102);
});

test("an evaluation of the same step takes the place of the one before", () => {
  const once = withEvaluation([], evaluationOf({ step: 10, accuracy: 0.5 }));
  expect(withEvaluation(once, evaluationOf({ step: 10, accuracy: 0.6 }))).toMatchObject([{ accuracy: 0.6 }]);
});
