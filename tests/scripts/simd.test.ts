import { describe, expect, test } from "vitest";
import { bundleNames, readBundle } from "../../scripts/wasm/bundle-files.mjs";
import { countInstructions } from "../../scripts/wasm/instructions.mjs";

// These read what `npm run wasm` has built. Without it they fail, and say so.

describe.each(bundleNames)("pkg/%s", (name) => {
  test("is built with SIMD", () => {
    // Without +simd128 there is not a single one, and training is 2.6 times slower.
    expect(countInstructions(readBundle(name)).vectorInstructions).toBeGreaterThan(1000);
  });
});

function importNames(name: "webgpu" | "cpu") {
  return WebAssembly.Module.imports(new WebAssembly.Module(readBundle(name))).map((entry) => entry.name);
}

test("pkg/webgpu imports WebGPU", () => {
  expect(importNames("webgpu")).toContainEqual(expect.stringMatching(/gpu/i));
});

test("pkg/cpu has no WebGPU in it", () => {
  expect(importNames("cpu").filter((name) => /gpu/i.test(name))).toEqual([]);
});
