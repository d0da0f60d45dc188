/** The engine while shards are still to come, or don't come. */

import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { withoutManifest } from "../../tests/support/engine-without-manifest";
import { BASE_URL, inChunks, MANIFEST_URL, ShardServer } from "../../tests/support/shard-server";

test("a shard that is missing at first fails the phase; loading again mends it", async () => {
  const server = new ShardServer(["train-00", "test-00"]);
  server.answer("train-00.bin.gz", () => new Response("", { status: 404 }));
  const { engine, next, phases } = engineOn({}, server);
  const failed = next("phase", (event) => event.phase === "failed");
  await engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  await failed;
  const ready = next("ready");
  await engine.handle({ type: "load" });
  await ready;
  expect(phases()).toEqual(["loading", "failed", "loading", "ready"]);
});

test("a later shard that is missing ends the training but not what was learned", async () => {
  const server = new ShardServer(["train-00", "test-00"]);
  server.answer("test-00.bin.gz", () => new Response("", { status: 404 }));
  const { engine, next, open, phases, count } = engineOn({}, server);
  const failed = next("load-failed");
  await open();
  await failed;
  // The epoch can be trained, but not evaluated.
  await expect(engine.handle({ type: "train", goal: {} })).rejects.toMatchObject({ code: "network" });
  expect(phases().at(-1)).toBe("paused");
  expect(count("error")).toBe(0);
  await engine.handle({ type: "load" });
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done", step: 8 });
  expect(count("epoch")).toBe(2);
});

test("settings may change before the manifest is here", async () => {
  const { engine, next, phases } = engineOn();
  const ready = next("ready");
  void engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  await engine.handle({ type: "configure", config: { epochs: 1 } });
  await ready;
  expect(phases()).toEqual(["loading", "ready"]);
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done", step: 4 });
});

test("training may be asked for before the data is here, and waits for it", async () => {
  const { engine } = engineOn();
  void engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  expect(await engine.handle({ type: "train", goal: { steps: 2 } })).toMatchObject({
    reason: "done",
    step: 2,
  });
});

test("an evaluation that is asked for before the manifest is here waits, and so does the training", async () => {
  const { engine, arrive, count } = withoutManifest();
  const evaluation = engine.handle({ type: "evaluate" });
  const training = engine.handle({ type: "train", goal: { steps: 2 } });
  await engine.handle({ type: "configure", config: {} });
  arrive();
  expect(await evaluation).toMatchObject({ count: 10_000 });
  expect(await training).toMatchObject({ reason: "done", step: 2 });
  expect(count("error")).toBe(0);
});

/** Two mini-batches in each training shard, and no report by itself before an epoch's end. */
const TWO_SHARDS = ["train-00", "train-01", "test-00"];

test("a window of reports is closed before the training waits for a shard", async () => {
  const server = new ShardServer(TWO_SHARDS);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const [, late] = server.shards;
  server.answer("train-01.bin.gz", async () => {
    await arrived;
    return inChunks(late?.packed ?? new Uint8Array());
  });
  const { engine, open, next } = engineOn({ reportEvery: 100 }, server);
  await open({ epochs: 1 });
  const report = next("step");
  const training = engine.handle({ type: "train", goal: {} });
  expect((await report).report).toMatchObject({ step: 2, batches: 2 });
  arrive();
  expect(await training).toMatchObject({ reason: "done", step: 4 });
});

test("a training that fails for lack of a shard reports what it did before", async () => {
  const server = new ShardServer(TWO_SHARDS);
  server.answer("train-01.bin.gz", () => new Response("", { status: 404 }));
  const { engine, open, next, events } = engineOn({ reportEvery: 100 }, server);
  const failed = next("load-failed");
  await open();
  await failed;
  await expect(engine.handle({ type: "train", goal: {} })).rejects.toMatchObject({ code: "network" });
  expect(events.findLast((event) => event.type === "step")).toMatchObject({
    report: { step: 2, batches: 2 },
  });
});

test("a window of reports is closed before an evaluation that was asked for", async () => {
  let evaluate = () => {};
  const { engine, open, next, events } = engineOn({
    reportEvery: 100,
    onStep: (step) => {
      if (step === 3) evaluate();
    },
  });
  await open({ epochs: 1 });
  // The first one waits for the test images.
  await engine.handle({ type: "evaluate" });
  evaluate = () => void engine.handle({ type: "evaluate" });
  const evaluating = next("evaluating");
  const training = engine.handle({ type: "train", goal: {} });
  await evaluating;
  expect(events.findLast((event) => event.type === "step")).toMatchObject({
    report: { step: 3, batches: 3 },
  });
  expect(await training).toMatchObject({ reason: "done", step: 4 });
});

test("an evaluation that lacks its images fails by itself, and the training goes on", async () => {
  const server = new ShardServer(["train-00", "test-00"]);
  server.answer("test-00.bin.gz", () => new Response("", { status: 404 }));
  const { engine, open, next } = engineOn({}, server);
  const failed = next("load-failed");
  await open();
  await failed;
  const training = engine.handle({ type: "train", goal: { steps: 3 } });
  await expect(engine.handle({ type: "evaluate" })).rejects.toMatchObject({ code: "network" });
  expect(await training).toMatchObject({ reason: "done", step: 3 });
});

test("files from disk take the place of those that don't come, and the training goes on", async () => {
  const server = new ShardServer(["train-00", "test-00"]);
  const missing = () => new Response("", { status: 404 });
  server.answer("manifest.json", missing);
  server.answer("train-00.bin.gz", missing);
  const { engine, next, events } = engineOn({}, server);
  const failed = next("load-failed");
  await engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  await failed;

  // Nothing to go on with: the loading stands as before.
  const photo = new File(["PNG"], "photo.png");
  await expect(engine.handle({ type: "load-files", files: [photo] })).rejects.toMatchObject({
    code: "bad-data",
  });
  expect(server.requests).toEqual(["manifest.json"]);

  const ready = next("ready");
  const shard = new File(["FMSH".padEnd(server.plan[0]?.byteLength ?? 0)], "train-00.bin");
  await expect(engine.handle({ type: "load-files", files: [photo, shard] })).rejects.toMatchObject({
    message: expect.stringContaining("photo.png"),
  });
  await ready;
  expect(events.map(({ type }) => type)).toContain("loading-retried");
  expect(server.requests).not.toContain("train-00.bin.gz");
  expect(server.requests).toContain(MANIFEST_URL.href);
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done" });
});

test("what was not among the files is named when it does not come either", async () => {
  const server = new ShardServer(["train-00", "test-00"]);
  server.answer("train-00.bin.gz", () => new Response("", { status: 404 }));
  const { engine, next } = engineOn({}, server);
  const failed = next("load-failed");
  await engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  expect((await failed).failure.message).toBe("train-00.bin.gz: the server answered 404");

  server.answer("train-00.bin.gz", () => new Response("", { status: 404 }));
  const again = next("load-failed");
  const labels = new Uint8Array(60_008);
  labels.set([0, 0, 8, 1, 0, 0, 0xea, 0x60]);
  const missing = ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
  expect(await engine.handle({ type: "load-files", files: [new Blob([labels])] })).toEqual({ missing });
  expect((await again).failure.message).toBe(
    `train-00.bin.gz: the server answered 404. Not chosen yet: ${missing.join(", ")}`,
  );
});
