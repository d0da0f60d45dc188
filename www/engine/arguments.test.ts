import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";

test.each<[string, unknown, string]>([
  ["nothing", undefined, "image: undefined, but must be a Uint8Array"],
  ["null", null, "image: null"],
  ["an array", Array(784).fill(0), "image: of type Array"],
  ["a text", "shirt", 'image: "shirt"'],
])("a prediction of %s is refused, and the engine goes on", async (_name, pixels, words) => {
  const { engine, open, count } = engineOn();
  await open();
  await expect(engine.handle({ type: "predict", pixels })).rejects.toMatchObject({
    code: "bad-image",
    message: expect.stringContaining(words),
  });
  expect(count("fatal")).toBe(0);
  expect(await engine.handle({ type: "predict", pixels: new Uint8Array(784) })).toMatchObject({ label: 0 });
});

test.each<[unknown, string]>([
  [null, "settings is null, but must be an object"],
  [[1], "settings is of type Array, but must be an object"],
  ["fast", 'settings is "fast", but must be an object'],
])("settings %j are refused, and the engine goes on", async (config, message) => {
  const { engine, open, count } = engineOn();
  await open();
  const refused = engine.handle({ type: "configure", config });
  await expect(refused).rejects.toMatchObject({ code: "bad-config", message });
  expect(count("fatal")).toBe(0);
  expect(await engine.handle({ type: "configure", config: { epochs: 3 } })).toMatchObject({ epochs: 3 });
});

test.each<[unknown, string]>([
  [null, "goal is null, but must be an object"],
  [3, "goal is 3, but must be an object"],
  [{ epochs: Number.NaN }, "epochs is NaN, but must be a whole number, 0 or more"],
  [{ epochs: null }, "epochs is null, but must be a whole number, 0 or more"],
  [{ steps: -1 }, "steps is -1, but must be a whole number, 0 or more"],
  [{ steps: 1.5 }, "steps is 1.5, but must be a whole number, 0 or more"],
  [{ steps: "2" }, 'steps is "2", but must be a whole number, 0 or more'],
  [{ step: 2 }, "step is 2, but must be epochs or steps"],
])("the goal %o is refused, and nothing is trained", async (goal, message) => {
  const { engine, open, count } = engineOn();
  await open();
  const refused = engine.handle({ type: "train", goal });
  await expect(refused).rejects.toMatchObject({ code: "bad-config", message });
  expect([count("fatal"), count("step")]).toEqual([0, 0]);
  expect(await engine.handle({ type: "train", goal: { steps: 1, epochs: undefined } })).toMatchObject({
    reason: "done",
    step: 1,
  });
});

test("wrong arguments cost a running training nothing", async () => {
  const { engine, open, next, count } = engineOn();
  await open({ epochs: 1000 });
  const training = engine.handle({ type: "train", goal: {} });
  await next("step");
  for (const [command, code] of [
    [{ type: "train", goal: null }, "bad-config"],
    [{ type: "configure", config: null }, "bad-config"],
    [{ type: "configure", config: { batchSize: 0, seed: 7 } }, "bad-config"],
    [{ type: "predict", pixels: null }, "bad-image"],
  ] as const) {
    await expect(engine.handle(command)).rejects.toMatchObject({ code });
  }
  expect(count("fatal")).toBe(0);
  await engine.handle({ type: "pause" });
  expect(await training).toMatchObject({ reason: "paused" });
});
