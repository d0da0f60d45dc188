/** What is drawn and told of the activations of one layer. */

import { niceLimit } from "../../draw/colour-scale";
import type { Tiles } from "../../draw/tiles";
import type { Activations } from "../../engine/protocol";

export type Activation = Activations[number];

/** The range of each map, or of each unit. */
export interface Summary {
  lows: Float32Array;
  highs: Float32Array;
  /** The one with the largest value. */
  brightest: number;
  /** How many have nothing above zero. */
  dark: number;
  /** End of the scale. */
  limit: number;
}

/** Height, width, channels; of units, as many maps of a single value. */
function sizes({ shape }: Activation): { height: number; width: number; count: number } {
  const [height = 1, width = 1, count] = shape;
  return count === undefined ? { height: 1, width: 1, count: height } : { height, width, count };
}

/** Whether its outputs are maps, and not units. */
export function hasMaps({ shape }: Activation): boolean {
  return shape.length === 3;
}

export function summaryOf(activation: Activation): Summary {
  const { count } = sizes(activation);
  const { data } = activation;
  const lows = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  const highs = new Float32Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0, map = 0; index < data.length; index++, map = map + 1 === count ? 0 : map + 1) {
    const value = data[index] ?? 0;
    if (value < (lows[map] ?? 0)) lows[map] = value;
    if (value > (highs[map] ?? 0)) highs[map] = value;
  }
  const brightest = highs.reduce((best, high, map) => (high > (highs[best] ?? 0) ? map : best), 0);
  const dark = highs.reduce((found, high) => found + (high > 0 ? 0 : 1), 0);
  return { lows, highs, brightest, dark, limit: niceLimit(highs[brightest] ?? 0) };
}

/** A tile for each map, large enough for a finger where that is possible; a cell for each unit. */
export function tilesOf(activation: Activation): Tiles {
  const { height, width, count } = sizes(activation);
  const side = hasMaps(activation) ? Math.max(Math.floor(56 / width), 1) : 0;
  return {
    ...{ width, height, first: 0, stepRight: count, stepDown: count * width },
    order: { type: "wrapped", count, step: 1 },
    ...(side > 0 ? { least: side, most: side, gap: 2 } : { least: 16, most: 24, gap: 1 }),
  };
}

/** One map alone, about 224 pixels wide. */
export function enlargedTiles(activation: Activation, map: number): Tiles {
  const { width } = sizes(activation);
  const side = Math.max(Math.round(224 / width), 1);
  return {
    ...tilesOf(activation),
    first: map,
    order: { type: "wrapped", count: 1, step: 0 },
    ...{ least: side, most: side, gap: 1 },
  };
}

/** Probabilities of logits. */
export function softmax(logits: Float32Array): number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
