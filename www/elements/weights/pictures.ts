/** How the weights and biases of each kind of layer are drawn: which value is on which tile, and what it means. */

import type { Tiles } from "../../draw/tiles";
import type { Weights } from "../../engine/protocol";
import { strongest } from "../tiles/numbers";

export type Parameter = Weights[number];

/** What the tiles of a picture are. Sizes are in values. */
export type Meaning =
  | { kind: "filters"; filters: number; side: number }
  | { kind: "kernels"; filters: number; channels: number; side: number }
  /** A dense layer as a whole: each value is the strongest weight of a place of the maps, or of a row of pixels. */
  | { kind: "blocks"; units: number; inputs: number; maps: Maps }
  | { kind: "unit"; unit: number; maps: Maps }
  | { kind: "classes"; units: number }
  | { kind: "biases"; of: "filter" | "unit" | "class" };

/** What a dense layer sees: feature maps, or the image itself as a single one. */
export interface Maps {
  side: number;
  count: number;
}

export interface Picture {
  meaning: Meaning;
  tiles: Tiles;
}

const IMAGE_SIDE = 28;
const KERNEL_SIDE = 3;
/** Height that a heat map may have, in pixels, before it is scrolled. */
const TALL = 384;

/** How a parameter is drawn; of the hidden layer, all units or one of them. */
export function pictureOf(
  { name, shape }: Parameter,
  convolutions: number,
  unit: number | undefined,
): Picture {
  const [layer = "", kind] = name.split(".");
  if (kind === "bias") return biases(shape[0] ?? 0, layer);
  if (layer.startsWith("conv")) return kernels(shape);
  if (layer !== "fc1") return classes(shape);
  const maps = mapsOf(shape[1] ?? 0, convolutions);
  return unit === undefined ? blocks(shape, maps) : oneUnit(shape, maps, unit);
}

/** The values that are drawn: those of the parameter, or fewer that stand for them. */
export function valuesOf({ meaning }: Picture, values: Float32Array): Float32Array {
  return meaning.kind === "blocks" ? strongest(values, blockOf(meaning.maps)) : values;
}

/** Weights that one value of a dense layer's picture stands for. */
export function blockOf({ side, count }: Maps): number {
  return count > 1 ? count : side;
}

/** Maps that so many inputs are: after the convolutions, each of which takes a border, comes a pool of 2 x 2. */
export function mapsOf(inputs: number, convolutions: number): Maps {
  const side = IMAGE_SIDE - convolutions * (KERNEL_SIDE - 1);
  const pooled = convolutions > 0 ? Math.floor(side / 2) : side;
  return { side: pooled, count: Math.max(Math.round(inputs / pooled ** 2), 1) };
}

/** `[filters, channels, side, side]` */
function kernels(shape: readonly number[]): Picture {
  const [filters = 0, channels = 0, side = KERNEL_SIDE] = shape;
  const tile = { width: side, height: side, first: 0, stepRight: 1, stepDown: side };
  const area = side * side;
  if (channels === 1) {
    const order = { type: "wrapped", count: filters, step: area } as const;
    return {
      meaning: { kind: "filters", filters, side },
      tiles: { ...tile, order, least: 8, most: 18, gap: 3 },
    };
  }
  const steps = { stepColumn: channels * area, stepRow: area };
  return {
    meaning: { kind: "kernels", filters, channels, side },
    tiles: {
      ...tile,
      order: { type: "table", columns: filters, rows: channels, ...steps },
      ...{ least: 3, most: 14, gap: 2 },
    },
  };
}

/** `[units, inputs]`, inputs by height, width, channel: a row for each unit. */
function blocks(shape: readonly number[], maps: Maps): Picture {
  const [units = 0, inputs = 0] = shape;
  const tall = Math.min(Math.max(Math.floor(TALL / units), 1), 12);
  return {
    meaning: { kind: "blocks", units, inputs, maps },
    tiles: {
      ...heatMap(Math.ceil(inputs / blockOf(maps)), units),
      least: 2,
      most: maps.count > 1 ? 7 : 20,
      tall,
    },
  };
}

/** The same for one unit: a tile for each map that it sees. */
function oneUnit(shape: readonly number[], maps: Maps, unit: number): Picture {
  const { side, count } = maps;
  const order = { type: "wrapped", count, step: 1 } as const;
  return {
    meaning: { kind: "unit", unit, maps },
    tiles: {
      ...{
        width: side,
        height: side,
        first: unit * (shape[1] ?? 0),
        stepRight: count,
        stepDown: side * count,
      },
      ...{ order, least: 2, most: count > 1 ? 5 : 8, gap: 2 },
    },
  };
}

/** `[classes, units]` */
function classes(shape: readonly number[]): Picture {
  const [rows = 0, units = 0] = shape;
  return {
    meaning: { kind: "classes", units },
    tiles: { ...heatMap(units, rows), least: 3, most: 24, tall: 24 },
  };
}

function heatMap(width: number, height: number) {
  return {
    ...{ width, height, first: 0, stepRight: 1, stepDown: width, gap: 1 },
    order: { type: "table", columns: 1, rows: 1, stepColumn: 0, stepRow: 0 },
  } as const;
}

function biases(count: number, layer: string): Picture {
  const of = layer.startsWith("conv") ? "filter" : layer === "fc1" ? "unit" : "class";
  const order = { type: "wrapped", count, step: 1 } as const;
  return {
    meaning: { kind: "biases", of },
    tiles: {
      ...{ width: 1, height: 1, first: 0, stepRight: 1, stepDown: 1 },
      ...{ order, least: 16, most: 24, gap: 1 },
    },
  };
}
