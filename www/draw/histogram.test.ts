import { expect, test } from "vitest";
import { barsOf, ticksOf } from "./histogram";

const FRAME = { left: 10, top: 20, width: 200, height: 100 };

test("bars are as tall as their counts, and the tallest fills the frame", () => {
  expect(barsOf([5, 0, 10, 1], FRAME)).toEqual([
    { left: 10, top: 70, width: 50, height: 50 },
    { left: 110, top: 20, width: 50, height: 100 },
    { left: 160, top: 110, width: 50, height: 10 },
  ]);
});

test("one value among a million is still to be seen, and none is not", () => {
  const bars = barsOf([1_000_000, 0, 1], FRAME);
  expect(bars).toHaveLength(2);
  expect(bars[1]?.height).toBeGreaterThanOrEqual(1);
  expect(barsOf([0, 0], FRAME)).toEqual([]);
});

test("zero is marked where it is, unless its label would lie on another one", () => {
  expect(ticksOf(-1, 3, { ...FRAME, width: 400 })).toContainEqual({ value: 0, at: 110 });
  expect(ticksOf(-0.1, 3, FRAME).map(({ value }) => value)).toEqual([-0.1, 3]);
  expect(ticksOf(1, 3, FRAME).map(({ value }) => value)).toEqual([1, 3]);
  expect(ticksOf(0.5, 0.5, FRAME)).toEqual([{ value: 0.5, at: 10 }]);
});
