import { describe, expect, test } from "vitest";
import { silhouetteInk } from "./silhouettes";
import { imageInk, PAD_SIDE, toRgba } from "./surface";

const SHOES = [5, 7, 9];
const GARMENTS = [0, 1, 2, 3, 4, 6];
const BAG = 8;

const at = (ink: Uint8Array, x: number, y: number) => ink[y * PAD_SIDE + x] ?? 0;
const sum = (ink: Uint8Array) => ink.reduce((total, level) => total + level, 0);

/** The first and last column and row with ink, and how many there are. */
function box(ink: Uint8Array) {
  const lines = Array.from({ length: PAD_SIDE }, (_, index) => index);
  const columns = lines.filter((x) => lines.some((y) => at(ink, x, y) > 0));
  const rows = lines.filter((y) => lines.some((x) => at(ink, x, y) > 0));
  return { left: columns[0], right: columns.at(-1), top: rows[0], bottom: rows.at(-1) };
}

describe("the silhouettes", () => {
  test.each(GARMENTS)("of garments fill the height: class %i", (label) => {
    expect(box(silhouetteInk(label, 200))).toMatchObject({ top: 0, bottom: PAD_SIDE - 1 });
  });

  test.each(SHOES)("of shoes fill the width and point left: class %i", (label) => {
    const ink = silhouetteInk(label, 200);
    expect(box(ink)).toMatchObject({ left: 0, right: PAD_SIDE - 1 });
    // The toe is low, the heel is high.
    const highest = (start: number, end: number) =>
      ink.findIndex((level, index) => level > 0 && index % PAD_SIDE >= start && index % PAD_SIDE < end) /
      PAD_SIDE;
    expect(highest(0, 60)).toBeGreaterThan(highest(220, 280) + 40);
  });

  test("of the bag fills nearly everything", () => {
    const { left, right, top, bottom } = box(silhouetteInk(BAG, 200));
    expect([left, right]).toEqual([0, PAD_SIDE - 1]);
    expect((bottom ?? 0) - (top ?? 0)).toBeGreaterThan(220);
  });

  test("are ten different ones, in the middle, in the grey asked for", () => {
    const inks = Array.from({ length: 10 }, (_, label) => silhouetteInk(label, 130));
    inks.forEach((ink, label) => {
      const { left = 0, right = 0, top = 0, bottom = 0 } = box(ink);
      expect(Math.abs(left + right - PAD_SIDE + 1)).toBeLessThanOrEqual(2);
      expect(Math.abs(top + bottom - PAD_SIDE + 1)).toBeLessThanOrEqual(16);
      expect(Math.max(...ink.filter((_, index) => index % 7 === 0))).toBe(130);
      for (const other of inks.slice(label + 1)) {
        const difference = sum(ink.map((level, index) => Math.abs(level - (other[index] ?? 0))));
        expect(difference / sum(ink)).toBeGreaterThan(0.05);
      }
    });
  });
});

test("an image on the pad has a square for each pixel", () => {
  const ink = imageInk(Uint8Array.from({ length: 784 }, (_, index) => index % 256));
  expect([at(ink, 0, 0), at(ink, 9, 9), at(ink, 10, 9), at(ink, 9, 10), at(ink, 279, 279)]).toEqual([
    0,
    0,
    1,
    28,
    783 % 256,
  ]);
});

test("shown, ink is grey and opaque", () => {
  expect([...toRgba(Uint8Array.of(0, 200))]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
});
