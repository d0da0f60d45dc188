import { expect, test } from "vitest";
import { filterFigure, inkOnPaper } from "./report-figures";

test("filters stand in rows with a gap, in one scale around a grey zero", () => {
  const values = Float32Array.from({ length: 27 }, (_, index) =>
    index === 4 ? -0.5 : index === 9 ? 0.25 : 0,
  );
  const { width, height, tiles, cells, limit } = filterFigure(values, 3, 3, 2);
  expect([width, height, limit]).toEqual([7, 7, 0.5]);
  expect(tiles).toEqual([
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 0, y: 4 },
  ]);
  expect(cells).toHaveLength(27);
  expect(cells[4]).toEqual({ x: 1, y: 1, grey: 0 });
  expect(cells[9]).toEqual({ x: 4, y: 0, grey: 191 });
  expect(cells[0]?.grey).toBe(128);
});

test("filters that are all zero are all grey", () => {
  const { cells } = filterFigure(new Float32Array(9), 1, 3, 8);
  expect(new Set(cells.map(({ grey }) => grey))).toEqual(new Set([128]));
});

test("ink is dark on paper, and each pixel a block", () => {
  const paper = inkOnPaper(Uint8Array.of(0, 255, 100, 0), 2, 2);
  expect([...paper]).toEqual([255, 255, 0, 0, 255, 255, 0, 0, 155, 155, 255, 255, 155, 155, 255, 255]);
});
