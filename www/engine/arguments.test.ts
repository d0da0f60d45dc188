import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { bytesOf, fileFrom } from "./arguments";

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
  [new Map([["epochs", 3]]), "settings is of type Map, but must be an object"],
  [
    { epochs: 3, filters: { a: 1 } },
    "filters is of type Object, but must be a plain value, or a list of such",
  ],
  [{ filters: [[8]] }, "filters is of type Array, but must be a plain value, or a list of such"],
  [
    { dropout: new Uint8Array(2) },
    "dropout is of type Uint8Array, but must be a plain value, or a list of such",
  ],
])("settings %j are refused, and the engine goes on", async (config, message) => {
  const { engine, open, count } = engineOn();
  await open();
  const refused = engine.handle({ type: "configure", config });
  await expect(refused).rejects.toMatchObject({ code: "bad-config", message });
  expect(count("fatal")).toBe(0);
  expect(await engine.handle({ type: "configure", config: { epochs: 3 } })).toMatchObject({ epochs: 3 });
});

/** What contains itself. */
function cyclic(): object {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

test("what contains itself is refused as a setting and in a query, and never reaches the crate", async () => {
  const { engine, open, count } = engineOn();
  await open();
  const list: unknown[] = [];
  list.push(list);
  for (const [command, key] of [
    [{ type: "configure", config: { seed: cyclic() } }, "seed"],
    [{ type: "configure", config: { filters: list } }, "filters"],
    [{ type: "configure", config: cyclic() }, "self"],
    [{ type: "mistakes", query: { truth: cyclic() } }, "truth"],
  ] as const) {
    const message = expect.stringMatching(`^${key} is of type .+, but must be a plain value`);
    await expect(engine.handle(command)).rejects.toMatchObject({ code: "bad-config", message });
  }
  expect(count("fatal")).toBe(0);
});

test.each(["predict", "activations"] as const)(
  "%s: another number of pixels is refused here",
  async (type) => {
    const { engine, open } = engineOn();
    await open();
    for (const found of [0, 783, 1_000_000]) {
      const message = `image: ${found} pixels, but must be 784 (28 x 28)`;
      const refused = engine.handle({ type, pixels: new Uint8Array(found) });
      await expect(refused).rejects.toMatchObject({ code: "bad-image", message });
    }
  },
);

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
    [{ type: "activations", pixels: null }, "bad-image"],
    [{ type: "activations", pixels: new Uint8Array(3) }, "bad-image"],
    [{ type: "weights", layer: 1 }, "bad-config"],
    [{ type: "mistakes", query: null }, "bad-config"],
    [{ type: "mistakes", query: { limit: -1 } }, "bad-config"],
  ] as const) {
    await expect(engine.handle(command)).rejects.toMatchObject({ code });
  }
  expect(count("fatal")).toBe(0);
  await engine.handle({ type: "pause" });
  expect(await training).toMatchObject({ reason: "paused" });
});

test("a layer is a name or left out", async () => {
  const { engine, open } = engineOn();
  await open();
  for (const layer of [undefined, null, "fc2"]) {
    expect(await engine.handle({ type: "weights", layer })).toHaveLength(1);
  }
  await expect(engine.handle({ type: "weights", layer: ["fc2"] })).rejects.toMatchObject({
    code: "bad-config",
    message: "layer is of type Array, but must be the name of a layer, such as conv1",
  });
});

test("a query's fields may be left undefined", async () => {
  const { engine, open } = engineOn();
  await open();
  const page = { step: undefined, total: 0, mistakes: [] };
  expect(await engine.handle({ type: "mistakes", query: { limit: undefined, truth: 3 } })).toEqual(page);
});

test("files may be a Blob, a buffer or an array; the caller keeps its own and may change it", async () => {
  const array = Uint8Array.of(9, 1, 2, 3, 9).subarray(1, 4);
  const buffer = Uint8Array.of(1, 2, 3).buffer;
  const files = [new Blob([array]), buffer, array].map((value) => fileFrom("model", value));
  array.fill(0);
  structuredClone(null, { transfer: [buffer] });
  for (const file of files) expect(await bytesOf("model", file)).toEqual(Uint8Array.of(1, 2, 3));
});

test.each<["model" | "checkpoint", unknown, string, string]>([
  ["model", undefined, "bad-model", "model file: undefined, but must be a Blob"],
  ["model", "model.safetensors", "bad-model", 'model file: "model.safetensors", but must be'],
  ["model", [1, 2], "bad-model", "model file: of type Array"],
  ["checkpoint", null, "bad-checkpoint", "checkpoint: null, but must be a Blob"],
  ["checkpoint", new DataView(new ArrayBuffer(8)), "bad-checkpoint", "checkpoint: of type DataView"],
])("a %s that is %o is refused by name", (kind, value, code, words) => {
  const refused = expect.objectContaining({ code, message: expect.stringContaining(words) });
  expect(() => fileFrom(kind, value)).toThrow(refused);
});

/** A file that only claims its size. */
class Claimed extends Blob {
  override readonly size: number;
  constructor(size: number) {
    super([]);
    this.size = size;
  }
}

test.each([
  ["model", 100_663_296, "bad-model"],
  ["checkpoint", 310_378_496, "bad-checkpoint"],
] as const)("a %s of more than %d bytes is refused before it is read", (kind, most, code) => {
  const message = expect.stringContaining(`it has ${most + 1} bytes, but at most ${most} make sense`);
  const refused = expect.objectContaining({ code, message });
  expect(() => fileFrom(kind, new Claimed(most + 1))).toThrow(refused);
  expect(fileFrom(kind, new Claimed(most))).toHaveProperty("size", most);
});

test("a file that can't be read any more is refused", async () => {
  const gone = new (class extends Blob {
    override arrayBuffer(): Promise<ArrayBuffer> {
      return Promise.reject(new DOMException("the file went away", "NotReadableError"));
    }
    override readonly size = 3;
  })([]);
  await expect(bytesOf("checkpoint", fileFrom("checkpoint", gone))).rejects.toMatchObject({
    code: "bad-checkpoint",
    message: expect.stringContaining("can't be read: the file went away"),
  });
});
