import { expect, test } from "vitest";
import { numbersOf } from "./numbers";

const english = numbersOf("en");
const german = numbersOf("de");

test("durations get coarser, shares have two places", () => {
  expect([0.2, 59, 61, 3600, 7260].map(english.duration)).toEqual([
    "1\u00a0s",
    "59\u00a0s",
    "2\u00a0min",
    "1\u00a0h 0\u00a0min",
    "2\u00a0h 1\u00a0min",
  ]);
  expect(english.duration(Number.POSITIVE_INFINITY)).toBe("–");
  expect(english.share(0.8765)).toBe("87.65\u202f%");
  expect(english.share(0.8765, 0)).toBe("88\u202f%");
  expect(english.share(undefined)).toBe("–");
});

test("each language has its own point and groups", () => {
  expect([english.integer(60_000), german.integer(60_000)]).toEqual(["60,000", "60.000"]);
  expect([english.fixed(0.5, 4), german.fixed(0.5, 4)]).toEqual(["0.5000", "0,5000"]);
  expect([english.short(2.5, 3), german.short(2.5, 3)]).toEqual(["2.5", "2,5"]);
  expect([english.share(0.8765), german.share(0.8765)]).toEqual(["87.65\u202f%", "87,65\u202f%"]);
});

test("what rounds to zero has no sign", () => {
  expect(english.fixed(-0.04, 1)).toBe("0.0");
  expect(english.fixed(-0.06, 1)).toBe("−0.1");
});
