/** Commands are served in the order in which they were made, also where one has to wait in between. */

import { expect, test } from "vitest";
import { checkpointAfter, engineOn, saved } from "../../tests/support/engine";
import { withoutManifest } from "../../tests/support/engine-without-manifest";

/** A file whose bytes come late. */
class Late extends Blob {
  override async arrayBuffer(): Promise<ArrayBuffer> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return super.arrayBuffer();
  }
}

test("what is asked after a restore is about the restored model, however late its bytes come", async () => {
  const file = new Late([await checkpointAfter(6)]);
  const { engine, open } = engineOn();
  await open();
  const restoring = engine.handle({ type: "restore-checkpoint", file });
  const configuring = engine.handle({ type: "configure", config: { epochs: 9 } });
  const weights = engine.handle({ type: "weights", layer: undefined });
  const training = engine.handle({ type: "train", goal: { steps: 1 } });
  expect(await restoring).toMatchObject({ config: { epochs: 2 } });
  expect(await configuring).toMatchObject({ epochs: 9 });
  expect(await weights).toMatchObject([{ min: 6 }]);
  expect(await training).toMatchObject({ reason: "done", step: 7 });
});

test("of two models in a row the last one stays, whichever is read first", async () => {
  const [six, two] = await Promise.all([checkpointAfter(6), checkpointAfter(2)]);
  const { engine, open } = engineOn();
  await open();
  void engine.handle({ type: "restore-checkpoint", file: new Late([six]) });
  void engine.handle({ type: "restore-checkpoint", file: two });
  expect(await engine.handle({ type: "train", goal: { steps: 1 } })).toMatchObject({ step: 3 });
});

test("a file that is refused holds up nothing after it", async () => {
  const { engine, open } = engineOn();
  await open();
  const refused = engine.handle({ type: "import-model", file: new Late(["PNG"]) });
  const training = engine.handle({ type: "train", goal: { steps: 1 } });
  await expect(refused).rejects.toMatchObject({ code: "bad-model" });
  expect(await training).toMatchObject({ step: 1 });
});

test("a restore waits for the manifest, which makes a new model, and so does what comes after it", async () => {
  const file = await checkpointAfter(6);
  const { engine, events, phases, arrive } = withoutManifest();
  const restoring = engine.handle({ type: "restore-checkpoint", file });
  const configuring = engine.handle({ type: "configure", config: { seed: 7, epochs: 3 } });
  arrive();
  expect(await restoring).toMatchObject({ config: { epochs: 2, seed: 42 } });
  expect(await configuring).toMatchObject({ epochs: 3, seed: 7 });
  expect(events.findLast((event) => event.type === "configured")).toMatchObject({ progress: { step: 0 } });
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done", step: 12 });
  expect(phases().at(-1)).toBe("paused");
});

test("a checkpoint of before the manifest is saved after it, so that it can be restored", async () => {
  const { engine, arrive } = withoutManifest();
  const saving = saved(engine, "save-checkpoint");
  arrive();
  const other = engineOn();
  await other.open();
  const restored = other.engine.handle({ type: "restore-checkpoint", file: await saving });
  expect(await restored).toMatchObject({ exact: true });
});

test("without a manifest to come, a checkpoint is not saved", async () => {
  const { engine, arrive } = withoutManifest(() => new Response("", { status: 404 }));
  const saving = engine.handle({ type: "save-checkpoint" });
  arrive();
  await expect(saving).rejects.toMatchObject({ code: "network" });
});

test("while training, a model is refused, also if the training has ended when its turn comes", async () => {
  const file = await checkpointAfter(6);
  const { engine, open, next } = engineOn();
  await open();
  const training = engine.handle({ type: "train", goal: { steps: 1 } });
  await next("step");
  // Its two jobs leave room for the end of the training.
  const saving = engine.handle({ type: "save-checkpoint" });
  const refused = engine.handle({ type: "restore-checkpoint", file });
  await expect(refused).rejects.toMatchObject({ code: "busy" });
  await saving;
  expect(await training).toMatchObject({ step: 1 });
});

test("a training that was asked for before a model makes that busy, and one after it does not", async () => {
  const file = await checkpointAfter(6);
  const { engine, open } = engineOn();
  await open();
  const first = engine.handle({ type: "train", goal: { steps: 2 } });
  const refused = engine.handle({ type: "restore-checkpoint", file });
  await expect(refused).rejects.toMatchObject({ code: "busy" });
  expect(await first).toMatchObject({ step: 2 });
});

test("pause and reset end the training before what is asked after them", async () => {
  const file = await checkpointAfter(6);
  const { engine, open, next } = engineOn();
  await open({ epochs: 1000 });
  const first = engine.handle({ type: "train", goal: {} });
  await next("step");
  const pausing = engine.handle({ type: "pause" });
  expect(await engine.handle({ type: "restore-checkpoint", file })).toMatchObject({ exact: true });
  expect(await first).toMatchObject({ reason: "paused" });
  await pausing;
  const second = engine.handle({ type: "train", goal: { epochs: 1000 } });
  await next("step");
  void engine.handle({ type: "reset", keepSeed: true });
  expect(await engine.handle({ type: "train", goal: { steps: 1 } })).toMatchObject({ step: 1 });
  expect(await second).toMatchObject({ reason: "paused" });
});

test.each<[string, (engine: ReturnType<typeof engineOn>["engine"], file: Blob) => Promise<unknown>]>([
  ["a restore", (engine, file) => engine.handle({ type: "restore-checkpoint", file })],
  ["a reset", (engine) => engine.handle({ type: "reset", keepSeed: true })],
  ["a setting", (engine) => engine.handle({ type: "configure", config: { seed: 7 } })],
])("an evaluation is not answered with another model's numbers after %s", async (_name, replace) => {
  const file = await checkpointAfter(6);
  const { engine, open, next } = engineOn();
  await open();
  await engine.handle({ type: "train", goal: { steps: 3 } });
  const evaluating = next("evaluating");
  const evaluation = engine.handle({ type: "evaluate" });
  const rejection = expect(evaluation).rejects.toMatchObject({
    code: "busy",
    message: "The model was replaced before it was evaluated.",
  });
  await evaluating;
  await replace(engine, file);
  await rejection;
});
