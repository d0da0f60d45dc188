import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BEGINNING_BYTES, fileKind } from "./file-kind";

const TENSOR = { dtype: "F32", shape: [4], data_offsets: [0, 16] };

function fileOf(header: unknown, { cutAt }: { cutAt?: number } = {}): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + 16);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file.slice(0, cutAt);
}

test("a model that another program wrote is a model", () => {
  const url = new URL("../../tests/reference/keras-model.safetensors", import.meta.url);
  expect(fileKind(readFileSync(url))).toBe("model");
});

test("the metadata of a checkpoint make it one, also behind other metadata", () => {
  const own = { "fashion-trainer-checkpoint": '{"formatVersion":1}' };
  expect(fileKind(fileOf({ __metadata__: own, "model.conv1.bias": TENSOR }))).toBe("checkpoint");
  expect(fileKind(fileOf({ __metadata__: { by: "hand", ...own }, a: TENSOR }))).toBe("checkpoint");
});

test("a checkpoint with a history longer than the beginning is known by the beginning", () => {
  const state = JSON.stringify({ history: "x".repeat(2 * BEGINNING_BYTES) });
  const header = { __metadata__: { "fashion-trainer-checkpoint": state }, "model.conv1.bias": TENSOR };
  expect(fileKind(fileOf(header, { cutAt: BEGINNING_BYTES }))).toBe("checkpoint");
});

test("a model that only mentions checkpoints is a model", () => {
  const text = JSON.stringify({ "fashion-trainer-checkpoint": "no" });
  expect(fileKind(fileOf({ __metadata__: { "fashion-trainer": text }, "conv1.bias": TENSOR }))).toBe("model");
});

test("other files are unknown", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const others = [new Uint8Array(), new Uint8Array(7), png, fileOf("{ no json"), fileOf("[]"), fileOf("")];
  const long = fileOf("PK".repeat(BEGINNING_BYTES), { cutAt: BEGINNING_BYTES });
  expect([...others, long].map(fileKind)).toEqual(Array(7).fill("unknown"));
});

test("bytes that lie in the middle of a buffer are read from where they begin", () => {
  const file = fileOf({ "conv1.bias": TENSOR });
  const around = new Uint8Array(file.length + 3);
  around.set(file, 3);
  expect(fileKind(around.subarray(3))).toBe("model");
});
