import { describe, expect, test } from "vitest";
import { type Driver, type Measurement, measure } from "../../bench/harness/measure.mjs";
import { figuresOf, median, ratio } from "../../bench/harness/statistics.mjs";
import { systems } from "../../bench/harness/systems.mjs";
import { gpuWorkTable, number, resultTable } from "../../bench/harness/table.mjs";

const PARAMETERS = 1_199_882;
const bounds = { steps: 5, seconds: 1 };

/** A system that takes so long for each step, and gets better with each. */
function fakeDriver(millis: number, changes: Partial<Driver> = {}) {
  const calls: [number, number][] = [];
  let closed = 0;
  const driver: Driver = {
    open: async () => ({ parameters: PARAMETERS, threads: 1 }),
    async train(count, readEvery) {
      calls.push([count, readEvery]);
      return { millis: millis * count, loss: 2.3 - 0.1 * calls.length };
    },
    test: async () => ({ millis: 500, images: 10_000 }),
    ...changes,
  };
  const run = async (body: (driver: Driver) => Promise<void>) => {
    try {
      await body(driver);
    } finally {
      closed += 1;
    }
  };
  return { run, calls, timesClosed: () => closed };
}

describe("measure", () => {
  test("a quick system: one step, steps one by one, and steps in a row with few reads", async () => {
    const { run, calls, timesClosed } = fakeDriver(100);
    const found = await measure(run, bounds);
    expect(calls).toEqual([...Array(6).fill([1, 1]), [5, 3]]);
    expect(found).toMatchObject({ firstMillis: 100, series: { steps: 5, millis: 500 } });
    expect(found.warmMillis).toHaveLength(5);
    expect(found.problem).toBeUndefined();
    expect(timesClosed()).toBe(1);
  });

  test("a slow system: three steps beyond the time, and none in a row", async () => {
    const { run, calls } = fakeDriver(5_000);
    const found = await measure(run, bounds);
    expect(calls).toHaveLength(1 + 3);
    expect(found.series).toBeUndefined();
  });

  test("the work of the GPU is the difference over the steps that are counted", async () => {
    let dispatches = 7;
    const gpuWork = async () => {
      dispatches += 500;
      return { dispatches, uploadedBytes: 2 * dispatches, reads: 1 };
    };
    const { run, calls } = fakeDriver(400, { gpuWork });
    const found = await measure(run, bounds);
    expect(found.gpuWork).toEqual({ steps: 2, dispatches: 500, uploadedBytes: 1000, reads: 0 });
    expect(calls.at(-1)).toEqual([2, 2]);
  });

  test("who seems not to learn gets some more steps, which are not timed", async () => {
    let steps = 0;
    const train = async (count: number) => {
      steps += 1;
      return { millis: 400 * count, loss: steps < 8 ? 2 + 0.1 * steps : 1 };
    };
    const found = await measure(fakeDriver(0, { train }).run, bounds);
    expect(found.warmMillis).toHaveLength(3);
    expect(found.losses.slice(-2)).toEqual([1, 1]);
    expect(figuresOf(found, 64)).toMatchObject({ steps: 4, hasLearned: true });
  });

  test("another network is not compared", async () => {
    const { run, calls } = fakeDriver(1, { open: async () => ({ parameters: 10 }) });
    expect((await measure(run, bounds)).problem).toBe("another network: 10 parameters");
    expect(calls).toEqual([]);
  });

  test("what fails leaves what it did before, and its first line", async () => {
    let steps = 0;
    const train = async () => {
      steps += 1;
      if (steps === 3) throw new Error("page.evaluate: Error: Kernel is missing\n    at somewhere");
      return { millis: 10, loss: 2 };
    };
    const { run, timesClosed } = fakeDriver(0, { train });
    expect(await measure(run, bounds)).toMatchObject({
      firstMillis: 10,
      warmMillis: [10],
      problem: "Kernel is missing",
    });
    expect(timesClosed()).toBe(1);
  });

  test("who takes too long is stopped and closed", async () => {
    const never = () => new Promise<never>(() => {});
    const { run, timesClosed } = fakeDriver(10, { test: never });
    const found = await measure(run, { ...bounds, seconds: 0.01 });
    expect(found.problem).toBe("testing stopped after 0.06 s");
    expect(found.warmMillis.length).toBeGreaterThan(0);
    expect(timesClosed()).toBe(1);
  });

  test("what can't be opened is a row, too", async () => {
    const run = () => Promise.reject(new Error("no browser"));
    expect(await measure(run, bounds)).toEqual({ warmMillis: [], losses: [], problem: "no browser" });
  });
});

const measured: Measurement = {
  facts: { parameters: PARAMETERS, threads: 2 },
  firstMillis: 1234.5,
  firstLoss: 2.3,
  warmMillis: [120, 90, 100],
  losses: [2.2, 2.1, 2],
  tested: { millis: 2_000, images: 10_000 },
};
const slower: Measurement = { ...measured, warmMillis: [250] };

test("the median of an odd and an even number of values, in any order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 2, 4])).toBe(3);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow();
});

describe("figuresOf", () => {
  test("single steps count where none were in a row", () => {
    expect(figuresOf(measured, 50)).toEqual({
      firstMillis: 1234.5,
      warmMillis: 100,
      trainedPerSecond: 500,
      testedPerSecond: 5_000,
      steps: 4,
      firstLoss: 2.3,
      lastLoss: expect.closeTo(2.1),
      hasLearned: true,
    });
  });

  test("steps in a row count for the speed", () => {
    const figures = figuresOf({ ...measured, series: { steps: 10, millis: 500 } }, 50);
    expect(figures).toMatchObject({ warmMillis: 100, trainedPerSecond: 1000, steps: 14 });
  });

  test.each([9, Number.NaN, Number.POSITIVE_INFINITY])("a last loss of %d is none of a learner", (loss) => {
    expect(figuresOf({ ...measured, losses: [2, 2, loss] }, 50).hasLearned).toBe(false);
  });

  test("of nothing measured come no figures", () => {
    expect(figuresOf({ warmMillis: [], losses: [] }, 64)).toEqual({ steps: 0 });
  });
});

test("a ratio is of two that learn", () => {
  const ours = figuresOf(measured, 50);
  const peer = figuresOf(slower, 50);
  expect(ratio(ours, peer)).toBe(2.5);
  expect(ratio(undefined, peer)).toBeUndefined();
  expect(ratio(ours, { ...peer, hasLearned: false })).toBeUndefined();
  expect(ratio(ours, { steps: 0 })).toBeUndefined();
  expect(ratio(ours, figuresOf({ ...slower, losses: [2.4] }, 50))).toBe(2.5);
});

describe("the tables", () => {
  const rowOf = (name: string, batch: number, measurement: Measurement) => {
    const system = systems.find((one) => one.name === name);
    if (!system) throw new Error(name);
    return { system, batch, measurement, figures: figuresOf(measurement, batch) };
  };

  test("each peer is compared with this trainer at the same batch", () => {
    const table = resultTable([
      rowOf("ours-webgpu", 50, measured),
      rowOf("tfjs-webgpu", 50, slower),
      rowOf("tfjs-webgpu", 100, slower),
      rowOf("tensorflow-2", 50, { warmMillis: [], losses: [], problem: "no a|b" }),
    ]);
    const lines = table.split("\n").slice(2);
    expect(lines).toEqual([
      "| Fashion Trainer | webgpu | 2 | 50 | 1,235 | 100 | 500 | 1x | – | 5,000 | 4 | 2.300 → 2.100 |  |",
      "| TensorFlow.js | webgpu | 2 | 50 | 1,235 | 250 | 200 | 2.5x | – | 5,000 | 2 | 2.300 → 2.100 |  |",
      "| TensorFlow.js | webgpu | 2 | 100 | 1,235 | 250 | 400 | – | – | 5,000 | 2 | 2.300 → 2.100 |  |",
      "| TensorFlow | native | 2 | 50 | – | – | – | – | – | – | 0 | – | no a/b |",
    ]);
    const columns = new Set(table.split("\n").map((line) => line.split("|").length));
    expect(columns.size).toBe(1);
  });

  test("who does not learn is told so", () => {
    const table = resultTable([rowOf("jax-wasm", 50, { ...measured, losses: [9, 9, 9] })]);
    expect(table).toContain("| the loss did not fall |");
  });

  test("the work of the GPU is told for one step, and only where there is some", () => {
    const gpuWork = { steps: 20, dispatches: 1_000, uploadedBytes: 4_014_080, reads: 5 };
    const rows = [rowOf("ours-webgpu", 64, { ...measured, gpuWork }), rowOf("tfjs-webgl", 64, measured)];
    expect(gpuWorkTable(rows).split("\n").slice(2)).toEqual(["| 64 | 50 | 200,704 | 0.25 | 20 |"]);
    expect(gpuWorkTable(rows.slice(1))).toBe("");
  });

  test.each([
    [undefined, "–"],
    [Number.NaN, "–"],
    [0, "0"],
    [0.04567, "0.0457"],
    [2.349, "2.35"],
    [99.96, "100"],
    [1234.5, "1,235"],
  ])("%d is written %s", (value, text) => {
    expect(number(value)).toBe(text);
  });
});
