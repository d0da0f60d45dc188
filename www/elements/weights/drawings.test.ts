import { expect, test } from "vitest";
import type { Weights } from "../../engine/protocol";
import { Drawings } from "./drawings";

function layer(weight: number[]): Weights {
  const size = Math.max(...weight.map(Math.abs));
  const moments = {
    min: Math.min(...weight),
    max: Math.max(...weight),
    mean: 0,
    std: size,
    zeros: 0,
    distinct: 2,
  };
  const verdict = { isGood: true, allZero: false, allAlike: false, outside: 0, text: "" };
  const data = new Float32Array(weight);
  return [
    { name: "fc2.weight", shape: [1, weight.length], data, ...moments, histogram: [], verdict, text: "" },
  ];
}

const WISH = { start: undefined, convolutions: 0, unit: undefined };

test("a scale grows with the values and never shrinks while the layer is shown", () => {
  const drawings = new Drawings();
  const limit = (weight: number[]) => drawings.of({ ...WISH, weights: layer(weight) }).weight?.limit;
  expect(limit([0.1, -0.38])).toBe(0.4);
  expect(limit([0.1, -0.2])).toBe(0.4);
  expect(limit([0.1, 0.7])).toBe(0.8);
  drawings.startAnew();
  expect(limit([0.1, -0.2])).toBe(0.2);
});

test("the change has a scale of its own, and says how large it is", () => {
  const drawings = new Drawings();
  const weights = layer([0.4, -0.4, 0.4, -0.4]);
  drawings.of({ ...WISH, weights });
  const start = layer([0.37, -0.37, 0.37, -0.37]);
  const change = drawings.of({ ...WISH, weights, start }).weight;
  expect(change?.limit).toBe(0.03);
  expect(change?.change?.ofValues).toBeCloseTo(0.03);
  expect(change?.change?.ofParameter).toBeCloseTo(0.4);
  expect([...(change?.values ?? [])].map((value) => Math.round(value * 100))).toEqual([3, -3, 3, -3]);
});

test("a beginning of another shape is none", () => {
  const { weight } = new Drawings().of({ ...WISH, weights: layer([1, 2]), start: layer([1, 2, 3]) });
  expect(weight?.change).toBeUndefined();
  expect([...(weight?.values ?? [])]).toEqual([1, 2]);
});

test("the range is that of what is drawn, and what is no number spoils no scale", () => {
  const { weight } = new Drawings().of({ ...WISH, weights: layer([-0.3, Number.NaN, 0.1]) });
  expect([weight?.low, weight?.high]).toEqual([expect.closeTo(-0.3), expect.closeTo(0.1)]);
  const infinite = new Drawings().of({ ...WISH, weights: layer([Number.POSITIVE_INFINITY, 1]) });
  expect(infinite.weight?.limit).toBe(1);
});

test("where all is zero there still is a scale", () => {
  expect(new Drawings().of({ ...WISH, weights: layer([0, 0]) }).weight?.limit).toBe(1);
});
