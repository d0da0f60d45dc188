/**
 * Where everything of a chart for paper stands: pure numbers, so that the page can draw it as SVG, which prints
 * sharply, and a picture of it on a canvas. Lines differ in dashes and markers, since paper may have no colour.
 */

import { type Points, robustRange } from "./series";

/** What a line is of; how it looks follows from it. */
export type LineKind =
  /** Training as it was reported, in the background. */
  | "steps"
  /** Training, over each epoch. */
  | "train"
  /** Training images counted as the test images are. */
  | "sample"
  | "test";

export interface ReportLine {
  kind: LineKind;
  label: string;
  points: Points;
}

export interface ChartWish {
  lines: readonly ReportLine[];
  width: number;
  height: number;
  /** Kept free to the right of the plot for the names of the lines; without it there are none. */
  labelWidth: number;
  formatX(value: number): string;
  formatY(value: number): string;
  /** Beyond this there are no values, such as accuracies above 1. */
  highest: number;
}

export interface Place {
  x: number;
  y: number;
}

export interface Frame extends Place {
  width: number;
  height: number;
}

export interface Tick {
  /** From the left or from the top. */
  at: number;
  text: string;
}

export interface DrawnLine {
  kind: LineKind;
  /** Through all points. Those of `steps` can lie outside of the plot. */
  points: readonly Place[];
  markers: readonly Place[];
  label: { text: string; at: Place; from: Place } | undefined;
}

export interface ReportChart {
  width: number;
  height: number;
  plot: Frame;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  lines: readonly DrawnLine[];
}

const MARGIN = { top: 10, right: 12, bottom: 28, left: 58 };
/** Between the baselines of two names. */
const LABEL_DISTANCE = 17;
/** Between the end of a line and its name. */
const LABEL_GAP = 18;
const MOST_X_TICKS = 10;
/** About so many, since their distance is a round number. */
const Y_TICKS = 5;
/** More markers than these run into each other. */
const MOST_MARKERS = 30;
/** Of the reports, at either end, left out of the drawn range as long as no epoch is complete. */
const OUTLIERS = 0.05;

export function reportChart(wish: ChartWish): ReportChart {
  const lines = wish.lines.map((line) => ({ ...line, points: finite(line.points) }));
  const { width, height, labelWidth, formatX, formatY } = wish;
  const { top, right, bottom, left } = MARGIN;
  const plot: Frame = {
    x: left,
    y: top,
    width: width - left - (labelWidth > 0 ? labelWidth : right),
    height: height - top - bottom,
  };
  const end = Math.max(...lines.flatMap(({ points }) => points.x), 1);
  const [low, high, step] = niceRange(drawnValues(lines), wish.highest);
  const across = (x: number) => plot.x + (x / end) * plot.width;
  const down = (y: number) => plot.y + ((high - y) / (high - low)) * plot.height;
  const tick = (at: number, text: string): Tick => ({ at, text });

  const placed = lines.map(({ points }) =>
    points.x.map((x, index) => ({ x: across(x), y: down(points.y[index] ?? Number.NaN) })),
  );
  const labels = labelWidth > 0 ? labelPlaces(lines, placed, plot) : [];
  return {
    width,
    height,
    plot,
    xTicks: steps(0, end, Math.max(niceStep(end / MOST_X_TICKS), 1)).map((x) => tick(across(x), formatX(x))),
    yTicks: steps(low, high, step).map((y) => tick(down(y), formatY(y))),
    lines: lines.map(({ kind }, index) => {
      const points = placed[index] ?? [];
      const markers = kind === "steps" ? [] : spread(points, MOST_MARKERS);
      return { kind, points, markers, label: labels[index] };
    }),
  };
}

/** A diverged loss is not a number. */
function finite({ x, y }: Points): Points {
  const isDrawn = (_: number, index: number) => Number.isFinite(y[index]);
  return { x: x.filter(isDrawn), y: y.filter(isDrawn) };
}

/** Those that the range must hold: of whole epochs, as soon as there are any. */
function drawnValues(lines: readonly ReportLine[]): number[] {
  const ofEpochs = lines.filter(({ kind }) => kind !== "steps").flatMap(({ points }) => points.y);
  if (ofEpochs.length > 0) return ofEpochs;
  const ofSteps = lines.flatMap(({ points }) => points.y);
  return robustRange(ofSteps, OUTLIERS) ?? [0, 1];
}

/** The range of the values, grown to whole ticks. */
function niceRange(values: readonly number[], highest: number): [low: number, high: number, step: number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  // A single value still needs a range around it.
  const span = most - least || Math.abs(most) * 0.2 || 1;
  const step = niceStep(span / Y_TICKS);
  const low = Math.max(Math.floor((least - span * 0.05) / step) * step, 0);
  const high = Math.min(Math.ceil((most + span * 0.05) / step) * step, highest);
  return [low, high > low ? high : low + step, step];
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= least * 0.999) ?? 10;
  return factor * power;
}

function steps(low: number, high: number, step: number): number[] {
  const count = Math.floor((high - low) / step + 1e-6);
  // Counted, since added steps would end in 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, index) => Number((low + index * step).toPrecision(12)));
}

/** At most `most` of them, evenly, with the last. */
function spread<T>(all: readonly T[], most: number): T[] {
  const stride = Math.ceil(all.length / most) || 1;
  return all.filter((_, index) => (all.length - 1 - index) % stride === 0);
}

/** Names right of where their lines end, moved apart as far as they would overlap. */
function labelPlaces(
  lines: readonly ReportLine[],
  placed: readonly (readonly Place[])[],
  plot: Frame,
): DrawnLine["label"][] {
  const ends = lines.flatMap(({ kind, label }, index) => {
    const from = placed[index]?.at(-1);
    return kind === "steps" || !from ? [] : [{ index, text: label, from }];
  });
  const sorted = ends.sort((a, b) => a.from.y - b.from.y);
  const heights: number[] = [];
  for (const { from } of sorted) {
    heights.push(Math.max(from.y, (heights.at(-1) ?? -Infinity) + LABEL_DISTANCE));
  }
  // Pushed beyond the bottom, they move up again, the lowest first.
  let floor = plot.y + plot.height;
  for (let place = heights.length - 1; place >= 0; place--) {
    heights[place] = Math.min(heights[place] ?? floor, floor);
    floor = (heights[place] ?? floor) - LABEL_DISTANCE;
  }
  const labels: DrawnLine["label"][] = lines.map(() => undefined);
  sorted.forEach(({ index, text, from }, place) => {
    labels[index] = { text, from, at: { x: plot.x + plot.width + LABEL_GAP, y: heights[place] ?? from.y } };
  });
  return labels;
}

/** `M1,2L3,4`, as SVG and `Path2D` take it. */
export function pathOf(points: readonly Place[]): string {
  const text = points.map(({ x, y }) => `${rounded(x)},${rounded(y)}`);
  return text.length === 0 ? "" : `M${text.join("L")}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A circle, a square and a triangle: told apart without colour. */
export function markerPath(kind: LineKind, { x, y }: Place): string {
  const at = (dx: number, dy: number) => ({ x: x + dx, y: y + dy });
  switch (kind) {
    case "test":
      return `M${rounded(x - 4)},${rounded(y)}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z`;
    case "train":
      return `${pathOf([at(-3.5, -3.5), at(3.5, -3.5), at(3.5, 3.5), at(-3.5, 3.5)])}Z`;
    case "sample":
      return `${pathOf([at(0, -4.5), at(4.2, 3.2), at(-4.2, 3.2)])}Z`;
    case "steps":
      return "";
  }
}
