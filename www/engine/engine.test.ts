import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { TrainerError } from "./failure";

test("opening tells backend, settings, and when the first data is here", async () => {
  const { open, events, phases } = engineOn();
  await open();
  expect(events[0]).toEqual({
    type: "opened",
    backend: {
      kind: "cpu",
      name: "fake",
      threads: 1,
      reason: "Told so.",
      reasonCode: "cpu-asked",
      reasonDetail: "",
    },
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

test("only an evaluation at an epoch's end is one of that epoch", async () => {
  const { engine, open, count } = engineOn();
  await open();
  await engine.handle({ type: "train", goal: { steps: 3 } });
  await engine.handle({ type: "evaluate" });
  expect([count("evaluated"), count("epoch")]).toEqual([1, 0]);
  const summary = await engine.handle({ type: "train", goal: { steps: 1 } });
  expect(summary).toMatchObject({ testAccuracy: expect.any(Number) });
  await engine.handle({ type: "evaluate" });
  expect([count("evaluated"), count("epoch")]).toEqual([3, 1]);
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
  await expect(engine.handle({ type: "configure", config: { batchSize: 0 } })).rejects.toMatchObject({
    code: "bad-config",
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
  // In this order, since a new model clears what was wrong before.
  const told = events.filter((event) => event.type === "configured" || event.type === "error");
  expect(told).toMatchObject([
    { type: "configured", config: { epochs: 5, batchSize: 10 } },
    { type: "error", failure: { code: "bad-config" } },
  ]);
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
