import { describe, expect, test } from "vitest";
import { rowsDrawn, topAfter, topShowing } from "./window";

const scroll = { top: 0, height: 400, rowHeight: 100 };

describe("rows drawn", () => {
  test("all that are seen, wherever it is scrolled to", () => {
    for (let top = 0; top <= 9_600; top += 37) {
      const { first, end } = rowsDrawn(100, { ...scroll, top });
      expect(first * 100).toBeLessThanOrEqual(top);
      expect(end * 100).toBeGreaterThanOrEqual(top + 400);
    }
  });

  test("but a bounded number, however many there are", () => {
    const { first, end } = rowsDrawn(1_000_000, { ...scroll, top: 5_000_050 });
    expect(end - first).toBeLessThanOrEqual(11);
  });

  test("none that do not exist", () => {
    expect(rowsDrawn(2, scroll)).toEqual({ first: 0, end: 2 });
    expect(rowsDrawn(0, scroll)).toEqual({ first: 0, end: 0 });
    // The list became shorter, and the browser has not scrolled back yet.
    expect(rowsDrawn(3, { ...scroll, top: 5_000 })).toEqual({ first: 3, end: 3 });
  });
});

test("a row comes wholly into view, and one in view stays where it is", () => {
  expect(topShowing(2, { ...scroll, top: 150 })).toBe(150);
  expect(topShowing(0, { ...scroll, top: 150 })).toBe(0);
  expect(topShowing(7, { ...scroll, top: 150 })).toBe(400);
});

test("with other columns the same picture is at the top", () => {
  // Row 6 of 4 columns begins with picture 24, which is in row 4 of 5.
  expect(topAfter(650, 100, { before: 4, after: 5 })).toBe(400);
});
