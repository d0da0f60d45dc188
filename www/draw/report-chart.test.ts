import { describe, expect, test } from "vitest";
import { type ChartWish, markerPath, pathOf, type ReportLine, reportChart } from "./report-chart";

const EPOCHS = [1, 2, 3, 4];

function line(kind: ReportLine["kind"], y: number[], x = EPOCHS): ReportLine {
  return { kind, label: kind, points: { x: x.slice(0, y.length), y } };
}

function chartOf(lines: ReportLine[], wish: Partial<ChartWish> = {}) {
  return reportChart({
    lines,
    width: 640,
    height: 280,
    labelWidth: 150,
    formatX: String,
    formatY: String,
    highest: 1,
    ...wish,
  });
}

describe("the range", () => {
  test("ticks are round numbers that hold all values of epochs", () => {
    const { yTicks, plot } = chartOf([line("train", [0.8131, 0.8765, 0.92]), line("test", [0.8765, 0.9101])]);
    const values = yTicks.map(({ text }) => Number(text));
    expect(values[0]).toBeLessThanOrEqual(0.8131);
    expect(values.at(-1)).toBeGreaterThanOrEqual(0.92);
    expect(yTicks.map(({ text }) => text)).toEqual(["0.8", "0.825", "0.85", "0.875", "0.9", "0.925", "0.95"]);
    expect(yTicks[0]?.at).toBeCloseTo(plot.y + plot.height);
    expect(yTicks.at(-1)?.at).toBeCloseTo(plot.y);
  });

  test("no accuracy above 100 per cent is offered", () => {
    const { yTicks } = chartOf([line("train", [0.97, 0.999])]);
    expect(Number(yTicks.at(-1)?.text)).toBe(1);
  });

  test("the first reports, far below, do not flatten the epochs", () => {
    const early = line("steps", [0.1, 0.4, 0.7, 0.85], [0.1, 0.2, 0.5, 1]);
    const withSteps = chartOf([early, line("test", [0.88, 0.9])]);
    expect(withSteps.yTicks).toEqual(chartOf([line("test", [0.88, 0.9])]).yTicks);
  });

  test("a single epoch, and equal values, still have a range", () => {
    for (const values of [[0.9], [0.9, 0.9], [0]]) {
      const { lines, yTicks, plot } = chartOf([line("test", values)]);
      expect(yTicks.length).toBeGreaterThan(1);
      for (const { x, y } of lines[0]?.points ?? []) {
        expect(x).toBeGreaterThanOrEqual(plot.x);
        expect(y).toBeGreaterThanOrEqual(plot.y);
        expect(y).toBeLessThanOrEqual(plot.y + plot.height);
      }
    }
  });

  test("epochs are counted in whole numbers, and not too many for the axis", () => {
    const ticks = (count: number) => {
      const x = Array.from({ length: count }, (_, index) => index + 1);
      return chartOf([
        line(
          "test",
          x.map(() => 0.9),
          x,
        ),
      ]).xTicks.map(({ text }) => Number(text));
    };
    expect(ticks(1)).toEqual([0, 1]);
    expect(ticks(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(ticks(500)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500]);
  });
});

describe("the names of the lines", () => {
  test("never overlap and stay beside the plot, however close the lines end", () => {
    const values = [0.9, 0.901, 0.902, 0.5];
    for (const ends of [values, [...values].reverse(), [0.5, 0.5, 0.5, 0.9], [0.9, 0.9, 0.9, 0.5]]) {
      const lines = ends.map((end, index) => line("train", [0.7 + index / 100, end]));
      const { lines: drawn, plot } = chartOf(lines);
      const heights = drawn.map(({ label }) => label?.at.y ?? Number.NaN).sort((a, b) => a - b);
      heights.forEach((height, index) => {
        expect(height).toBeGreaterThanOrEqual(plot.y);
        expect(height).toBeLessThanOrEqual(plot.y + plot.height);
        if (index > 0) expect(height - (heights[index - 1] ?? 0)).toBeGreaterThanOrEqual(16.9);
      });
    }
  });

  test("stand in the order of the lines' ends", () => {
    const { lines } = chartOf([line("test", [0.9, 0.91]), line("train", [0.8, 0.95])]);
    expect(lines[1]?.label?.at.y).toBeLessThan(lines[0]?.label?.at.y ?? 0);
  });

  test("are left out where there is no room", () => {
    const { lines, plot } = chartOf([line("test", [0.9])], { labelWidth: 0, width: 340 });
    expect(lines[0]?.label).toBeUndefined();
    expect(plot.x + plot.width).toBeGreaterThan(320);
  });
});

test("a long run keeps its line, but not a marker for each epoch; the last always has one", () => {
  const x = Array.from({ length: 200 }, (_, index) => index + 1);
  const [drawn] = chartOf([
    line(
      "test",
      x.map((epoch) => epoch / 250),
      x,
    ),
  ]).lines;
  expect(drawn?.points).toHaveLength(200);
  expect(drawn?.markers.length).toBeLessThanOrEqual(30);
  expect(drawn?.markers.at(-1)).toEqual(drawn?.points.at(-1));
});

test("nothing at all is an empty chart with axes", () => {
  const { lines, xTicks, yTicks } = chartOf([]);
  expect(lines).toEqual([]);
  expect(xTicks.length).toBeGreaterThan(0);
  expect(yTicks.length).toBeGreaterThan(0);
});

test("a loss that is no longer a number is left out", () => {
  const { lines, yTicks } = chartOf([line("train", [0.5, Number.NaN, 0.4])]);
  expect(lines[0]?.points).toHaveLength(2);
  for (const { at } of yTicks) expect(Number.isFinite(at)).toBe(true);
});

test("paths are what SVG reads, and each kind has a marker of its own", () => {
  const points = [
    { x: 1, y: 2 },
    { x: 3.1199, y: 4 },
  ];
  expect(pathOf(points)).toBe("M1,2L3.1,4");
  expect(pathOf([])).toBe("");
  const shapes = (["test", "train", "sample"] as const).map((kind) => markerPath(kind, { x: 10, y: 10 }));
  expect(new Set(shapes).size).toBe(3);
});
