/** Closed outlines with soft corners, and how much of each pixel they cover. */

import { PAD_PIXELS, PAD_SIDE } from "./surface";

export type Corner = readonly [x: number, y: number];

/** Each round cuts the corners once more; after three a corner looks round. */
const ROUNDS = 3;
/** The most that a round cuts off either side of a corner, in pixels, so that long sides stay straight. */
const MAX_CUT = 12;
/** Each row of pixels is looked at along this many lines. */
const LINES = 4;

/** The polygon with its corners cut (as Chaikin's algorithm does). What is straight stays straight, so a side on the pad's rim stays there. */
export function rounded(corners: readonly Corner[]): Corner[] {
  let outline = [...corners];
  for (let round = 0; round < ROUNDS; round++) {
    outline = outline.flatMap(([x, y], index) => {
      const [nextX, nextY] = outline[(index + 1) % outline.length] ?? [x, y];
      const stepX = nextX - x;
      const stepY = nextY - y;
      const cut = Math.min(0.25, MAX_CUT / Math.sqrt(stepX * stepX + stepY * stepY));
      return [
        [x + cut * stepX, y + cut * stepY],
        [nextX - cut * stepX, nextY - cut * stepY],
      ] satisfies Corner[];
    });
  }
  return outline;
}

/** From 0 to 1 for each pixel of the pad. */
export function coverage(outline: readonly Corner[]): Float64Array {
  const covered = new Float64Array(PAD_PIXELS);
  for (let y = 0; y < PAD_SIDE; y++) {
    const row = covered.subarray(y * PAD_SIDE, (y + 1) * PAD_SIDE);
    for (let line = 0; line < LINES; line++) {
      const crossings = crossingsAt(outline, y + (line + 0.5) / LINES);
      for (let index = 0; index + 1 < crossings.length; index += 2) {
        addSpan(row, crossings[index] ?? 0, crossings[index + 1] ?? 0);
      }
    }
  }
  return covered;
}

/** Where the outline crosses a horizontal line, from left to right. */
function crossingsAt(outline: readonly Corner[], y: number): number[] {
  return outline
    .flatMap(([startX, startY], index) => {
      const [endX, endY] = outline[(index + 1) % outline.length] ?? [startX, startY];
      if (startY <= y === endY <= y) return [];
      return [startX + ((y - startY) / (endY - startY)) * (endX - startX)];
    })
    .sort((a, b) => a - b);
}

function addSpan(row: Float64Array, start: number, end: number): void {
  const from = Math.max(0, start);
  const to = Math.min(PAD_SIDE, end);
  for (let x = Math.floor(from); x < to; x++) {
    row[x] = (row[x] ?? 0) + (Math.min(x + 1, to) - Math.max(x, from)) / LINES;
  }
}
