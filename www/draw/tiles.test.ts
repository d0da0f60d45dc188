import { describe, expect, test } from "vitest";
import { colourOf, sequentialScale } from "./colour-scale";
import { areaOf, type Cell, cellAt, cellOfTile, lay, moved, paint, spotAt, type Tiles } from "./tiles";

/** Five maps of 3 x 2 values, stored by height, width, channel. */
const MAPS: Tiles = {
  ...{ width: 3, height: 2, first: 0, stepRight: 5, stepDown: 15 },
  order: { type: "wrapped", count: 5, step: 1 },
  ...{ least: 2, most: 2, gap: 1 },
};
/** Two filters for four channels, 3 x 3 each. */
const KERNELS: Tiles = {
  ...{ width: 3, height: 3, first: 0, stepRight: 1, stepDown: 3 },
  order: { type: "table", columns: 2, rows: 4, stepColumn: 36, stepRow: 9 },
  ...{ least: 2, most: 5, gap: 1 },
};

describe("laying out", () => {
  test("wrapped tiles take as many columns as fit", () => {
    const sheet = lay(MAPS, 22); // three tiles of 6 pixels and four gaps
    expect([sheet.columns, sheet.rows, sheet.width, sheet.height]).toEqual([3, 2, 22, 11]);
    expect(lay(MAPS, 1000).columns).toBe(5);
  });

  test("values are as large as can be while all rows are full", () => {
    const filters: Tiles = {
      ...MAPS,
      order: { type: "wrapped", count: 32, step: 1 },
      least: 8,
      most: 18,
      gap: 3,
    };
    const of = (room: number) => {
      const { valueWidth, columns, rows } = lay(filters, room);
      return { valueWidth, columns, rows };
    };
    expect(of(1120)).toEqual({ valueWidth: 18, columns: 16, rows: 2 });
    expect(of(328)).toEqual({ valueWidth: 12, columns: 8, rows: 4 });
  });

  test("rows are shorter than the room where all are full then, and the room is used well", () => {
    const maps: Tiles = { ...MAPS, order: { type: "wrapped", count: 64, step: 1 }, width: 24, gap: 2 };
    const of = (room: number) => [lay(maps, room).columns, lay(maps, room).rows];
    expect(of(1120)).toEqual([16, 4]); // of 22
    expect(of(706)).toEqual([13, 5]); // of 14: 8 would leave too much empty
  });

  test("where no size fills the rows, values are large and the rows as equal as can be", () => {
    const prime: Tiles = { ...MAPS, order: { type: "wrapped", count: 31, step: 1 }, least: 2, most: 4 };
    const sheet = lay(prime, 131); // ten tiles of 13 pixels
    expect([sheet.valueWidth, sheet.columns, sheet.rows]).toEqual([4, 8, 4]);
    expect(lay({ ...prime, most: 50 }, 131).valueWidth).toBe(21); // two tiles of 63 pixels
  });

  test("a table keeps its columns: values grow with the room, and below their least size it is wider", () => {
    expect(lay(KERNELS, 27).valueWidth).toBe(4);
    expect(lay(KERNELS, 1000).valueWidth).toBe(5);
    const narrow = lay(KERNELS, 5);
    expect([narrow.valueWidth, narrow.columns, narrow.width]).toEqual([2, 2, 15]);
  });
});

describe("which value is where", () => {
  test("a map's values are found by height, width, channel", () => {
    const sheet = lay(MAPS, 22);
    // Map 4 is the second one in the second row; its value in row 1, column 2: (1 * 3 + 2) * 5 + 4.
    expect(spotAt(sheet, { x: 5, y: 3 })).toEqual({ tile: 4, column: 1, row: 1, x: 2, y: 1, index: 29 });
    expect(spotAt(sheet, { x: 6, y: 3 })).toBeUndefined(); // there is no sixth map
  });

  test("a kernel's values are found by filter, channel, row, column", () => {
    const spot = spotAt(lay(KERNELS, 27), { x: 4, y: 10 });
    expect(spot?.index).toBe(1 * 36 + 3 * 9 + 1 * 3 + 1);
  });

  test("each pixel leads to the cell that covers it, and the gaps to a neighbour", () => {
    const sheet = lay(MAPS, 22);
    for (const cell of [cellOfTile(sheet, 0), cellOfTile(sheet, 4), { x: 8, y: 1 }]) {
      const { left, top, width, height } = areaOf(sheet, cell, false);
      expect(cellAt(sheet, left, top)).toEqual(cell);
      expect(cellAt(sheet, left + width - 0.1, top + height - 0.1)).toEqual(cell);
    }
    expect(cellAt(sheet, 7.5, 3)).toEqual({ x: 2, y: 1 });
    expect(cellAt(sheet, 20, 9)).toBeUndefined();
    expect(cellAt(sheet, -1, 3)).toBeUndefined();
  });
});

describe("moving with keys", () => {
  const sheet = lay(MAPS, 22);
  const from = (cell: Cell, key: string, isByTile = false) => moved(sheet, cell, key, isByTile);

  test("arrows go on to the next tile and stop at the edges", () => {
    expect(from({ x: 2, y: 1 }, "ArrowRight")).toEqual({ x: 3, y: 1 });
    expect(from({ x: 0, y: 1 }, "ArrowLeft")).toEqual({ x: 0, y: 1 });
    expect(from({ x: 8, y: 1 }, "ArrowDown")).toEqual({ x: 8, y: 1 }); // no map below
    expect(from({ x: 0, y: 0 }, "ArrowDown", true)).toEqual({ x: 0, y: 2 });
  });

  test("End stops at the last tile of a row that is not full", () => {
    expect(from({ x: 0, y: 0 }, "End", true)).toEqual({ x: 6, y: 0 });
    expect(from({ x: 0, y: 2 }, "End", true)).toEqual({ x: 3, y: 2 });
    expect(from({ x: 5, y: 2 }, "Home", true)).toEqual({ x: 2, y: 2 });
  });

  test("other keys are left to the page", () => {
    expect(from({ x: 0, y: 0 }, "Tab")).toBeUndefined();
  });
});

test("painting puts every value where it is looked up, framed, and nothing where no tile is", () => {
  const sheet = lay(MAPS, 22);
  const values = Float32Array.from({ length: 30 }, (_, index) => index);
  const scale = sequentialScale(29, false);
  const pixels = new Uint32Array(sheet.width * sheet.height);
  paint(pixels, sheet, values, scale);
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 9; x++) {
      const spot = spotAt(sheet, { x, y });
      const { left, top, width, height } = areaOf(sheet, { x, y }, false);
      const wanted = spot ? colourOf(scale, spot.index) : 0;
      expect(pixels[top * sheet.width + left]).toBe(wanted);
      expect(pixels[(top + height - 1) * sheet.width + left + width - 1]).toBe(wanted);
    }
  }
  expect([pixels[0], pixels[7], pixels[7 * 22 + 7]]).toEqual([scale.frame, scale.frame, scale.frame]);
});
