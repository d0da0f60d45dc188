import { describe, expect, test } from "vitest";
import { replay } from "./drawing";
import type { Operation, Point } from "./operation";
import { PAD_SIDE } from "./surface";

const RADIUS = 90;

/** A circle around the middle, from one angle to another. */
function circle(width: number, grey: number, end = 2 * Math.PI): Operation {
  const points = Array.from({ length: 101 }, (_, index): Point => {
    const angle = (end * index) / 100;
    return [140 + RADIUS * Math.cos(angle), 140 + RADIUS * Math.sin(angle), 1];
  });
  return { type: "stroke", tool: "brush", width, grey, points };
}

const bucket = (x: number, y: number, grey: number): Operation => ({ type: "fill", x, y, grey });
const inkOf = (...operations: Operation[]) => replay(operations).ink;
const fromMiddle = (index: number) => {
  const x = (index % PAD_SIDE) + 0.5 - 140;
  const y = Math.floor(index / PAD_SIDE) + 0.5 - 140;
  return Math.sqrt(x * x + y * y);
};

describe.each([4, 8, 16, 28])("inside a closed line of width %i", (width) => {
  const line = inkOf(circle(width, 255));
  const filled = inkOf(circle(width, 255), bucket(140, 140, 160));

  test("the bucket stays inside", () => {
    expect(filled.filter((level, index) => fromMiddle(index) > RADIUS && level !== line[index]).length).toBe(
      0,
    );
  });

  test("the ground is filled, and no darker or brighter seam is left along the line", () => {
    const wrong = filled.filter((level, index) => {
      // What painting the ground first would have left.
      const ideal = 160 + ((255 - 160) * (line[index] ?? 0)) / 255;
      return fromMiddle(index) < RADIUS && Math.abs(level - ideal) >= 24;
    });
    expect(wrong.length).toBe(0);
  });
});

test("a line darker than the ground gets no seam either", () => {
  const filled = inkOf(bucket(0, 0, 208), circle(8, 96), bucket(140, 140, 255));
  const isSeam = (level: number, distance: number) => distance < RADIUS - 6 && level !== 255;
  expect(filled.filter((level, index) => isSeam(level, fromMiddle(index))).length).toBe(0);
  expect(Math.min(...filled.filter((_, index) => fromMiddle(index) < RADIUS))).toBe(96);
  expect(filled[0]).toBe(208);
});

test("no speck is left in the sharp corners of a star", () => {
  const points = Array.from({ length: 29 }, (_, index): Point => {
    const angle = (Math.PI * index) / 14;
    const radius = index % 2 ? 50 : 125;
    return [140 + radius * Math.cos(angle), 140 + radius * Math.sin(angle), 1];
  });
  const filled = inkOf(
    { type: "stroke", tool: "brush", width: 6, grey: 255, points },
    bucket(140, 140, 255),
    bucket(0, 0, 255),
  );
  expect(filled.filter((level) => level < 200).length).toBe(0);
});

test("the line stays when the other side is filled too", () => {
  const filled = inkOf(circle(8, 255), bucket(140, 140, 160), bucket(0, 0, 96));
  expect(filled[140 * PAD_SIDE + 140 + RADIUS]).toBe(255);
  expect(filled[140 * PAD_SIDE + 140]).toBe(160);
  expect(filled[0]).toBe(96);
});

test("a fill can be filled again", () => {
  expect(inkOf(circle(8, 255), bucket(140, 140, 160), bucket(140, 140, 96))[140 * PAD_SIDE + 140]).toBe(96);
});

test("through an open line the bucket fills the whole ground", () => {
  const filled = inkOf(circle(8, 255, 1.9 * Math.PI), bucket(140, 140, 160));
  expect(filled[0]).toBe(160);
  expect(filled.every((level) => level >= 160)).toBe(true);
});

test("an empty pad is filled to its last pixel, from any corner", () => {
  for (const [x, y] of [
    [0, 0],
    [280, 280],
    [279.9, 0],
  ] as const) {
    expect(inkOf(bucket(x, y, 77)).every((level) => level === 77)).toBe(true);
  }
});

test("in a picture only the area aimed at changes", () => {
  const blocks = Uint8Array.from(
    { length: 784 },
    (_, index) => ((index + Math.floor(index / 28)) % 2) * 100 + 50,
  );
  const picture: Operation = { type: "image", pixels: btoa(String.fromCharCode(...blocks)) };
  const before = inkOf(picture);
  const after = inkOf(picture, bucket(5, 5, 255));
  const wrong = after.filter((level, index) => {
    const isFirstBlock = index % PAD_SIDE < 10 && index < 10 * PAD_SIDE;
    return level !== (isFirstBlock ? 255 : before[index]);
  });
  expect(wrong.length).toBe(0);
});
