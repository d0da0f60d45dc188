/** Models and checkpoints: out of the engine and into it, while it trains and before the data is here. */

import { expect, test } from "vitest";
import { checkpointAfter, engineOn, saved } from "../../tests/support/engine";
import { withoutManifest } from "../../tests/support/engine-without-manifest";
import { ShardServer } from "../../tests/support/shard-server";
import type { Command, Results } from "./protocol";
import { buffersOf } from "./transfers";

type Engine = ReturnType<typeof engineOn>["engine"];

const FOREIGN = new Blob(["PNG"]);

test("a restored run goes on where it was, with settings and history", async () => {
  const file = await checkpointAfter(6, { epochs: 5, seed: 7 });
  const { engine, open, events, phases } = engineOn();
  await open();
  const restored = await engine.handle({ type: "restore-checkpoint", file });
  expect(restored).toEqual({ config: expect.objectContaining({ epochs: 5, seed: 7 }), exact: true });
  const told = events.findLast((event) => event.type === "configured");
  expect(told).toMatchObject({ restarted: true, config: { seed: 7 }, progress: { step: 6, epoch: 1 } });
  expect(told?.history?.steps.map((report) => report.step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(told?.history?.evaluations.map((report) => report.epoch)).toEqual([1]);
  expect(phases().at(-1)).toBe("paused");
  const summary = await engine.handle({ type: "train", goal: { steps: 1 } });
  expect(summary).toMatchObject({ step: 7, testAccuracy: told?.history?.evaluations[0]?.accuracy });
});

test("a checkpoint from before the first mini-batch is ready, not paused", async () => {
  const { engine, open, phases } = engineOn();
  await open();
  const file = await saved(engine, "save-checkpoint");
  await engine.handle({ type: "train", goal: { steps: 1 } });
  await engine.handle({ type: "restore-checkpoint", file });
  expect(phases().slice(-2)).toEqual(["paused", "ready"]);
});

test("an evaluation that was due when it was saved comes before the next mini-batch", async () => {
  const first = engineOn();
  await first.open({ epochs: 2 });
  const training = first.engine.handle({ type: "train", goal: {} });
  await first.next("evaluating");
  await first.engine.handle({ type: "pause" });
  await training;
  const file = await saved(first.engine, "save-checkpoint");

  const { engine, open, events, count } = engineOn();
  await open();
  await engine.handle({ type: "restore-checkpoint", file });
  expect(count("epoch")).toBe(0);
  await engine.handle({ type: "train", goal: { steps: 1 } });
  const kinds = events.map((event) => event.type);
  expect(count("epoch")).toBe(1);
  expect(kinds.indexOf("epoch")).toBeLessThan(kinds.indexOf("step"));
  expect(events.find((event) => event.type === "epoch")).toMatchObject({
    progress: { evaluationDue: false },
  });
});

test("an import starts over with the settings of now and the shape of the file", async () => {
  const other = engineOn();
  await other.open({ filters: [8] });
  const file = await saved(other.engine, "export-model");

  const { engine, open, events, phases } = engineOn();
  await open({ seed: 7 });
  await engine.handle({ type: "train", goal: { epochs: 1 } });
  const config = await engine.handle({ type: "import-model", file });
  expect(config).toMatchObject({ filters: [8], seed: 7 });
  const told = events.findLast((event) => event.type === "configured");
  expect(told).toMatchObject({ restarted: true, progress: { step: 0 }, imported: true });
  expect(phases().at(-1)).toBe("ready");
  expect(told?.history).toBeUndefined();
  // What was measured of the model before is void.
  const summary = (await engine.handle({ type: "train", goal: { steps: 1 } })) as Results["train"];
  expect([summary.step, summary.testAccuracy]).toEqual([1, undefined]);
});

test("a bad file is refused, and everything stays", async () => {
  const { engine, open, events, phases } = engineOn();
  await open();
  await engine.handle({ type: "train", goal: { steps: 3 } });
  const before = events.length;
  for (const [type, code] of [
    ["import-model", "bad-model"],
    ["restore-checkpoint", "bad-checkpoint"],
  ] as const) {
    await expect(engine.handle({ type, file: FOREIGN })).rejects.toMatchObject({ code });
  }
  expect(events).toHaveLength(before);
  expect(phases().at(-1)).toBe("paused");
  expect(await engine.handle({ type: "train", goal: { steps: 1 } })).toMatchObject({ step: 4 });
});

test("while training, files are refused as busy, good or bad, and the training goes on", async () => {
  const file = await checkpointAfter(1);
  const { engine, open, next, count } = engineOn();
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("step");
  const message = expect.stringMatching(/^Pause first: .+\.$/);
  const attempts: Command[] = [
    { type: "import-model", file: FOREIGN },
    { type: "restore-checkpoint", file: FOREIGN },
    { type: "restore-checkpoint", file },
  ];
  for (const command of attempts) {
    await expect(engine.handle(command)).rejects.toMatchObject({ code: "busy", message });
  }
  const soFar = count("step");
  await next("step");
  expect(count("step")).toBeGreaterThan(soFar);
  expect(count("configured")).toBe(1);
  await engine.handle({ type: "pause" });
  expect(await training).toMatchObject({ reason: "paused" });
});

test("looking inside and saving are served while training, and leave no trace in it", async () => {
  const run = async (look: (engine: Engine) => Promise<unknown>) => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    // After the first of three mini-batches that a report covers.
    const onStep = (step: number) => (step === 4 + 1 ? begin() : undefined);
    const { engine, open, events } = engineOn({ reportEvery: 3, onStep });
    await open({ epochs: 3 });
    let isOver = false;
    const training = engine.handle({ type: "train", goal: {} }).finally(() => {
      isOver = true;
    });
    await begun;
    await look(engine);
    expect(isOver).toBe(false);
    expect(await training).toMatchObject({ reason: "done", step: 12 });
    return events.flatMap((event) => (event.type === "step" ? [event.report] : []));
  };
  const looked = await run(async (engine) => {
    expect(await engine.handle({ type: "weights", layer: undefined })).toHaveLength(1);
    expect(await engine.handle({ type: "activations", pixels: new Uint8Array(784) })).toHaveLength(1);
    expect(await engine.handle({ type: "mistakes", query: {} })).toMatchObject({ total: 0 });
    expect((await saved(engine, "export-model")).size).toBeGreaterThan(0);
    expect((await saved(engine, "save-checkpoint")).size).toBeGreaterThan(0);
  });
  expect(looked).toEqual(await run(async () => {}));
  expect(looked.map((report) => report.batches)).toEqual([3, 1, 3, 1, 3, 1]);
});

test("without a manifest to come, a restore fails with what keeps it away; loading again mends it", async () => {
  const file = await checkpointAfter(6);
  const { engine, arrive } = withoutManifest(() => new Response("", { status: 404 }));
  const waiting = engine.handle({ type: "restore-checkpoint", file });
  arrive();
  await expect(waiting).rejects.toMatchObject({ code: "network" });
  const later = engine.handle({ type: "restore-checkpoint", file });
  await expect(later).rejects.toMatchObject({ code: "network" });
  await engine.handle({ type: "load" });
  expect(await engine.handle({ type: "restore-checkpoint", file })).toMatchObject({ exact: true });
});

test("shards that only the restored settings need are fetched", async () => {
  const file = await checkpointAfter(1, { trainSize: 40 });
  const { engine, open, server } = engineOn({}, new ShardServer(["train-00", "train-01", "test-00"]));
  await open({ trainSize: 20 });
  await engine.handle({ type: "evaluate" });
  expect(server.requests).not.toContain("train-01.bin.gz");
  await engine.handle({ type: "restore-checkpoint", file });
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done", step: 8 });
  expect(server.requests).toContain("train-01.bin.gz");
});

test("large buffers change hands, small ones are copied", () => {
  const [file, values] = [new Uint8Array(8), new Float32Array(2)];
  expect(buffersOf(file)).toEqual([file.buffer]);
  const layer = { name: "fc2", shape: [2], data: values };
  expect(buffersOf([layer])).toEqual([values.buffer]);
  const mistake = { index: 0, truth: 0, predicted: 1, probabilities: [], loss: 1, pixels: file };
  expect(buffersOf({ step: 1, total: 1, mistakes: [mistake] })).toEqual([]);
  expect(buffersOf(undefined)).toEqual([]);
});
