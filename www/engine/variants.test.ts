import { describe, expect, test } from "vitest";
import { chooseVariant, type Surroundings, withoutThreads } from "./variants";

const laptop: Surroundings = {
  crossOriginIsolated: true,
  hardwareConcurrency: 4,
  hasRelaxedSimd: async () => true,
};

describe("the CPU's bundle", () => {
  test("takes all cores and fused multiply-add where it may", async () => {
    expect(await chooseVariant(undefined, laptop)).toEqual({
      bundle: "cpu-threads-relaxed",
      threads: 4,
      threadsCode: "all-cores",
    });
  });

  test("is one that an engine without relaxed SIMD can load", async () => {
    const old = { ...laptop, hasRelaxedSimd: async () => false };
    expect(await chooseVariant(undefined, old)).toMatchObject({ bundle: "cpu-threads" });
    expect(await chooseVariant(undefined, { ...old, crossOriginIsolated: false })).toMatchObject({
      bundle: "cpu",
    });
  });

  test("has one thread where memory can't be shared, and says why", async () => {
    const shared = { ...laptop, crossOriginIsolated: false };
    expect(await chooseVariant(undefined, shared)).toEqual({
      bundle: "cpu-relaxed",
      threads: 1,
      threadsCode: "not-isolated",
    });
    expect(await chooseVariant(undefined, { ...laptop, hardwareConcurrency: 1 })).toMatchObject({
      bundle: "cpu-relaxed",
      threadsCode: "one-core",
    });
  });

  test("has no more threads than were asked for, nor more than there are cores", async () => {
    expect(await chooseVariant(2, laptop)).toMatchObject({ threads: 2, threadsCode: "threads-asked" });
    expect(await chooseVariant(1, laptop)).toMatchObject({
      bundle: "cpu-relaxed",
      threads: 1,
      threadsCode: "threads-asked",
    });
    expect(await chooseVariant(64, laptop)).toMatchObject({ threads: 4, threadsCode: "all-cores" });
    const server = { ...laptop, hardwareConcurrency: 128 };
    expect(await chooseVariant(undefined, server)).toMatchObject({ threads: 16 });
  });

  test("falls back to one thread of the same arithmetic", async () => {
    const variant = await chooseVariant(undefined, laptop);
    expect(withoutThreads(variant)).toEqual({
      bundle: "cpu-relaxed",
      threads: 1,
      threadsCode: "threads-failed",
    });
  });
});
