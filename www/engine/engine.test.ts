import { expect, test } from "vitest";
import { type FakeOptions, FakeSession } from "../../tests/support/fake-session";
import { BASE_URL, ShardServer } from "../../tests/support/shard-server";
import { Engine } from "./engine";
import { TrainerError } from "./failure";
import type { ConfigInput, TrainerEvent } from "./protocol";

type EventOf<T extends TrainerEvent["type"]> = Extract<TrainerEvent, { type: T }>;

/** An engine on a fake Session and an in-memory server, with its events. */
function engineOn(options: FakeOptions = {}, server = new ShardServer(["train-00", "test-00"])) {
  const events: TrainerEvent[] = [];
  let listeners: ((event: TrainerEvent) => void)[] = [];
  const engine = new Engine({
    open: async () => ({ session: new FakeSession(options), reason: "Told so." }),
    fetch: server.fetch,
    pausesMillis: [],
    countDispatches: () => 0,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
  });
  const next = <T extends TrainerEvent["type"]>(type: T, fits: (event: EventOf<T>) => boolean = () => true) =>
    new Promise<EventOf<T>>((resolve) => {
      const listener = (event: TrainerEvent) => {
        if (event.type !== type || !fits(event as EventOf<T>)) return;
        listeners = listeners.filter((other) => other !== listener);
        resolve(event as EventOf<T>);
      };
      listeners.push(listener);
    });
  const open = async (config: ConfigInput = {}) => {
    const ready = next("ready");
    await engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config });
    await ready;
  };
  const phases = () => events.flatMap((event) => (event.type === "phase" ? [event.phase] : []));
  const count = (type: TrainerEvent["type"]) => events.filter((event) => event.type === type).length;
  return { engine, server, events, next, open, phases, count };
}

test("opening tells backend, settings, and when the first data is here", async () => {
  const { open, events, phases } = engineOn();
  await open();
  expect(events[0]).toEqual({
    type: "opened",
    backend: { kind: "cpu", name: "fake", threads: 1, reason: "Told so." },
  });
  expect(events.some((event) => event.type === "configured")).toBe(true);
  expect(phases()).toEqual(["loading", "ready"]);
});

test("training ends with all epochs complete and one evaluation for each", async () => {
  const { engine, open, phases, count } = engineOn();
  await open({ epochs: 3 });
  const summary = await engine.handle({ type: "train", goal: {} });
  expect(summary).toMatchObject({ reason: "done", epoch: 3, step: 12 });
  expect(count("step")).toBe(12);
  expect(count("epoch")).toBe(3);
  expect(phases()).toEqual(["loading", "ready", "training", "paused"]);
});

test("training what is finished ends at once", async () => {
  const { engine, open } = engineOn();
  await open();
  await engine.handle({ type: "train", goal: {} });
  expect(await engine.handle({ type: "train", goal: {} })).toMatchObject({ reason: "done", step: 8 });
});

test("steps and epochs count from here, and end with a report", async () => {
  const { engine, open } = engineOn({ reportEvery: 100 });
  await open();
  const steps = await engine.handle({ type: "train", goal: { steps: 3 } });
  expect(steps).toMatchObject({ reason: "done", step: 3, loss: expect.any(Number) });
  const epochs = await engine.handle({ type: "train", goal: { epochs: 2 } });
  expect(epochs).toMatchObject({ reason: "done", epoch: 2, step: 8, testAccuracy: expect.any(Number) });
});

test("a second training is refused as busy, and the first goes on", async () => {
  const { engine, open } = engineOn();
  await open();
  const first = engine.handle({ type: "train", goal: {} });
  await expect(engine.handle({ type: "train", goal: {} })).rejects.toMatchObject({ code: "busy" });
  expect(await first).toMatchObject({ reason: "done" });
});

test("pause stops after the mini-batch in flight, reports it, and may come twice", async () => {
  const { engine, open, next } = engineOn({ reportEvery: 100 });
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("epoch");
  await Promise.all([engine.handle({ type: "pause" }), engine.handle({ type: "pause" })]);
  const summary = await training;
  expect(summary).toMatchObject({ reason: "paused" });
  await engine.handle({ type: "pause" });
  const again = await engine.handle({ type: "train", goal: { steps: 1 } });
  expect(again).toMatchObject({ step: (summary as { step: number }).step + 1 });
});

test("an evaluation that a pause interrupts is completed by the next training", async () => {
  const { engine, open, next, events, count } = engineOn();
  await open({ epochs: 2 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("evaluating");
  await engine.handle({ type: "pause" });
  await training;
  expect(count("epoch")).toBe(0);
  await engine.handle({ type: "train", goal: { steps: 1 } });
  const kinds = events.map((event) => event.type);
  expect(count("epoch")).toBe(1);
  expect(kinds.lastIndexOf("epoch")).toBeLessThan(kinds.lastIndexOf("step"));
});

test("predictions and evaluations are served while training", async () => {
  const { engine, open, next } = engineOn();
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("step");
  const prediction = await engine.handle({ type: "predict", pixels: new Uint8Array(784) });
  expect(prediction).toMatchObject({ name: "T-shirt/top" });
  expect(await engine.handle({ type: "evaluate" })).toMatchObject({ count: 10_000 });
  await expect(engine.handle({ type: "predict", pixels: new Uint8Array(3) })).rejects.toMatchObject({
    code: "bad-image",
  });
  await engine.handle({ type: "pause" });
  expect(await training).toMatchObject({ reason: "paused" });
});

test("while training, live settings apply and the others are refused as busy", async () => {
  const { engine, open, next } = engineOn();
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("step");
  const changed = await engine.handle({ type: "configure", config: { learningRate: 0.01, seed: 42 } });
  expect(changed).toMatchObject({ learningRate: 0.01 });
  await expect(engine.handle({ type: "configure", config: { seed: 7 } })).rejects.toMatchObject({
    code: "busy",
  });
  await engine.handle({ type: "configure", config: { epochs: 1 } });
  expect(await training).toMatchObject({ reason: "done" });
});

test("reset pauses first and makes everything anew", async () => {
  const { engine, open, next, phases, events } = engineOn();
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("step");
  expect(await engine.handle({ type: "reset", keepSeed: false })).toMatchObject({ seed: 43 });
  expect(await training).toMatchObject({ reason: "paused" });
  expect(phases().at(-1)).toBe("ready");
  expect(events.findLast((event) => event.type === "configured")).toMatchObject({ restarted: true });
});

test("a bad value among the start settings costs only itself", async () => {
  const { open, events } = engineOn();
  await open({ batchSize: 0, epochs: 5 });
  expect(events.find((event) => event.type === "error")).toMatchObject({ failure: { code: "bad-config" } });
  expect(events.find((event) => event.type === "configured")).toMatchObject({
    config: { epochs: 5, batchSize: 10 },
  });
});

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

test("a divergence ends the training with its code and leaves the engine usable", async () => {
  const { engine, open, events } = engineOn({
    onStep: (step) => {
      if (step === 3) throw new TrainerError("diverged", "the loss became NaN");
    },
  });
  await open();
  await expect(engine.handle({ type: "train", goal: {} })).rejects.toMatchObject({ code: "diverged" });
  expect(events.find((event) => event.type === "error")).toMatchObject({ failure: { code: "diverged" } });
  await engine.handle({ type: "reset", keepSeed: true });
});

test("a wasm trap is fatal: told once, and the Session is not used again", async () => {
  const { engine, open, count } = engineOn({
    onStep: () => {
      throw new WebAssembly.RuntimeError("unreachable");
    },
  });
  await open();
  await expect(engine.handle({ type: "train", goal: {} })).rejects.toThrow("unreachable");
  expect(count("fatal")).toBe(1);
  await expect(engine.handle({ type: "evaluate" })).rejects.toMatchObject({ code: "crashed" });
});
