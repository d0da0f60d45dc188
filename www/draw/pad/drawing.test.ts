import { describe, expect, test } from "vitest";
import { Drawing, replay } from "./drawing";
import { imageOperation, inkOperation, type Operation, operationsFrom, type Point } from "./operation";
import { PAD_PIXELS } from "./surface";

/** Vitest compares typed arrays element by element, which takes seconds here. */
const same = (one: Uint8Array, other: Uint8Array | undefined) =>
  other !== undefined && Buffer.compare(one, other) === 0;

const stroke = (points: Point[], tool: "brush" | "eraser" = "brush"): Operation => ({
  type: "stroke",
  tool,
  width: 16,
  grey: 208,
  points,
});

/** One of each kind, each changing the ink. */
const EVERY_KIND: readonly Operation[] = [
  { type: "silhouette", label: 0, grey: 160 },
  stroke([
    [33.333, 20.5, 0.777],
    [250, 90, 1],
  ]),
  { type: "mirror" },
  { type: "fill", x: 140, y: 200, grey: 96 },
  stroke([[140, 140, 1]], "eraser"),
  { type: "clear" },
  inkOperation(Uint8Array.from({ length: PAD_PIXELS }, (_, index) => index % 251)),
  imageOperation(Uint8Array.from({ length: 784 }, (_, index) => index % 256)),
];

function statesAfter(operations: readonly Operation[]): { drawing: Drawing; inks: Uint8Array[] } {
  const drawing = new Drawing();
  const inks = [drawing.surface.ink.slice()];
  for (const operation of operations) {
    drawing.apply(operation);
    inks.push(drawing.surface.ink.slice());
  }
  return { drawing, inks };
}

describe("undo and redo", () => {
  test("go through every state, exact to the byte", () => {
    const { drawing, inks } = statesAfter(EVERY_KIND);
    for (const ink of inks.slice(0, -1).toReversed()) {
      expect(drawing.canUndo).toBe(true);
      drawing.undo();
      expect(same(drawing.surface.ink, ink)).toBe(true);
      expect(same(replay(drawing.operations).ink, ink)).toBe(true);
    }
    expect(drawing.canUndo).toBe(false);
    for (const ink of inks.slice(1)) {
      expect(drawing.canRedo).toBe(true);
      drawing.redo();
      expect(same(drawing.surface.ink, ink)).toBe(true);
    }
    expect(drawing.canRedo).toBe(false);
    expect(drawing.operations.length).toBe(EVERY_KIND.length);
  });

  test("at least 50 steps can be taken back; older ones stay in the drawing", () => {
    const dots = Array.from({ length: 100 }, (_, index) => stroke([[5 + index * 2.7, 100, 1]]));
    const { drawing, inks } = statesAfter(dots);
    let steps = 0;
    while (drawing.canUndo) {
      drawing.undo();
      steps++;
    }
    expect(steps).toBeGreaterThanOrEqual(50);
    expect(same(drawing.surface.ink, inks[100 - steps])).toBe(true);
    expect(same(replay(drawing.operations).ink, inks[100 - steps])).toBe(true);
  });

  test("something new ends what can be done again", () => {
    const { drawing } = statesAfter(EVERY_KIND.slice(0, 2));
    drawing.undo();
    drawing.apply({ type: "fill", x: 140, y: 140, grey: 255 });
    expect(drawing.canRedo).toBe(false);
  });

  test("what changes nothing is no step: undo always shows something", () => {
    const { drawing } = statesAfter([stroke([[140, 140, 1]])]);
    drawing.undo();
    drawing.clear();
    drawing.mirror();
    drawing.apply(stroke([[140, 140, 1]], "eraser"));
    expect(drawing.canUndo).toBe(false);
    expect(drawing.canRedo).toBe(true);
    expect(drawing.operations).toEqual([]);
  });

  test("take back a stroke under way", () => {
    const drawing = new Drawing();
    drawing.begin({ type: "stroke", tool: "brush", width: 8, grey: 255, points: [[10, 10, 1]] });
    drawing.extend([[200, 200, 1]]);
    expect(drawing.canUndo).toBe(true);
    drawing.undo();
    expect(drawing.surface.isEmpty).toBe(true);
    drawing.extend([[50, 50, 1]]);
    expect(drawing.surface.isEmpty).toBe(true);
  });
});

describe("a drawing as JSON", () => {
  test("leaves the same bytes, also while a stroke is under way", () => {
    const drawing = new Drawing();
    const check = () => {
      const operations = operationsFrom(JSON.parse(JSON.stringify(drawing.operations)));
      expect(same(replay(operations).ink, drawing.surface.ink)).toBe(true);
      expect(same(new Drawing(operations).surface.ink, drawing.surface.ink)).toBe(true);
    };
    for (const operation of EVERY_KIND) {
      drawing.apply(operation);
      check();
    }
    drawing.begin({
      type: "stroke",
      tool: "eraser",
      width: 28,
      grey: 255,
      points: [[33.14159, -900, 0.123456]],
    });
    drawing.extend([
      [1e6 / 7, 1000 / 3, 2],
      [100 / 7, 200 / 3, 0.6],
    ]);
    check();
    drawing.end();
    check();
  });

  test.each<[string, unknown, RegExp]>([
    ["no list", { type: "clear" }, /^drawing: found .*, wanted a list of operations/],
    ["no object", [3], /^operation 1: found 3, wanted an object/],
    [
      "an unknown type",
      [{ type: "clear" }, { type: "spray" }],
      /^operation 2: type: found "spray", wanted one of/,
    ],
    [
      "an unknown tool",
      [{ ...stroke([[1, 1, 1]]), tool: "pen" }],
      /tool: found "pen", wanted "brush" or "eraser"/,
    ],
    ["a stroke of no points", [stroke([])], /points: found \[\], wanted a list of at least one point/],
    [
      "half a point",
      [{ ...stroke([]), points: [[1, 2]] }],
      /point 1: found \[1,2\], wanted \[x, y, pressure\]/,
    ],
    ["a point of text", [{ ...stroke([]), points: [[1, "2", 1]] }], /point 1: y: found "2", wanted a number/],
    [
      "no width",
      [{ ...stroke([[1, 1, 1]]), width: Number.NaN }],
      /width: found null, wanted a number from 1/,
    ],
    [
      "a fraction of a grey",
      [{ type: "fill", x: 1, y: 1, grey: 1.5 }],
      /grey: found 1.5, wanted a whole number/,
    ],
    [
      "an eleventh class",
      [{ type: "silhouette", label: 10, grey: 9 }],
      /label: found 10, wanted a number from 0 to 9/,
    ],
    ["no base64", [{ type: "image", pixels: "<p>" }], /pixels: found "<p>", wanted 784 bytes in base64/],
    ["half an image", [{ type: "image", pixels: "AAAA" }], /pixels: found 3 bytes, wanted 784 bytes/],
  ])("%s is refused", (_, json, message) => {
    expect(() => operationsFrom(json)).toThrow(message);
  });
});

test("mirrored twice, a drawing is as it was", () => {
  const { drawing, inks } = statesAfter([stroke([[40, 60, 1]])]);
  drawing.mirror();
  expect(same(drawing.surface.ink, inks[1])).toBe(false);
  drawing.mirror();
  expect(same(drawing.surface.ink, inks[1])).toBe(true);
});

test("a cleared pad is empty", () => {
  const { drawing } = statesAfter(EVERY_KIND);
  expect(drawing.surface.isEmpty).toBe(false);
  drawing.clear();
  expect(drawing.surface.isEmpty).toBe(true);
});

test("the version tells of every change of the ink", () => {
  const drawing = new Drawing();
  const changes = [
    () => drawing.begin({ type: "stroke", tool: "brush", width: 8, grey: 255, points: [[10, 10, 1]] }),
    () => drawing.extend([[100, 100, 1]]),
    () => drawing.mirror(),
    () => drawing.undo(),
    () => drawing.redo(),
    () => drawing.clear(),
  ];
  for (const change of changes) {
    const { version } = drawing;
    change();
    expect(drawing.version).toBeGreaterThan(version);
  }
});
