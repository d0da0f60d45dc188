import { expect, test } from "vitest";
import { decimate, rangeOfLosses, rangeOfShares, robustRange, smooth, ticksOfLogarithm } from "./series";

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

test("a short line is drawn as it is", () => {
  const points = { x: [1, 2], y: [3, 4] };
  expect(decimate(points)).toBe(points);
});

test("a long line is drawn from the means of equal stretches", () => {
  expect(decimate({ x: range(10), y: range(10).map((x) => x * 2) }, 4)).toEqual({
    x: [1, 4, 7, 9],
    y: [2, 8, 14, 18],
  });
  expect(decimate({ x: range(100_000), y: range(100_000) }).x.length).toBeLessThanOrEqual(4000);
});

test("smoothing keeps a constant, starts without a pull to zero, and follows", () => {
  const x = range(200).map((index) => (index + 1) / 1000);
  expect(smooth({ x, y: x.map(() => 0.7) }, 0.05).y.every((value) => Math.abs(value - 0.7) < 1e-12)).toBe(
    true,
  );
  const steps = smooth({ x, y: x.map((_, index) => (index < 100 ? 0 : 1)) }, 0.02).y;
  expect(steps[99]).toBe(0);
  expect(steps[199]).toBeGreaterThan(0.98);
});

test("smoothing does not depend on how often there is a report", () => {
  const often = range(400).map((index) => (index + 1) / 400);
  const seldom = range(100).map((index) => (index + 1) / 100);
  const at = (x: number[]) => smooth({ x, y: x }, 0.1).y.at(-1) ?? 0;
  expect(Math.abs(at(often) - at(seldom))).toBeLessThan(0.01);
});

test("a point that stands for no stretch keeps its own value", () => {
  expect(smooth({ x: [0], y: [5] }, 0.1).y).toEqual([5]);
});

test("the range leaves out a few extremes at either end", () => {
  expect(robustRange([100, ...range(98), -100], 0.02)).toEqual([1, 96]);
  expect(robustRange([3], 0.02)).toEqual([3, 3]);
  expect(robustRange([], 0.02)).toBeUndefined();
});

test("shares are drawn up to all, down to what was measured and to what they are compared with", () => {
  const shares = (train: number[], measured: number[], isCompared = false) =>
    rangeOfShares({ train, measured }, isCompared);
  expect(shares([], [])).toEqual([0, 1]);
  expect(shares([0.62, 0.9], [])).toEqual([expect.closeTo(0.55), 1]);
  expect(shares([0.96, 0.97], [])).toEqual([expect.closeTo(0.85), 1]);
  expect(shares([0.96, 0.97], [0.72])).toEqual([expect.closeTo(0.65), 1]);
  expect(shares([0.96, 0.97], [], true)).toEqual([0.8, 1]);
});

test("losses are drawn from zero, or with a logarithm from the lowest above it", () => {
  const losses = (train: number[], measured: number[], isLogarithmic = false) =>
    rangeOfLosses({ train, measured }, isLogarithmic);
  expect(losses([], [])).toEqual([0, expect.closeTo(2.64)]);
  expect(losses([2, 0.5, 0], [])).toEqual([0, expect.closeTo(2.2)]);
  expect(losses([2, 0.5, 0], [3])).toEqual([0, expect.closeTo(3.3)]);
  expect(losses([2, 0.5, 0], [], true)).toEqual([expect.closeTo(0.4), expect.closeTo(2.2)]);
  expect(losses([2, 0.5, 0], [0.2, 0], true)).toEqual([expect.closeTo(0.16), expect.closeTo(2.2)]);
});

test("a logarithmic axis has round ticks within its range, and enough of them in a narrow one", () => {
  expect(ticksOfLogarithm(0.18, 2.5)).toEqual([0.2, 0.3, 0.5, 1, 2]);
  expect(ticksOfLogarithm(0.01, 0.1)).toEqual([0.01, 0.02, 0.03, 0.05, 0.1]);
  expect(ticksOfLogarithm(0.35, 1.2)).toEqual([0.4, 0.5, 0.7, 1]);
  expect(ticksOfLogarithm(0.62, 0.83)).toEqual([0.65, 0.7, 0.75, 0.8]);
});
