import { expect, test } from "vitest";
import { Drawing, replay } from "./drawing";
import type { Point, Stroke } from "./operation";
import { PAD_SIDE } from "./surface";

const stroke = (points: Point[], pen: Partial<Stroke> = {}): Stroke => ({
  type: "stroke",
  tool: "brush",
  width: 16,
  grey: 255,
  points,
  ...pen,
});
const drawn = (...strokes: Stroke[]) => {
  const { ink } = replay(strokes);
  return { ink, at: (x: number, y: number) => ink[y * PAD_SIDE + x] };
};

test("a tap leaves a round dot of the brush's width", () => {
  const { ink } = drawn(stroke([[100, 120, 1]], { width: 20, grey: 200 }));
  const wrong = ink.filter((level, index) => {
    const x = (index % PAD_SIDE) + 0.5 - 100;
    const y = Math.floor(index / PAD_SIDE) + 0.5 - 120;
    const distance = Math.sqrt(x * x + y * y);
    return (distance < 9 && level !== 200) || (distance > 11 && level !== 0);
  });
  expect(wrong.length).toBe(0);
  const area = ink.reduce((sum, level) => sum + level / 200, 0);
  expect(area).toBeCloseTo(Math.PI * 100, -1);
});

test("even the lightest tap is seen", () => {
  expect(drawn(stroke([[100.5, 100.5, 0]], { width: 4 })).at(100, 100)).toBe(255);
});

test("a fast stroke has no gaps", () => {
  const { at } = drawn(
    stroke([
      [10, 20, 1],
      [270, 240, 1],
    ]),
  );
  for (let x = 10; x < 270; x++) expect(at(x, Math.floor(20 + ((x - 10) * 220) / 260))).toBe(255);
});

test("pressure makes a stroke thinner, evenly from point to point", () => {
  const { at } = drawn(
    stroke(
      [
        [20, 100, 1],
        [260, 100, 0.25],
      ],
      { width: 40 },
    ),
  );
  const thickness = (x: number) =>
    Array.from({ length: PAD_SIDE }, (_, y) => at(x, y)).filter(Boolean).length;
  expect(thickness(22)).toBeGreaterThan(36);
  expect(Math.abs(thickness(140) - 25)).toBeLessThanOrEqual(2);
  expect(thickness(258)).toBeLessThan(13);
});

test("a stroke that goes over itself is not brighter there, not even at its soft edge", () => {
  const line: Point[] = [
    [40, 100.3, 1],
    [240, 100.3, 1],
  ];
  const once = drawn(stroke(line, { grey: 160 }));
  const often = drawn(stroke([...line, ...line.toReversed(), ...line], { grey: 160 }));
  expect(Buffer.compare(often.ink, once.ink)).toBe(0);
});

test("a darker brush covers a brighter one", () => {
  const { at } = drawn(stroke([[100, 100, 1]]), stroke([[100, 100, 1]], { width: 8, grey: 96 }));
  expect(at(100, 100)).toBe(96);
  expect(at(106, 100)).toBe(255);
});

test("the eraser takes ink away, and only where it was", () => {
  const line: Point[] = [
    [100, 20, 1],
    [100, 260, 1],
  ];
  const { at } = drawn(stroke(line), stroke([[100, 100, 1]], { tool: "eraser", width: 30 }));
  expect(at(100, 100)).toBe(0);
  expect(at(100, 60)).toBe(255);
  expect(
    drawn(stroke(line), stroke(line, { tool: "eraser", width: 20 })).ink.every((level) => level === 0),
  ).toBe(true);
});

test("a stroke may leave the pad: it does not run along its rim", () => {
  const { at } = drawn(
    stroke([
      [250, 140, 1],
      [400, 140, 1],
      [400, -100, 1],
    ]),
  );
  expect(at(279, 140)).toBe(255);
  expect(at(279, 100)).toBe(0);
});

test("points arriving one at a time leave the same ink as all at once", () => {
  const points = Array.from(
    { length: 60 },
    (_, index): Point => [20 + index * 4.07, 140 + 100 * Math.sin(index / 5), 0.3 + (index % 7) / 10],
  );
  const drawing = new Drawing();
  drawing.begin(stroke(points.slice(0, 1)));
  for (const point of points.slice(1)) drawing.extend([point]);
  expect(Buffer.compare(drawing.surface.ink, drawn(stroke(points)).ink)).toBe(0);
});

test("a long stroke grows fast enough for every pointer event", () => {
  const drawing = new Drawing();
  drawing.begin(stroke([[140, 140, 1]], { width: 48 }));
  const count = 500;
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    drawing.extend([[140 + 130 * Math.cos(index), 140 + 130 * Math.sin(index * 1.3), 1]]);
  }
  // Milliseconds; a fast pen has 8 between two events.
  expect((performance.now() - start) / count).toBeLessThan(4);
});
