import { expect, test } from "vitest";
import { rowsOf } from "./chart-sheet";

test("labels that don't fit beside each other go on in the next row", () => {
  const placed = rowsOf([40, 40, 40, 200, 10], (width) => width, 100);
  expect(placed.map(({ row, offset }) => [row, offset])).toEqual([
    [0, 0],
    [0, 40],
    [1, 0],
    [2, 0],
    [3, 0],
  ]);
});
