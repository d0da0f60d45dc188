/** Turns the weights that were read into what is drawn of them, with scales that don't flicker. */

import { niceLimit } from "../../draw/colour-scale";
import type { Weights } from "../../engine/protocol";
import { changeSince } from "../tiles/numbers";
import { type Parameter, type Picture, pictureOf, valuesOf } from "./pictures";

export const KINDS = ["weight", "bias"] as const;
export type Kind = (typeof KINDS)[number];

/** A parameter as it is drawn: its values, or how they have changed. */
export interface Drawing {
  parameter: Parameter;
  picture: Picture;
  values: Float32Array;
  low: number;
  high: number;
  /** End of the scale. */
  limit: number;
  /** Root mean squares. */
  change: { ofValues: number; ofParameter: number } | undefined;
}

export type DrawingsOfLayer = Partial<Record<Kind, Drawing>>;

export interface Wish {
  weights: Weights;
  /** The same layer when the run began, if the change since then is to be drawn. */
  start: Weights | undefined;
  convolutions: number;
  /** Of the hidden layer, the only unit to draw. */
  unit: number | undefined;
}

export class Drawings {
  /** Largest magnitudes so far: a scale that followed each read would flicker. */
  readonly #largest = new Map<string, number>();

  /** Another layer, or another network's: old scales don't hold for it. */
  startAnew(): void {
    this.#largest.clear();
  }

  of({ weights, start, convolutions, unit }: Wish): DrawingsOfLayer {
    const drawings: DrawingsOfLayer = {};
    for (const kind of KINDS) {
      const parameter = weights.find(({ name }) => name.endsWith(`.${kind}`));
      if (!parameter) continue;
      const picture = pictureOf(parameter, convolutions, unit);
      drawings[kind] = this.#drawing(parameter, picture, startOf(parameter, start));
    }
    return drawings;
  }

  #drawing(parameter: Parameter, picture: Picture, start: Parameter | undefined): Drawing {
    const change = start && changeSince(start.data, parameter.data);
    const key = `${parameter.name} ${change ? "change" : "value"}`;
    const largest = Math.max(this.#largest.get(key) ?? 0, change?.largest ?? largestOf(parameter));
    this.#largest.set(key, largest);
    const values = valuesOf(picture, change?.values ?? parameter.data);
    return {
      ...{ parameter, picture, values, ...rangeOf(values), limit: niceLimit(largest) || 1 },
      change: change && {
        ofValues: change.rootMeanSquare,
        ofParameter: Math.hypot(parameter.mean, parameter.std),
      },
    };
  }
}

/** The same parameter when the run began; none if that had another shape. */
export function startOf({ name, data }: Parameter, start: Weights | undefined): Parameter | undefined {
  return start?.find((parameter) => parameter.name === name && parameter.data.length === data.length);
}

/** Nothing that infinite values or none would spoil a scale with. */
function largestOf({ min, max }: Parameter): number {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return Number.isFinite(largest) ? largest : 0;
}

function rangeOf(values: Float32Array): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: Number.NaN, high: Number.NaN };
}
