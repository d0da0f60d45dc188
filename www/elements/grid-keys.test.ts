import { describe, expect, test } from "vitest";
import { cellAfter, type GridShape } from "./grid-keys";

/** 0 1 2 3 / 4 5 6 7 / 8 9 */
const gallery: GridShape = { columns: 4, count: 10, pageRows: 2, isFlowing: true };
const matrix: GridShape = { ...gallery, count: 12, isFlowing: false };
const press = (key: string, from: number, shape: GridShape, ctrlKey = false) =>
  cellAfter(from, { key, altKey: false, ctrlKey, metaKey: false }, shape);

describe("keys in a grid", () => {
  test.each([
    ["ArrowRight", 1, 2],
    ["ArrowLeft", 2, 1],
    ["ArrowDown", 1, 5],
    ["ArrowUp", 5, 1],
    ["Home", 6, 4],
    ["End", 5, 7],
    ["End", 8, 9],
    ["PageDown", 1, 9],
    ["PageUp", 9, 1],
  ])("%s leads from %i to %i", (key, from, to) => {
    expect(press(key, from, gallery)).toBe(to);
  });

  test("with control, to the first and last of all", () => {
    expect(press("Home", 6, gallery, true)).toBe(0);
    expect(press("End", 1, gallery, true)).toBe(9);
  });

  test("below a full row stands the last of a short one", () => {
    expect(press("ArrowDown", 7, gallery)).toBe(9);
    expect(press("PageDown", 3, gallery)).toBe(9);
  });

  test("a gallery goes on in the next row, a matrix stays in its own", () => {
    expect(press("ArrowRight", 3, gallery)).toBe(4);
    expect(press("ArrowLeft", 4, gallery)).toBe(3);
    expect(press("ArrowRight", 3, matrix)).toBe(3);
    expect(press("ArrowLeft", 4, matrix)).toBe(4);
  });

  test("nothing leads out of it", () => {
    expect(press("ArrowLeft", 0, gallery)).toBe(0);
    expect(press("ArrowUp", 2, gallery)).toBe(2);
    expect(press("ArrowRight", 9, gallery)).toBe(9);
    expect(press("ArrowDown", 9, gallery)).toBe(9);
  });

  test("other keys are the page's", () => {
    expect(press("Tab", 3, gallery)).toBeUndefined();
    expect(press("a", 3, gallery)).toBeUndefined();
    const back = { key: "ArrowLeft", altKey: true, ctrlKey: false, metaKey: false };
    expect(cellAfter(3, back, gallery)).toBeUndefined();
  });
});
