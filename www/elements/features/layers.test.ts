import { expect, test } from "vitest";
import { lay, spotAt } from "../../draw/tiles";
import { enlargedTiles, softmax, summaryOf, tilesOf } from "./layers";

/** Three maps of 2 x 2, by height, width, channel; the second is dark. */
const MAPS = {
  name: "conv1",
  shape: [2, 2, 3],
  data: new Float32Array([0, 0, 1, 0.5, 0, 2, 0.2, 0, 3, 0.1, 0, 0.5]),
};
const UNITS = { name: "fc1", shape: [4], data: new Float32Array([0, 2, 0, 0.25]) };

test("the range of each map is told, which is brightest, and how many are dark", () => {
  const { lows, highs, brightest, dark, limit } = summaryOf(MAPS);
  expect([...lows]).toEqual([0, 0, 0.5]);
  expect([...highs]).toEqual([0.5, 0, 3]);
  expect({ brightest, dark, limit }).toEqual({ brightest: 2, dark: 1, limit: 3 });
  expect(summaryOf(UNITS)).toMatchObject({ brightest: 1, dark: 2, limit: 2 });
});

test("logits may be negative", () => {
  const { highs, limit } = summaryOf({ name: "fc2", shape: [2], data: new Float32Array([-3, -1]) });
  expect([...highs]).toEqual([-3, -1]);
  expect(limit).toBe(0);
});

test("a tile holds one map, also enlarged", () => {
  const value = (tiles: ReturnType<typeof tilesOf>, x: number, y: number) => {
    const spot = spotAt(lay(tiles, 300), { x, y });
    return spot && MAPS.data[spot.index];
  };
  expect(value(tilesOf(MAPS), 5, 1)).toBe(0.5); // map 3, the last row and column
  expect(value(enlargedTiles(MAPS, 2), 0, 1)).toBe(3);
  expect(value(enlargedTiles(MAPS, 2), 2, 1)).toBeUndefined();
});

test("tiles are large enough for a finger, and an enlarged map for the eye, whatever the size of the maps", () => {
  for (const side of [28, 26, 24, 22, 13, 12, 11]) {
    const activation = { name: "conv1", shape: [side, side, 64], data: new Float32Array() };
    const { valueWidth } = lay(tilesOf(activation), 328);
    expect(side * valueWidth).toBeGreaterThanOrEqual(44);
    const { width } = lay(enlargedTiles(activation, 0), 328);
    expect(width).toBeGreaterThan(180);
    expect(width).toBeLessThanOrEqual(250);
  }
});

test("probabilities add up to one and don't overflow", () => {
  const found = softmax(new Float32Array([1000, 1000, 0]));
  expect(found.map((share) => Math.round(share * 100))).toEqual([50, 50, 0]);
  expect(softmax(new Float32Array([1, 2, 3])).reduce((sum, share) => sum + share)).toBeCloseTo(1);
});
