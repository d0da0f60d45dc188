/** Small figures for paper, as numbers: filters, and images with dark ink. */

export interface FilterCell {
  x: number;
  y: number;
  /** From 0, black, for the most negative to 255, white, for the most positive; zero is in the middle. */
  grey: number;
}

export interface FilterFigure {
  /** In cells; there is one free cell between two filters. */
  width: number;
  height: number;
  tiles: readonly { x: number; y: number }[];
  cells: readonly FilterCell[];
  /** The largest magnitude, which is the end of the scale. */
  limit: number;
}

/** The first `count` filters of `side` x `side` values each, in rows of `columns`. One scale for all. */
export function filterFigure(
  values: Float32Array,
  count: number,
  side: number,
  columns: number,
): FilterFigure {
  const area = side * side;
  const shown = values.subarray(0, count * area);
  const limit = shown.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const pitch = side + 1;
  const tiles = Array.from({ length: count }, (_, filter) => ({
    x: (filter % columns) * pitch,
    y: Math.floor(filter / columns) * pitch,
  }));
  const cells = tiles.flatMap((tile, filter) =>
    Array.from({ length: area }, (_, place) => ({
      x: tile.x + (place % side),
      y: tile.y + Math.floor(place / side),
      grey: greyOf(shown[filter * area + place] ?? 0, limit),
    })),
  );
  const rows = Math.ceil(count / columns);
  return { width: Math.min(count, columns) * pitch - 1, height: rows * pitch - 1, tiles, cells, limit };
}

function greyOf(value: number, limit: number): number {
  return Math.round(127.5 + (limit > 0 ? value / limit : 0) * 127.5);
}

/**
 * An image of the data set, bright ink on black, with dark ink on white, each pixel `scale` times as large: PDF
 * viewers smooth images that they enlarge, and can't blur what is large already.
 */
export function inkOnPaper(pixels: Uint8Array, side: number, scale: number): Uint8Array {
  const large = side * scale;
  return Uint8Array.from({ length: large * large }, (_, place) => {
    const x = Math.floor((place % large) / scale);
    const y = Math.floor(place / large / scale);
    return 255 - (pixels[y * side + x] ?? 0);
  });
}
