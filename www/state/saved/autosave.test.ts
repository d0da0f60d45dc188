import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../../tests/support/reports";
import type { Autosaved, Progress, TrainerEvent } from "../../engine/protocol";
import { INITIAL_STATE, type PageEvent, reduce } from "../store";
import { Autosave, type RunStore } from "./autosave";

const SECONDS = 1000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

class Scene {
  state = INITIAL_STATE;
  readonly told: PageEvent[] = [];
  readonly save = vi.fn(
    async (): Promise<Autosaved> => ({
      bytes: new Uint8Array(3),
      progress: this.state.progress ?? progressOf(),
    }),
  );
  readonly autosave = new Autosave({
    save: this.save,
    state: () => this.state,
    tell: (event) => this.told.push(event),
  });

  tell(event: TrainerEvent): void {
    this.state = reduce(this.state, event);
    this.autosave.receive(event);
  }

  model(progress: Partial<Progress> = { step: 0 }, more: { imported?: boolean } = {}): void {
    const told = { config: CONFIG, layers: [], progress: progressOf(progress), restarted: true, ...more };
    this.tell({ type: "configured", ...told });
  }

  step(step: number): void {
    this.tell({ type: "step", report: stepOf({ step }), progress: progressOf({ step }) });
  }

  async wait(seconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(seconds * SECONDS);
  }
}

/** Trained for a while, with nothing saved yet. */
async function training(): Promise<Scene> {
  const scene = new Scene();
  scene.model();
  scene.tell({ type: "phase", phase: "training" });
  await scene.wait(10);
  scene.step(50);
  return scene;
}

test("every half minute of training is saved, and the last two are kept", async () => {
  const scene = await training();
  expect(scene.save).not.toHaveBeenCalled();
  for (const [round, step] of [100, 200, 300].entries()) {
    // The first half minute counts from the beginning of the training.
    await scene.wait(round === 0 ? 19 : 29);
    scene.step(step);
    await scene.wait(1);
    scene.step(step + 1);
    await scene.wait(0);
    expect(scene.save).toHaveBeenCalledTimes(round + 1);
  }
  expect(scene.autosave.kept.map(({ step }) => step)).toEqual([301, 201]);
});

test("the end of an epoch is saved at once, but not more often than every two seconds", async () => {
  const scene = await training();
  const epoch = (step: number) =>
    scene.tell({ type: "epoch", report: evaluationOf({ step }), progress: progressOf({ step, epoch: 1 }) });
  epoch(60);
  await scene.wait(0);
  expect(scene.autosave.kept).toMatchObject([{ step: 60, epoch: 1, testAccuracy: 0.8765 }]);
  await scene.wait(1);
  epoch(70);
  epoch(80);
  await scene.wait(0.5);
  expect(scene.save).toHaveBeenCalledTimes(1);
  await scene.wait(0.5);
  expect(scene.autosave.kept.map(({ step }) => step)).toEqual([80, 60]);
  expect(scene.save).toHaveBeenCalledTimes(2);
});

test("a pause is saved, a second one without training between is not", async () => {
  const scene = await training();
  scene.tell({ type: "phase", phase: "paused" });
  await scene.wait(0);
  scene.autosave.saveNow();
  scene.tell({ type: "phase", phase: "paused" });
  await scene.wait(10);
  expect(scene.save).toHaveBeenCalledTimes(1);
});

test("when the page is left, what is unsaved is saved, and an untrained network is not", async () => {
  const untrained = new Scene();
  untrained.model();
  untrained.autosave.saveNow();
  expect(untrained.save).not.toHaveBeenCalled();
  const scene = await training();
  scene.autosave.saveNow();
  expect(scene.save).toHaveBeenCalledTimes(1);
});

test("a model from a file is saved before it has learned anything here", async () => {
  const scene = new Scene();
  scene.model({ step: 0 }, { imported: true });
  await scene.wait(2);
  expect(scene.save).toHaveBeenCalledTimes(1);
});

test("nothing of another model is kept, not even what is being written down when it comes", async () => {
  const scene = await training();
  let finish = (_saved: Autosaved) => {};
  scene.save.mockReturnValueOnce(
    new Promise((resolve) => {
      finish = resolve;
    }),
  );
  scene.autosave.saveNow();
  scene.model();
  finish({ bytes: new Uint8Array(3), progress: progressOf({ step: 50 }) });
  await scene.wait(0);
  expect(scene.autosave.kept).toEqual([]);
});

test("a run that was given back to the engine is there for a new start before anything else is saved", async () => {
  const scene = new Scene();
  scene.model({ step: 500, epoch: 1 });
  const bytes = new Uint8Array([7]);
  scene.autosave.adopt(bytes);
  expect(scene.autosave.kept).toMatchObject([{ bytes, step: 500, epoch: 1 }]);
  scene.model();
  expect(scene.autosave.kept).toEqual([]);
});

test("a trainer that is gone is told nothing of what was being stored, and begins anew", async () => {
  const scene = await training();
  let refuse = (_reason: unknown) => {};
  const stored = new Promise<void>((_resolve, reject) => {
    refuse = reject;
  });
  const put = vi.fn<RunStore["put"]>().mockReturnValueOnce(stored);
  scene.autosave.store = { put };
  scene.autosave.saveNow();
  await scene.wait(0);
  scene.autosave.end();
  refuse(new DOMException("closed", "InvalidStateError"));
  await scene.wait(0);
  expect(scene.told).toEqual([]);
  expect(scene.autosave.kept).toEqual([]);

  // It was refused before it went; put back, it says so again.
  for (let round = 0; round < 2; round++) {
    put.mockRejectedValueOnce(new DOMException("full", "QuotaExceededError"));
    scene.step(60 + round);
    scene.autosave.saveNow();
    await scene.wait(0);
    scene.autosave.end();
  }
  expect(scene.told).toMatchObject([{ type: "not-saved" }, { type: "not-saved" }]);
});

test("of a training that diverged nothing is saved", async () => {
  const scene = await training();
  scene.tell({ type: "error", failure: { code: "diverged", message: "NaN" } });
  scene.tell({ type: "phase", phase: "paused" });
  scene.autosave.saveNow();
  await scene.wait(60);
  expect(scene.save).not.toHaveBeenCalled();
});

test("what the store refuses is told once, and again after it had room in between", async () => {
  const scene = await training();
  const put = vi.fn<RunStore["put"]>();
  scene.autosave.store = { put };
  const saveStep = async (step: number) => {
    scene.step(step);
    scene.autosave.saveNow();
    await scene.wait(0);
  };
  put.mockRejectedValueOnce(new DOMException("no room", "QuotaExceededError"));
  await saveStep(51);
  put.mockRejectedValueOnce(new DOMException("no room", "QuotaExceededError"));
  await saveStep(52);
  await saveStep(53);
  put.mockRejectedValueOnce(new DOMException("The database is closed", "InvalidStateError"));
  await saveStep(54);
  expect(scene.told).toMatchObject([
    { type: "not-saved", reason: "full", failure: { code: "storage-full" } },
    { type: "saved", saved: { step: 53 } },
    {
      type: "not-saved",
      reason: "blocked",
      failure: { message: "InvalidStateError: The database is closed" },
    },
  ]);
  // Whatever the store says, the page has them.
  expect(scene.autosave.kept.map(({ step }) => step)).toEqual([54, 53]);

  // What was refused is not forgotten: when the page is left there may be room.
  scene.autosave.saveNow();
  await scene.wait(0);
  expect(scene.told.at(-1)).toMatchObject({ type: "saved", saved: { step: 54 } });
});
