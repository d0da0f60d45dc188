/** Faults of the worker while it trains: what the next worker is asked for, and what becomes of the call. */

import { expect, test } from "vitest";
import { CONFIG, progressOf } from "../../tests/support/reports";
import { CRASH, HISTORY, Scene, SOURCE } from "../../tests/support/rescue-scene";
import type { Summary } from "../engine/protocol";

const summary = (step: number): Summary => ({ reason: "done", epoch: 0, step, seconds: 1 });

test("a fault while training costs what came after the checkpoint, and the call ends as it would have", async () => {
  const scene = new Scene();
  const training = scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  expect(scene.workers).toHaveLength(2);
  expect(scene.workers[0]?.isTerminated).toBe(true);
  expect(scene.types()).toEqual(["open", "restore-checkpoint"]);
  expect(scene.trainer.state.safety.rescue).toMatchObject({ step: 100, lostSteps: 20, isDone: false });

  // Until the checkpoint is in place, the curves stay.
  scene.opened();
  expect(scene.trainer.state.steps).toHaveLength(2);
  scene.restored();
  await expect.poll(() => scene.types()).toContain("train");
  // 200 mini-batches were asked for, from the first on.
  expect(scene.commands.at(-1)).toEqual({ type: "train", goal: { steps: 100 } });
  expect(scene.trainer.state).toMatchObject({
    steps: HISTORY.steps,
    problem: undefined,
    safety: { rescue: { isDone: true }, interruptions: [6400] },
  });
  scene.answer("train", summary(200));
  await expect(training).resolves.toMatchObject({ reason: "done", step: 200 });
});

test("without a checkpoint it starts over", async () => {
  const scene = new Scene();
  scene.trainer.start(SOURCE);
  scene.opened();
  const training = scene.trainer.train({ epochs: 1 });
  scene.worker.tell({ type: "phase", phase: "training" });
  scene.step(10);
  scene.worker.tell(CRASH);
  expect(scene.types()).toEqual(["open"]);
  scene.opened();
  await expect.poll(() => scene.types()).toContain("train");
  expect(scene.commands.at(-1)).toEqual({ type: "train", goal: { epochs: 1 } });
  expect(scene.trainer.state.steps).toEqual([]);
  expect(scene.trainer.state.safety.interruptions).toEqual([]);
  scene.answer("train", summary(10));
  await training;
});

test("the same backend is tried once more, then the CPU, then one thread of it, then nothing", async () => {
  const scene = new Scene();
  const training = scene.trained("webgpu");
  training.catch(() => undefined);
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  const opens = () => scene.commands[0];
  scene.worker.tell(CRASH);
  expect(opens()).toMatchObject({ wish: "webgpu", gpuFailure: CRASH.failure });
  scene.opened("webgpu");
  scene.worker.tell(CRASH);
  expect(opens()).toMatchObject({ wish: "auto", gpuFailure: CRASH.failure });
  scene.opened("cpu");
  scene.worker.tell(CRASH);
  expect(opens()).toMatchObject({ wish: "cpu", lastResort: CRASH.failure, threads: 1 });
  scene.opened("cpu");
  scene.worker.tell(CRASH);
  expect(scene.workers).toHaveLength(4);
  expect(scene.trainer.state).toMatchObject({ phase: "failed", problem: { remedy: "restart" } });
  await expect(training).rejects.toMatchObject({ code: "crashed" });

  // By hand it goes on from the checkpoint even then.
  scene.trainer.restart(SOURCE);
  expect(scene.types()).toEqual(["open", "restore-checkpoint"]);
});

test("threads that hang before anything is open cost one worker, and the next one starts none", async () => {
  const scene = new Scene();
  scene.trainer.start(SOURCE);
  scene.worker.tell({ type: "fatal", failure: { ...CRASH.failure, isOfThreads: true } });
  expect(scene.commands[0]).toMatchObject({ wish: "auto", threads: 1 });
  expect(scene.trainer.state.problem).toBeUndefined();
  scene.opened();
  scene.worker.tell({ type: "ready", progress: progressOf({ step: 0, imagesSeen: 0 }) });
  await scene.trainer.ready;
});

test("who has come further than the fault is brought over the next one as over the first", async () => {
  const scene = new Scene();
  const training = scene.trained("webgpu");
  training.catch(() => undefined);
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  for (let round = 0; round < 3; round++) {
    scene.worker.tell(CRASH);
    expect(scene.commands[0]).toMatchObject({ wish: "webgpu" });
    scene.opened("webgpu");
    scene.restored();
    await expect.poll(() => scene.types()).toContain("train");
    scene.worker.tell({ type: "phase", phase: "training" });
    scene.step(121 + round);
  }
});

test("a pause between two workers is a pause", async () => {
  const scene = new Scene();
  const training = scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.trainer.request({ type: "pause" }).catch(() => undefined);
  scene.opened();
  scene.restored();
  await expect(training).resolves.toMatchObject({ reason: "paused", step: 100 });
  expect(scene.types()).not.toContain("train");
});

test("a network that fails meanwhile is waited for, and the checkpoint is not given up", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.opened();
  scene.refuse("restore-checkpoint", "network");
  const retrying = scene.trainer.retryLoading();
  scene.answer("load", undefined);
  await retrying;
  await expect.poll(() => scene.types().filter((type) => type === "restore-checkpoint")).toHaveLength(2);
  scene.restored();
  await expect.poll(() => scene.types()).toContain("train");
});

test("files from disk in the place of that network let it go on as well, also when one of them is refused", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.opened();
  scene.refuse("restore-checkpoint", "network");
  scene.trainer.loadFiles([new Blob(["good"]), new Blob(["bad"])]).catch(() => undefined);
  scene.worker.tell({ type: "loading-retried" });
  scene.refuse("load-files", "bad-data");
  await expect.poll(() => scene.types().filter((type) => type === "restore-checkpoint")).toHaveLength(2);
  scene.restored();
  await expect.poll(() => scene.types()).toContain("train");

  // The next worker gets them, too.
  scene.worker.tell(CRASH);
  expect(scene.types()).toContain("load-files");
});

test("a trainer that is taken off the page meanwhile ends the call", async () => {
  const scene = new Scene();
  const training = scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.opened();
  scene.refuse("restore-checkpoint", "network");
  scene.trainer.end(new DOMException("gone", "AbortError"));
  scene.trainer.start(SOURCE);
  await expect(training).rejects.toMatchObject({ name: "AbortError" });
});

test("one that is moved trains no more by itself", async () => {
  const scene = new Scene();
  const training = scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.trainer.end(new DOMException("gone", "AbortError"));
  scene.trainer.start(SOURCE);
  await expect(training).rejects.toMatchObject({ name: "AbortError" });
  expect(scene.types()).toEqual(["open"]);
});

test("a model that the worker refuses while it trains does not end the training at the next fault", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.trainer.request({ type: "import-model", file: new Blob() }).catch(() => undefined);
  scene.worker.tell(CRASH);
  scene.opened();
  scene.restored();
  await expect.poll(() => scene.types()).toContain("train");
});

test("a setting that is changed while another worker takes over is in force after it", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.opened();
  const edit = scene.trainer.edit({ learningRate: 0.002 });
  expect(scene.types()).toEqual(["open", "restore-checkpoint"]);
  scene.restored();
  await expect.poll(() => scene.types()).toContain("configure");
  scene.answer("configure", CONFIG);
  await edit;
});

test("a second fault leaves the mark of the first in the curve", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  for (let round = 1; round <= 2; round++) {
    scene.worker.tell(CRASH);
    scene.opened();
    scene.restored();
    await expect.poll(() => scene.trainer.state.safety.interruptions).toEqual(Array(round).fill(6400));
  }
});

test("settings that were changed after the checkpoint are in force again", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  const config = { ...CONFIG, learningRate: 0.0005 };
  const progress = progressOf({ step: 120 });
  scene.worker.tell({ type: "configured", config, layers: [], progress, restarted: false });
  scene.worker.tell(CRASH);
  scene.opened();
  scene.restored();
  await expect.poll(() => scene.types()).toContain("configure");
  expect(scene.commands.at(-1)).toEqual({ type: "configure", config: { learningRate: 0.0005 } });
});

test("what another worker says after its end is not heard", async () => {
  const scene = new Scene();
  void scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  scene.worker.tell(CRASH);
  scene.workers[0]?.tell({ type: "phase", phase: "paused" });
  expect(scene.trainer.state.phase).toBe("opening");
});

test("a training that diverged goes on from the last checkpoint that was better than guessing", async () => {
  const scene = new Scene();
  const training = scene.trained();
  await expect.poll(() => scene.trainer.state.progress?.step).toBe(120);
  const failure = { code: "diverged", message: "the loss is NaN" } as const;
  scene.worker.tell({ type: "error", failure });
  scene.worker.tell({ type: "phase", phase: "paused" });
  scene.answer("train", summary(120));
  await training;
  expect(scene.trainer.state.problem?.remedy).toBe("train-slower");
  // Nothing is kept of it, although it has paused.
  expect(scene.types().filter((type) => type === "autosave")).toHaveLength(1);

  const slower = scene.trainer.trainSlower();
  scene.restored();
  await expect.poll(() => scene.types()).toContain("configure");
  expect(scene.commands.at(-1)).toEqual({ type: "configure", config: { learningRate: 0.00033 } });
  scene.answer("configure", CONFIG);
  await expect.poll(() => scene.types().filter((type) => type === "train")).toHaveLength(2);
  scene.answer("train", summary(938));
  await expect(slower).resolves.toMatchObject({ step: 938 });
});
