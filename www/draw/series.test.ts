import { expect, test } from "vitest";
import { decimate, robustRange, smooth } from "./series";

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
