import { describe, expect, test } from "vitest";
import { type Diagram, type LabelledLayer, lyingDiagram, standingDiagram } from "./geometry";

function layer(kind: LabelledLayer["kind"], output: number[], ...lines: string[]): LabelledLayer {
  return { kind, output, name: kind, lines: [output.join(" × "), ...lines] };
}

const SHAPES: Record<string, LabelledLayer[]> = {
  usual: [
    layer("input", [28, 28, 1]),
    layer("convolution", [26, 26, 32], "320", "parameters"),
    layer("convolution", [24, 24, 64], "18,496", "parameters"),
    layer("pool", [12, 12, 64]),
    layer("flatten", [9216]),
    layer("dense", [128], "1,179,776", "parameters"),
    layer("dense", [10], "1,290", "parameters"),
  ],
  "dense only": [layer("input", [28, 28, 1]), layer("flatten", [784]), layer("dense", [32])],
  "wide convolutions": [
    layer("input", [28, 28, 1]),
    ...[26, 24, 22].map((side) => layer("convolution", [side, side, 128])),
    layer("dense", [1]),
  ],
};

/** Everything that is drawn of each layer, as boxes. */
function boxes({ blocks, anchor }: Diagram) {
  return blocks.map(({ left, top, width, height, depth, labels }) => {
    const lengths = labels.map(({ text }) => text.length * 6);
    const edges = labels.map(({ x }, at) => x - (anchor === "middle" ? (lengths[at] ?? 0) / 2 : 0));
    return {
      left: Math.min(left, ...edges),
      right: Math.max(left + width + depth, ...edges.map((edge, at) => edge + (lengths[at] ?? 0))),
      top: Math.min(top - depth, ...labels.map(({ y }) => y - 12)),
      bottom: Math.max(top + height, ...labels.map(({ y }) => y + 3)),
    };
  });
}

describe.each(Object.entries(SHAPES))("the diagram of %s layers", (_, layers) => {
  test("nothing overlaps and all is inside, lying and standing", () => {
    for (const [diagram, near, far] of [
      [lyingDiagram(layers), "left", "right"],
      [standingDiagram(layers), "top", "bottom"],
    ] as const) {
      const all = boxes(diagram);
      expect(all).toHaveLength(layers.length);
      for (const [index, box] of all.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(diagram.width);
        expect(box.bottom).toBeLessThanOrEqual(diagram.height);
        expect(box[near]).toBeGreaterThan(all[index - 1]?.[far] ?? -1);
      }
    }
  });

  test("arrows lead from each block to the next one", () => {
    for (const diagram of [lyingDiagram(layers), standingDiagram(layers)]) {
      expect(diagram.arrows).toHaveLength(layers.length - 1);
      for (const { x1, y1, x2, y2 } of diagram.arrows) expect(x2 - x1 + (y2 - y1)).toBeGreaterThan(3);
    }
  });
});

test("larger maps are higher, more channels wider, more units longer", () => {
  const [input, first, second, pool, flat, hidden] = lyingDiagram(SHAPES.usual ?? []).blocks;
  expect(input?.height).toBeGreaterThan(first?.height ?? Number.NaN);
  expect(second?.width).toBeGreaterThan(first?.width ?? Number.NaN);
  expect(pool?.height).toBeCloseTo((second?.height ?? 0) / 2);
  expect(flat?.height).toBeGreaterThan(hidden?.height ?? Number.NaN);
});

test("the usual network fits a phone standing", () => {
  expect(standingDiagram(SHAPES.usual ?? []).width).toBeLessThanOrEqual(328);
});
