/** The fill bucket. */

import { PAD_PIXELS, PAD_SIDE, type Surface } from "./surface";

/** How far a pixel's grey may be from that of the pixel aimed at and still belong to its area. */
const TOLERANCE = 32;
/** An anti-aliased edge is at most this many pixels wide. */
const EDGE_PIXELS = 2;
/** Where two lines meet at a sharp angle, so many pixels in a row may be edge. */
const CORNER_PIXELS = 12;

/**
 * Fills the area around (x, y) with one grey. At its rim lie pixels that an anti-aliased line covers in part; of
 * these only the part that was the area's changes, so that no seam of the old grey stays along a line.
 */
export function fill({ ink }: Surface, x: number, y: number, grey: number): void {
  const before = ink.slice();
  const seed = nearestPixel(y) * PAD_SIDE + nearestPixel(x);
  const ground = before[seed] ?? 0;
  const inside = area(before, seed, ground);
  for (let index = 0; index < PAD_PIXELS; index++) if (inside[index]) ink[index] = grey;
  let hasGrown = true;
  for (let pixels = 0; hasGrown && pixels < CORNER_PIXELS; pixels++) {
    hasGrown = false;
    for (const { index, outwards } of rim(inside)) {
      const level = before[index] ?? 0;
      const line = lineBehind(before, index, outwards, ground);
      if (line === level) continue;
      ink[index] = Math.round(grey + ((level - ground) / (line - ground)) * (line - grey));
      inside[index] = 1;
      hasGrown = true;
    }
  }
}

function nearestPixel(coordinate: number): number {
  return Math.min(PAD_SIDE - 1, Math.max(0, Math.floor(coordinate)));
}

/** The connected pixels about as grey as the seed, marked with 1, found run by run of each row. */
function area(ink: Uint8Array, seed: number, ground: number): Uint8Array {
  const inside = new Uint8Array(PAD_PIXELS);
  const belongs = (index: number) => inside[index] === 0 && Math.abs((ink[index] ?? 0) - ground) <= TOLERANCE;
  const seeds = [seed];
  for (let start = seeds.pop(); start !== undefined; start = seeds.pop()) {
    if (!belongs(start)) continue;
    const rowStart = start - (start % PAD_SIDE);
    let left = start;
    while (left > rowStart && belongs(left - 1)) left--;
    let right = start;
    while (right < rowStart + PAD_SIDE - 1 && belongs(right + 1)) right++;
    inside.fill(1, left, right + 1);
    for (const row of [rowStart - PAD_SIDE, rowStart + PAD_SIDE]) {
      if (row < 0 || row >= PAD_PIXELS) continue;
      for (let index = left - rowStart + row; index <= right - rowStart + row; index++) {
        // The last pixel of each run is enough.
        if (belongs(index) && (index === right - rowStart + row || !belongs(index + 1))) seeds.push(index);
      }
    }
  }
  return inside;
}

interface RimPixel {
  index: number;
  /** One step away from the area, in pixels. */
  outwards: readonly [x: number, y: number];
}

/** The pixels that touch the area, also at a corner. */
function rim(inside: Uint8Array): RimPixel[] {
  const pixels: RimPixel[] = [];
  for (let y = 0; y < PAD_SIDE; y++) {
    for (let x = 0; x < PAD_SIDE; x++) {
      if (inside[y * PAD_SIDE + x]) continue;
      let awayX = 0;
      let awayY = 0;
      for (let nearY = Math.max(0, y - 1); nearY <= Math.min(PAD_SIDE - 1, y + 1); nearY++) {
        for (let nearX = Math.max(0, x - 1); nearX <= Math.min(PAD_SIDE - 1, x + 1); nearX++) {
          if (!inside[nearY * PAD_SIDE + nearX]) continue;
          awayX += x - nearX;
          awayY += y - nearY;
        }
      }
      if (awayX !== 0 || awayY !== 0) {
        pixels.push({ index: y * PAD_SIDE + x, outwards: [step(awayX, awayY), step(awayY, awayX)] });
      }
    }
  }
  return pixels;
}

/** -1, 0 or 1: the direction of `part`, or none where the other part outweighs it. */
function step(part: number, other: number): number {
  return 2 * Math.abs(part) < Math.abs(other) ? 0 : Math.sign(part);
}

/** The level at the core of the line that a pixel of the rim belongs to: where the contrast, going outwards, ends to grow. */
function lineBehind(
  ink: Uint8Array,
  index: number,
  [stepX, stepY]: RimPixel["outwards"],
  ground: number,
): number {
  let line = ink[index] ?? 0;
  const isDarker = line < ground;
  let x = index % PAD_SIDE;
  let y = (index - x) / PAD_SIDE;
  for (let steps = 0; steps < EDGE_PIXELS; steps++) {
    x += stepX;
    y += stepY;
    if (x < 0 || x >= PAD_SIDE || y < 0 || y >= PAD_SIDE) break;
    const next = ink[y * PAD_SIDE + x] ?? 0;
    if (isDarker ? next >= line : next <= line) break;
    line = next;
  }
  return line;
}
