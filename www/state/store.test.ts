import { expect, test } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../tests/support/reports";
import type { TrainerEvent } from "../engine/protocol";
import { INITIAL_STATE, type PageEvent, reduce, type State } from "./store";

function after(...events: (TrainerEvent | PageEvent)[]): State {
  return events.reduce(reduce, INITIAL_STATE);
}

const configured = (restarted: boolean): TrainerEvent => ({
  type: "configured",
  config: CONFIG,
  layers: [],
  progress: progressOf({ step: 0 }),
  restarted,
});
const step: TrainerEvent = { type: "step", report: stepOf(), progress: progressOf() };
const epoch: TrainerEvent = { type: "epoch", report: evaluationOf() };

test("reports are collected, and void once the model is new", () => {
  const trained = after(configured(true), step, step, epoch);
  expect(trained.steps).toHaveLength(2);
  expect(trained.evaluations).toHaveLength(1);
  expect(reduce(trained, configured(false)).steps).toHaveLength(2);
  const restarted = reduce(trained, configured(true));
  expect([restarted.steps, restarted.evaluations]).toEqual([[], []]);
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
  expect(after({ type: "load-failed", failure }).problem).toEqual({ ...failure, remedy: "retry-loading" });
  expect(after({ type: "error", failure }).problem).toEqual({ ...failure, remedy: "dismiss" });
  const dead = after(step, { type: "fatal", failure });
  expect(dead).toMatchObject({ phase: "failed", problem: { ...failure, remedy: "restart" } });
  expect(dead.steps).toHaveLength(1);
  expect(reduce(dead, { type: "problem-closed" }).problem).toBeUndefined();
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

test("a restart keeps settings and structure only", () => {
  const restarted = after(configured(true), step, { type: "restarted" });
  expect(restarted).toEqual({ ...INITIAL_STATE, config: CONFIG });
});
