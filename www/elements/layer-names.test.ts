import { expect, test } from "vitest";
import source from "../../src/nn/structure.rs?raw";
import { kindOf } from "./layer-names";

test("each kind of layer is told apart, with its numbers", () => {
  expect(kindOf("input, pixels / 255")).toEqual({ type: "input" });
  expect(kindOf("conv 3x3, 32 filters, ReLU")).toEqual({ type: "convolution", side: "3", filters: "32" });
  expect(kindOf("max pool 2x2")).toEqual({ type: "pool", side: "2" });
  expect(kindOf("dropout 0.25")).toEqual({ type: "dropout", rate: "0.25" });
  expect(kindOf("dropout 0")).toEqual({ type: "dropout", rate: "0" });
  expect(kindOf("flatten")).toEqual({ type: "flatten" });
  expect(kindOf("dense 128, ReLU")).toEqual({ type: "dense", units: "128", activation: "ReLU" });
  expect(kindOf("dense 10, softmax")).toEqual({ type: "dense", units: "10", activation: "softmax" });
});

test("a name that is not known is left as it is", () => {
  expect(kindOf("batch norm")).toEqual({ type: "other" });
  expect(kindOf("dense 128, GELU")).toEqual({ type: "other" });
});

test("every name that the crate writes is known here", () => {
  const code = source.slice(0, source.indexOf("#[cfg(test)]"));
  const written = [...code.matchAll(/(?:format!\(|add\(\s*)"([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(written.length).toBeGreaterThanOrEqual(7);
  const names = written.map((name) => name.replace(/\{[^}]*\}/g, "12"));
  expect(names.filter((name) => kindOf(name).type === "other")).toEqual([]);
});
