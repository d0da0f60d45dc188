/** What is reckoned from weights for display, and how small numbers are written. */

import type { Numbers } from "../../words/numbers";

/** Digits that are shown of a number, zeros in front not counted. */
const SIGNIFICANT = 3;
const MOST_DIGITS = 8;

/** As many digits after the point as it takes to see what a small number is. */
export function written(numbers: Numbers, value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.min(Math.max(SIGNIFICANT - 1 - size, 0), MOST_DIGITS);
  return numbers.fixed(value, value === 0 ? 0 : digits);
}

/** A round number without the zeros at its end, such as the end of a scale. */
export function writtenShort(numbers: Numbers, value: number): string {
  const digits = Math.min(String(Math.abs(value)).split(".")[1]?.length ?? 0, MOST_DIGITS);
  return numbers.fixed(value, digits);
}

/** What was added to each value since the start, and how large that is. */
export interface Change {
  values: Float32Array;
  largest: number;
  /** Root of the mean of the squares. */
  rootMeanSquare: number;
}

/** In one pass by index: a dense layer has more than a million values, and is read twice a second. */
export function changeSince(start: Float32Array, now: Float32Array): Change {
  const values = new Float32Array(now.length);
  let [largest, squares] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    const value = (now[place] ?? 0) - (start[place] ?? 0);
    values[place] = value;
    squares += value * value;
    const magnitude = Math.abs(value);
    // What is no number must not spoil a scale.
    if (magnitude > largest && magnitude !== Number.POSITIVE_INFINITY) largest = magnitude;
  }
  return { values, largest, rootMeanSquare: Math.sqrt(squares / values.length) };
}

/** Of each `block` neighbours, the one that is farthest from zero, with its sign. */
export function strongest(values: Float32Array, block: number): Float32Array {
  const found = new Float32Array(Math.ceil(values.length / block));
  for (let place = 0; place < found.length; place++) {
    const end = Math.min((place + 1) * block, values.length);
    let best = 0;
    let magnitude = -1;
    for (let index = place * block; index < end; index++) {
      const value = values[index] ?? 0;
      // What is no number is the strongest of all, so that it is seen.
      const size = Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value);
      if (size <= magnitude) continue;
      best = value;
      magnitude = size;
    }
    found[place] = best;
  }
  return found;
}
