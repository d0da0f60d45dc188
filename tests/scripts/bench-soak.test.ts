import { describe, expect, test } from "vitest";
import {
  mostHeld,
  type Sample,
  soakFigures,
  soakTable,
  speedsOf,
} from "../../bench/harness/soak-figures.mjs";
import { lineThrough, trendOf, verdictOn } from "../../bench/harness/trend.mjs";

/** Numbers from 0 to 1 that are the same each time. */
function generator(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe("a trend", () => {
  const hours = Array.from({ length: 360 }, (_, place) => place / 720);
  const months = Array.from({ length: 40 }, (_, place) => place / 12);
  /** With an outlier, and neighbours that are alike. */
  const measured = [
    101.0, 102.694, 104.999, 104.089, 102.252, 101.505, 99.385, 98.786, 101.179, 102.549, 104.19, 103.252,
    105.562, 103.662, 99.703, 100.857, 100.254, 160.0, 104.096, 105.686, 104.805, 107.03, 101.773, 101.203,
    102.328, 98.424, 101.05, 105.64, 103.883, 106.358, 108.496, 103.186, 102.703, 100.497, 99.896, 102.638,
    103.881, 105.382, 107.912, 106.658,
  ];

  // By numpy 2.4.6 and scipy 1.17.1: linregress of the means of twelve blocks, from i * 40 // 12 to (i + 1) * 40 // 12, and
  // t.ppf(0.975, 10) times its stderr to either side. The robust one is theilslopes(y, x).
  test("is that of scipy", () => {
    const trend = trendOf(months, measured);
    expect(trend.slope).toBeCloseTo(0.4392273874631892, 10);
    expect(trend.low).toBeCloseTo(-2.7625387946350557, 10);
    expect(trend.high).toBeCloseTo(3.6409935695614344, 10);
    expect(trend.robust).toBeCloseTo(0.8093052631578934, 10);
    expect(trend.mean).toBeCloseTo(measured.reduce((sum, value) => sum + value) / 40, 10);
  });

  test("where neighbours are alike, the interval still holds the true slope about as often as it says", () => {
    const random = generator(7);
    let held = 0;
    const runs = 500;
    for (let run = 0; run < runs; run++) {
      let noise = 0;
      const values = hours.map((hour) => {
        // Each is 0.8 times the one before, and something new.
        noise = 0.8 * noise + random() + random() + random() - 1.5;
        return 5 * hour + noise;
      });
      const { low, high } = lineThrough(hours, values);
      if (low <= 5 && high >= 5) held += 1;
    }
    // Taken one by one, these measurements give intervals that hold it in half of the runs.
    expect(held / runs).toBeGreaterThan(0.92);
    expect(held / runs).toBeLessThan(0.98);
  });

  test("flat is what can't be told from it, and what is too little to matter", () => {
    const trend = { slope: 3, low: 1, high: 5 };
    expect(verdictOn(trend, 2)).toBe("rises");
    expect(verdictOn(trend, 3)).toBe("flat");
    expect(verdictOn({ ...trend, low: -0.1 }, 2)).toBe("flat");
    expect(verdictOn({ ...trend, slope: -3, low: -5, high: -1 }, 2)).toBe("falls");
  });

  test("what never changes is flat without doubt", () => {
    const sevens = hours.map(() => 7);
    expect(trendOf(hours, sevens)).toMatchObject({ slope: 0, low: 0, high: 0, robust: 0, mean: 7 });
    expect(() => trendOf(hours.slice(0, 11), sevens.slice(0, 11))).toThrow("12");
  });
});

describe("a soak", () => {
  /** An hour and a half, every 20 s; 250 reports of training and 600 images/s. */
  function samples(change: (place: number) => Partial<Sample> = () => ({})): Sample[] {
    return Array.from({ length: 270 }, (_, place) => ({
      seconds: place * 20,
      pageBytes: 4e6 + (place % 7) * 1e4,
      workerBytes: 2e6,
      wasmBytes: 68e6,
      gpuBuffers: 0,
      gpuBytes: 0,
      nodes: 800,
      listeners: 60,
      tabBytes: 250e6 + (place % 5) * 1e5,
      gpuProcessBytes: 100e6,
      steps: Math.min(1000 + place, 2000),
      evaluations: Math.min(place, 500),
      epoch: 1,
      imagesSeen: place * 12_000,
      trainMillis: place * 20_000,
      ...change(place),
    }));
  }
  const verdicts = (of: Sample[]) =>
    Object.fromEntries(soakFigures(of).map(({ name, verdict, isGood }) => [name, `${verdict} ${isGood}`]));

  test("that holds its memory and its speed is flat, and without a GPU's buffers says nothing of them", () => {
    const found = verdicts(samples());
    expect(Object.keys(found)).toContain("images/s");
    expect(Object.keys(found)).not.toContain("GPU buffers");
    expect(new Set(Object.values(found))).toEqual(new Set(["flat true"]));
  });

  test("a leak is found, and memory that is given back is no fault", () => {
    // 20 kB in 20 s are 3.6 MB in an hour, 40 kB are 7.2 MB.
    const leaking = (bytes: number) => verdicts(samples((place) => ({ workerBytes: 2e6 + place * bytes })));
    expect(leaking(20_000)["heap of the worker"]).toBe("flat true");
    expect(leaking(40_000)["heap of the worker"]).toBe("rises false");
    expect(leaking(-40_000)["heap of the worker"]).toBe("falls true");
    const buffers = verdicts(samples((place) => ({ gpuBuffers: 100 + place, gpuBytes: 50e6 })));
    expect(buffers["GPU buffers, number"]).toBe("rises false");
  });

  test("getting slower is found, and getting faster is no fault", () => {
    const slowing = (share: number) =>
      verdicts(samples((place) => ({ imagesSeen: place * 12_000 * (1 + share * place) })))["images/s"];
    expect(slowing(-0.0005)).toBe("falls false");
    expect(slowing(0.0005)).toBe("rises true");
  });

  test("speed is that of training: without the samples in which it tests", () => {
    const testing = samples((place) => (place === 2 ? { imagesSeen: 12_000, trainMillis: 20_000 } : {}));
    const speeds = speedsOf(testing.slice(0, 4));
    expect(speeds.map(({ seconds }) => seconds)).toEqual([20, 60]);
    expect(speeds.map(({ imagesPerSecond }) => imagesPerSecond)).toEqual([600, 600]);
  });

  test("curves are bounded by what the page promises", () => {
    expect(mostHeld(samples())).toEqual({ steps: 1269, evaluations: 269, isBounded: true });
    expect(mostHeld(samples(() => ({ steps: 2001 }))).isBounded).toBe(false);
    expect(mostHeld(samples(() => ({ evaluations: 501 }))).isBounded).toBe(false);
  });

  test("the table names what was measured, in which unit, and what came out", () => {
    const table = soakTable(soakFigures(samples()));
    expect(table.split("\n")[0]).toMatch(/^\| what \| mean \| slope per hour \| 95 % interval/);
    expect(table).toMatch(/\| wasm memory, MB \| 68\.0 \| 0 \| 0 to 0 \| 0 \| ±4\.00 \| flat \|/);
    expect(table).toMatch(/\| images\/s \| 600 \| .* \| ±12\.0 \| flat \|/);
  });
});
