import { expect, test } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../tests/support/reports";
import type { TrainerEvent } from "../engine/protocol";
import type { Problem } from "./errors";
import {
  hasLearned,
  INITIAL_STATE,
  isFinished,
  type PageEvent,
  problemsOf,
  reduce,
  type State,
} from "./store";

function after(...events: (TrainerEvent | PageEvent)[]): State {
  return events.reduce(reduce, INITIAL_STATE);
}

const configured = (restarted: boolean) =>
  ({
    type: "configured",
    config: CONFIG,
    layers: [],
    progress: progressOf({ step: 0 }),
    restarted,
  }) satisfies TrainerEvent;
const step = { type: "step", report: stepOf(), progress: progressOf() } satisfies TrainerEvent;
const epoch = { type: "epoch", report: evaluationOf(), progress: progressOf() } satisfies TrainerEvent;

test("reports are collected, and void once the model is new", () => {
  const trained = after(configured(true), step, step, epoch);
  expect(trained.steps).toHaveLength(2);
  expect(trained.evaluations).toHaveLength(1);
  expect(reduce(trained, configured(false)).steps).toHaveLength(2);
  const restarted = reduce(trained, configured(true));
  expect([restarted.steps, restarted.evaluations]).toEqual([[], []]);
});

test("a restored model brings its own reports, in the place of those of the model before", () => {
  const history = {
    steps: [stepOf({ step: 7 }), stepOf({ step: 8 })],
    evaluations: [evaluationOf({ step: 4 })],
  };
  const progress = progressOf({ step: 8, epoch: 2 });
  const config = { ...CONFIG, seed: 7 };
  const restored: TrainerEvent = {
    type: "configured",
    config,
    layers: [],
    progress,
    restarted: true,
    history,
  };
  const state = after(
    configured(true),
    step,
    step,
    epoch,
    { type: "evaluating", done: 1, total: 2 },
    restored,
  );
  expect(state).toMatchObject({ ...history, config, progress, evaluation: undefined });
  expect(state.restoredSteps).toBe(2);
  expect(reduce(state, step)).toMatchObject({
    steps: [{ step: 7 }, { step: 8 }, { step: 1 }],
    restoredSteps: 2,
  });
  expect(reduce(state, configured(true))).toMatchObject({ steps: [], restoredSteps: 0 });
});

test("a model from a file has learned something, though nothing is trained here, until it is replaced", () => {
  expect(hasLearned(after(configured(true)))).toBe(false);
  const imported = after(configured(true), { ...configured(true), imported: true });
  expect(imported).toMatchObject({ isImported: true, steps: [], evaluations: [] });
  expect(hasLearned(imported)).toBe(true);
  expect(hasLearned(reduce(imported, configured(false)))).toBe(true);
  expect(hasLearned(reduce(imported, configured(true)))).toBe(false);
  expect(hasLearned(after(configured(true), step))).toBe(true);
  expect(hasLearned(reduce(imported, crash))).toBe(false);
});

test("edits are under way from the asking to the answer, each for itself", () => {
  const asked = { type: "setting-asked", key: "schedule" } as const;
  const answered = { type: "setting-answered", key: "schedule" } as const;
  expect(after(asked, asked).editsUnderWay).toEqual({ schedule: 2 });
  expect(after(asked, asked, answered).editsUnderWay).toEqual({ schedule: 1 });
  expect(after(asked, answered).editsUnderWay).toEqual({});
  // The answer of a worker that was given up.
  expect(after(asked, { type: "restarted" }, answered).editsUnderWay).toEqual({});
});

test("it is finished once the last epoch is evaluated too", () => {
  const due = progressOf({ finished: true, evaluationDue: true });
  const trained = after({ ...step, progress: due });
  expect(isFinished(trained)).toBe(false);
  const evaluated = { ...due, evaluationDue: false };
  expect(isFinished(reduce(trained, { ...epoch, progress: evaluated }))).toBe(true);
  expect(isFinished(INITIAL_STATE)).toBe(false);
});

test("a state is never changed in place", () => {
  const before = after(configured(true), step);
  const frozen = structuredClone(before);
  reduce(before, step);
  reduce(before, epoch);
  expect(before).toEqual(frozen);
});

test("pausing lasts from the asking to the next phase, and only while training", () => {
  const training = after({ type: "phase", phase: "training" }, { type: "pause-asked" });
  expect(training.isPausing).toBe(true);
  expect(reduce(training, { type: "phase", phase: "paused" }).isPausing).toBe(false);
  expect(after({ type: "phase", phase: "ready" }, { type: "pause-asked" }).isPausing).toBe(false);
});

test("each kind of failure comes with its remedy", () => {
  const failure = { code: "network", message: "gone" } as const;
  const problems = (event: TrainerEvent) => problemsOf(after(event));
  expect(problems({ type: "load-failed", failure })).toEqual([{ ...failure, remedy: "retry-loading" }]);
  expect(problems({ type: "error", failure })).toEqual([{ ...failure, remedy: "dismiss" }]);
  expect(problems({ type: "fatal", failure })).toEqual([{ ...failure, remedy: "restart" }]);
});

const gone = { type: "load-failed", failure: { code: "network", message: "gone" } } as const;
const busy = { type: "error", failure: { code: "busy", message: "running" } } as const;
const diverged = { type: "error", failure: { code: "diverged", message: "NaN" } } as const;
const crash = { type: "fatal", failure: { code: "crashed", message: "unreachable" } } as const;

function remedies(...events: (TrainerEvent | PageEvent)[]): Problem["remedy"][] {
  return problemsOf(after(...events)).map((problem) => problem.remedy);
}

test("a standstill of the downloads stays on show, whatever else fails or is closed, until it is retried", () => {
  expect(remedies(gone, diverged)).toEqual(["retry-loading", "train-slower"]);
  expect(remedies(busy, gone, { type: "problem-closed" })).toEqual(["retry-loading"]);
  expect(remedies(gone, configured(true))).toEqual(["retry-loading"]);
  expect(remedies(gone, busy, { type: "loading-retried" })).toEqual(["dismiss"]);
});

test("after a fatal error only a restart is offered", () => {
  expect(remedies(gone, busy, crash)).toEqual(["restart"]);
  expect(remedies(crash, busy)).toEqual(["restart"]);
  expect(after({ type: "evaluating", done: 1, total: 2 }, crash)).toMatchObject({
    phase: "failed",
    evaluation: undefined,
  });
});

test("what was said about the old model goes with it", () => {
  expect(remedies(diverged, configured(true))).toEqual([]);
  expect(remedies(diverged, configured(false))).toEqual(["train-slower"]);
});

test("a refused setting is shown at its field until it is restored", () => {
  const failure = { code: "bad-config", message: "epochs is 0, but must be a whole number" } as const;
  const refused = after({ type: "error", failure });
  expect(refused.problem).toBeUndefined();
  expect(refused.settingErrors).toEqual({ epochs: failure.message });
  expect(reduce(refused, { type: "setting-restored", key: "epochs" }).settingErrors).toEqual({});
});

test("a refused setting without a field is a problem of the page", () => {
  const failure = { code: "bad-config", message: "filters is [0], but must be a list" } as const;
  expect(after({ type: "error", failure }).problem).toMatchObject(failure);
});

test("a restart keeps settings and structure, and the curves until the new model is there", () => {
  const restarted = after(configured(true), step, epoch, crash, { type: "restarted" });
  const curves = { steps: [stepOf()], evaluations: [evaluationOf()] };
  expect(restarted).toEqual({ ...INITIAL_STATE, config: CONFIG, ...curves });
  expect(reduce(restarted, configured(true))).toMatchObject({ steps: [], evaluations: [] });
});
