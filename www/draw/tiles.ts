/**
 * Numbers as pictures: equally large tiles of values, laid out on a sheet. Knows which value is where, and paints
 * them into the pixels of a canvas; knows no DOM.
 */

import { type ColourScale, colourOf } from "./colour-scale";

/** Which values of an array are on which tile, and how large they may be drawn. */
export interface Tiles {
  /** Values in a row and in a column of one tile. */
  width: number;
  height: number;
  /** Where the first value of the first tile is in the array, and how far it is to the next one. */
  first: number;
  stepRight: number;
  stepDown: number;
  /** Tiles in the order of the array, as many in a row as there is room for; or columns and rows with a meaning. */
  order:
    | { type: "wrapped"; count: number; step: number }
    | { type: "table"; columns: number; rows: number; stepColumn: number; stepRow: number };
  /** Pixels for the side of a value, by the room. */
  least: number;
  most: number;
  /** Pixels for the height of a value, if that is not its width. */
  tall?: number | undefined;
  /** Pixels between tiles. */
  gap: number;
}

/** Tiles laid out for the room that there is. */
export interface Sheet {
  tiles: Tiles;
  columns: number;
  rows: number;
  count: number;
  stepColumn: number;
  stepRow: number;
  /** Pixels of one value. */
  valueWidth: number;
  valueHeight: number;
  /** Pixels of the whole. */
  width: number;
  height: number;
}

/** A value on a sheet, in values from the left and from the top. */
export interface Cell {
  x: number;
  y: number;
}

/** What is at a cell. */
export interface Spot {
  /** Tile, its column and row on the sheet. */
  tile: number;
  column: number;
  row: number;
  /** Column and row in the tile. */
  x: number;
  y: number;
  /** Place in the array. */
  index: number;
}

/** Share of the room below which rows are rather not full. */
const LEAST_USE = 0.7;

/** Lays tiles out in `room` pixels; a table may be wider, and is scrolled then. */
export function lay(tiles: Tiles, room: number): Sheet {
  const { order, gap } = tiles;
  if (order.type === "table") {
    const fitting = Math.floor(((room - gap) / order.columns - gap) / tiles.width);
    return sheet(
      tiles,
      order,
      order.columns * order.rows,
      Math.min(Math.max(fitting, tiles.least), tiles.most),
    );
  }
  const { count, step } = order;
  const { size, columns, rows } = wrapped(tiles, count, room);
  return sheet(tiles, { columns, rows, stepColumn: step, stepRow: step * columns }, count, size);
}

/** The largest values with which all rows are full; else the largest that fit, in full or as equal rows as can be. */
function wrapped({ width, gap, least, most }: Tiles, count: number, room: number) {
  const sizes = Array.from({ length: most - least + 1 }, (_, step) => most - step);
  const grids = sizes.map((size) => {
    const fitting = Math.floor((room - gap) / (width * size + gap));
    const rows = Math.ceil(count / Math.max(fitting, 1));
    return { size, fitting, columns: Math.ceil(count / rows), rows };
  });
  const fitting = grids.filter((grid) => grid.fitting >= Math.min(count, 2));
  const full = fitting.find(({ columns, rows }) => columns * rows === count);
  const [largest = { size: least, fitting: 1, columns: 1, rows: count }] = fitting;
  return full ?? { ...largest, ...fullRows(count, largest.fitting) };
}

/** Shorter rows without a rest, if the room is used well enough then. */
function fullRows(count: number, fitting: number): { columns: number; rows: number } | undefined {
  for (let columns = Math.min(fitting, count); columns >= LEAST_USE * fitting && columns > 1; columns--) {
    if (count % columns === 0) return { columns, rows: count / columns };
  }
  return undefined;
}

function sheet(
  tiles: Tiles,
  grid: { columns: number; rows: number; stepColumn: number; stepRow: number },
  count: number,
  valueWidth: number,
): Sheet {
  const { columns, rows, stepColumn, stepRow } = grid;
  const valueHeight = tiles.tall ?? valueWidth;
  return {
    ...{ tiles, columns, rows, stepColumn, stepRow, count, valueWidth, valueHeight },
    width: columns * (tiles.width * valueWidth + tiles.gap) + tiles.gap,
    height: rows * (tiles.height * valueHeight + tiles.gap) + tiles.gap,
  };
}

/** What is at a cell; nothing beyond the sheet, and behind the last tile of a row that is not full. */
export function spotAt(sheet: Sheet, { x, y }: Cell): Spot | undefined {
  const { tiles, columns, rows, count } = sheet;
  const column = Math.floor(x / tiles.width);
  const row = Math.floor(y / tiles.height);
  const tile = row * columns + column;
  if (x < 0 || y < 0 || column >= columns || row >= rows || tile >= count) return undefined;
  const inTile = { x: x - column * tiles.width, y: y - row * tiles.height };
  const start = tiles.first + column * sheet.stepColumn + row * sheet.stepRow;
  const index = start + inTile.x * tiles.stepRight + inTile.y * tiles.stepDown;
  return { tile, column, row, ...inTile, index };
}

/** The cell below a point given in pixels; the gaps belong to the tile left of them or above. */
export function cellAt(sheet: Sheet, left: number, top: number): Cell | undefined {
  const { tiles, valueWidth, valueHeight } = sheet;
  const along = (pixels: number, length: number, size: number) => {
    const pitch = length * size + tiles.gap;
    const tile = Math.floor(Math.max(pixels - tiles.gap, 0) / pitch);
    const inTile = Math.floor((pixels - tiles.gap - tile * pitch) / size);
    return tile * length + Math.min(Math.max(inTile, 0), length - 1);
  };
  const cell = { x: along(left, tiles.width, valueWidth), y: along(top, tiles.height, valueHeight) };
  return left >= 0 && top >= 0 && spotAt(sheet, cell) ? cell : undefined;
}

/** Pixels that a cell covers, or the whole tile that it is on. */
export function areaOf(sheet: Sheet, cell: Cell, isWholeTile: boolean) {
  const { tiles, valueWidth, valueHeight } = sheet;
  const along = (place: number, length: number, size: number) => {
    const tile = Math.floor(place / length);
    const start = tiles.gap + tile * (length * size + tiles.gap);
    return isWholeTile ? [start, length * size] : [start + (place - tile * length) * size, size];
  };
  const [left = 0, width = 0] = along(cell.x, tiles.width, valueWidth);
  const [top = 0, height = 0] = along(cell.y, tiles.height, valueHeight);
  return { left, top, width, height };
}

/** First cell of a tile. */
export function cellOfTile({ tiles, columns }: Sheet, tile: number): Cell {
  return { x: (tile % columns) * tiles.width, y: Math.floor(tile / columns) * tiles.height };
}

/** Where a key leads: by single values, or by whole tiles; `undefined` for a key that leads nowhere. */
export function moved(sheet: Sheet, cell: Cell, key: string, isByTile: boolean): Cell | undefined {
  const { tiles, columns } = sheet;
  const right = isByTile ? tiles.width : 1;
  const down = isByTile ? tiles.height : 1;
  const targets: Record<string, Cell> = {
    ArrowRight: { x: cell.x + right, y: cell.y },
    ArrowLeft: { x: cell.x - right, y: cell.y },
    ArrowDown: { x: cell.x, y: cell.y + down },
    ArrowUp: { x: cell.x, y: cell.y - down },
    PageDown: { x: cell.x, y: cell.y + tiles.height },
    PageUp: { x: cell.x, y: cell.y - tiles.height },
    Home: { x: cell.x % right, y: cell.y },
    End: { x: columns * tiles.width - right + (cell.x % right), y: cell.y },
  };
  const target = targets[key];
  if (!target) return undefined;
  if (spotAt(sheet, target)) return target;
  // Beyond the edge, or in a row that is not full: as far as there is something.
  return key === "End" ? lastInRow(sheet, target, right) : cell;
}

function lastInRow(sheet: Sheet, { x, y }: Cell, step: number): Cell {
  for (let place = x; place > 0; place -= step) if (spotAt(sheet, { x: place, y })) return { x: place, y };
  return { x: 0, y };
}

/** Paints a sheet into `sheet.width * sheet.height` pixels; around each tile a frame of the gap's width. */
export function paint(pixels: Uint32Array, sheet: Sheet, values: ArrayLike<number>, scale: ColourScale) {
  const { tiles, columns, count, valueWidth, valueHeight, width } = sheet;
  const { gap } = tiles;
  pixels.fill(0);
  const tileWidth = tiles.width * valueWidth;
  const tileHeight = tiles.height * valueHeight;
  for (let tile = 0; tile < count; tile++) {
    const column = tile % columns;
    const row = (tile - column) / columns;
    const left = gap + column * (tileWidth + gap);
    const top = gap + row * (tileHeight + gap);
    for (let y = top - gap; y < top + tileHeight + gap; y++) {
      pixels.fill(scale.frame, y * width + left - gap, y * width + left + tileWidth + gap);
    }
    const start = tiles.first + column * sheet.stepColumn + row * sheet.stepRow;
    for (let y = 0; y < tiles.height; y++) {
      const line = (top + y * valueHeight) * width + left;
      for (let x = 0; x < tiles.width; x++) {
        const value = values[start + x * tiles.stepRight + y * tiles.stepDown] ?? Number.NaN;
        const at = line + x * valueWidth;
        pixels.fill(colourOf(scale, value), at, at + valueWidth);
      }
      // The first line of pixels is right; the others of these values are like it.
      for (let copy = 1; copy < valueHeight; copy++) {
        pixels.copyWithin(line + copy * width, line, line + tileWidth);
      }
    }
  }
}
