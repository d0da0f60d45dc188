/** Where everything of the diagram of layers stands. Pure: layers and labels in, numbers out. */

import type { LayerReport } from "../../engine/protocol";
import type { LayerKind } from "../layer-names";

/** A layer with everything that is written at it. */
export interface LabelledLayer {
  kind: LayerKind["type"];
  output: LayerReport["output"];
  name: string;
  /** Further lines. */
  lines: readonly string[];
}

export interface Block {
  kind: LayerKind["type"];
  /** Front face. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** How far the sides run to the back, to the right and up; 0 for units. */
  depth: number;
  labels: readonly { text: string; x: number; y: number; isName: boolean }[];
}

export interface Diagram {
  width: number;
  height: number;
  blocks: readonly Block[];
  arrows: readonly { x1: number; y1: number; x2: number; y2: number }[];
  /** Where labels stand to their x. */
  anchor: "middle" | "start";
}

const LINE_HEIGHT = 16;
/** Of a letter of the labels, about; of the names, which are bold. */
const LETTER = 6.9;
const NAME_LETTER = 7.8;
const ARROW = 16;
/** What a label stands off its block. */
const MARGIN = 10;

/** From left to right, labels below. */
export function lyingDiagram(layers: readonly LabelledLayer[]): Diagram {
  const solids = layers.map((layer) => solidOf(layer.output, 1));
  const tallest = Math.max(...solids.map(({ height, depth }) => height + depth));
  const lineCount = Math.max(...layers.map(({ lines }) => lines.length)) + 1;
  let edge = 0;
  const centre = tallest / 2 + 1;
  const blocks: Block[] = [];
  const arrows: Diagram["arrows"][number][] = [];
  for (const [index, layer] of layers.entries()) {
    const { width, height, depth } = solids[index] ?? solidOf([], 1);
    const columnWidth = Math.max(width + depth, ...widthsOf(layer));
    const middle = edge + columnWidth / 2;
    const left = middle - (width + depth) / 2;
    const labels = [layer.name, ...layer.lines].map((text, line) => ({
      ...{ text, x: middle, y: tallest + MARGIN + (line + 0.75) * LINE_HEIGHT, isName: line === 0 },
    }));
    const previous = blocks.at(-1);
    if (previous) {
      const from = previous.left + previous.width + previous.depth;
      arrows.push({ x1: from + 4, y1: centre, x2: left - 4, y2: centre });
    }
    blocks.push({ kind: layer.kind, left, top: centre - (height - depth) / 2, width, height, depth, labels });
    edge += columnWidth + ARROW;
  }
  const height = tallest + MARGIN + lineCount * LINE_HEIGHT + 4;
  return { width: Math.max(edge - ARROW, 0), height, blocks, arrows, anchor: "middle" };
}

/** From top to bottom, labels to the right: for narrow places. */
export function standingDiagram(layers: readonly LabelledLayer[]): Diagram {
  const solids = layers.map((layer) => solidOf(layer.output, 0.6));
  const widest = Math.max(...solids.map(({ width, depth }) => width + depth));
  let edge = 1;
  const blocks: Block[] = [];
  const arrows: Diagram["arrows"][number][] = [];
  for (const [index, layer] of layers.entries()) {
    const { width, height, depth } = solids[index] ?? solidOf([], 1);
    const texts = [layer.name, ...layer.lines];
    const rowHeight = Math.max(height + depth, texts.length * LINE_HEIGHT);
    const middle = edge + rowHeight / 2;
    const left = (widest - width - depth) / 2 + 1;
    const labels = texts.map((text, line) => ({
      ...{ text, x: widest + 1.5 * MARGIN, isName: line === 0 },
      y: middle + (line + 0.75 - texts.length / 2) * LINE_HEIGHT,
    }));
    const top = middle - (height - depth) / 2;
    const previous = blocks.at(-1);
    if (previous) {
      const x = widest / 2 + 1;
      arrows.push({ x1: x, y1: previous.top + previous.height + 3, x2: x, y2: top - depth - 3 });
    }
    blocks.push({ kind: layer.kind, left, top, width, height, depth, labels });
    edge += rowHeight + ARROW;
  }
  const width = Math.max(...layers.map((layer) => widest + 1.5 * MARGIN + Math.max(...widthsOf(layer))));
  return { width, height: Math.max(edge - ARROW + 1, 0), blocks, arrows, anchor: "start" };
}

/** Maps are slabs: as high as the maps, as wide as there are channels. Units are a bar, by the order of their number. */
function solidOf(output: readonly number[], scale: number) {
  const [height = 1, width = 1, channels] = output;
  if (channels === undefined) {
    const count = output[0] ?? 1;
    return { width: 10 * scale + 2, height: (20 + 7 * Math.log2(Math.max(count, 1))) * scale, depth: 0 };
  }
  return {
    width: (6 + 4 * Math.sqrt(channels)) * scale,
    height: Math.max(height * 3.6, 8) * scale,
    depth: Math.max(width * 0.9, 2) * scale,
  };
}

function widthsOf({ name, lines }: LabelledLayer): number[] {
  return [name.length * NAME_LETTER, ...lines.map((line) => line.length * LETTER)];
}
