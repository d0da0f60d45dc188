import { describe, expect, test } from "vitest";
import {
  COUNTED_STEPS,
  optionsFrom,
  stepBound,
  TRAIN_IMAGES,
  trainCountFor,
} from "../../bench/harness/options.mjs";

const namesFor = (only: string) => optionsFrom(["--only", only]).systems.map(({ name }) => name);

describe("the options", () => {
  test("by default all systems are compared, on the GPU, at three batch sizes", () => {
    const { systems, ...others } = optionsFrom([]);
    expect(systems).toHaveLength(10);
    expect(others).toEqual({
      adapter: "default",
      batches: [64, 128, 256],
      steps: 100,
      seconds: 20,
      dropout: true,
      python: "python3",
      json: undefined,
    });
  });

  test("systems are chosen by name or by family, and stay in their order", () => {
    expect(namesFor("jax")).toEqual(["jax-webgpu", "jax-wasm"]);
    expect(namesFor("tfjs-cpu, ours")).toEqual(["ours-webgpu", "ours-cpu", "ours-cpu-1", "tfjs-cpu"]);
    expect(namesFor("jax,jax-wasm")).toEqual(["jax-webgpu", "jax-wasm"]);
  });

  test.each([
    [["--adapter", "metal"], /no adapter "metal"/],
    [["--only", "torch"], /no system "torch"/],
    [["--only", ""], /no system/],
    [["--batch", ","], /--batch/],
    [["--batch", "64,0"], /--batch 0/],
    [["--batch", "64,many"], /--batch many/],
    [["--batch", "5000"], /--batch 5000/],
    [["--steps", "2"], /--steps 2/],
    [["--steps", "3.5"], /--steps 3.5/],
    [["--seconds", ""], /--seconds/],
    [["--speed"], /--speed/],
    [["64"], /64/],
  ])("%j is refused", (words, message) => {
    expect(() => optionsFrom(words)).toThrow(message);
  });
});

test.each([1, 64, 256, 1000, 2000])("no step reaches the end of an epoch: batches of %d", (batch) => {
  const bound = stepBound(batch, 100_000);
  expect(bound).toBeGreaterThanOrEqual(3);
  const steps = 1 + 2 * bound + COUNTED_STEPS;
  expect(steps * batch).toBeLessThan(TRAIN_IMAGES);
  expect(stepBound(batch, 3)).toBe(3);
});

test("training images come in whole shards, as many as the largest batches need", () => {
  expect(trainCountFor([64], 3)).toBe(5_000);
  expect(trainCountFor([64, 256], 3)).toBe(10_000);
  expect(trainCountFor([64, 128, 256], 100)).toBe(60_000);
});
