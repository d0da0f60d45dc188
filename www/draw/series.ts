/** Turns reports into the points of a chart. Knows no DOM and no chart library. */

/** x and y of one line, in order of x. */
export interface Points {
  x: number[];
  y: number[];
}

/** Beyond this many points a line is drawn from means, since a screen shows no more. */
export const DRAWN_POINTS = 4000;

/** Means of equally long stretches, at most `limit` of them. A short line comes back as it is. */
export function decimate(points: Points, limit = DRAWN_POINTS): Points {
  const count = points.x.length;
  if (count <= limit) return points;
  const stride = Math.ceil(count / limit);
  const means: Points = { x: [], y: [] };
  for (let start = 0; start < count; start += stride) {
    means.x.push(mean(points.x.slice(start, start + stride)));
    means.y.push(mean(points.y.slice(start, start + stride)));
  }
  return means;
}

/**
 * Exponential moving average over about `span` of x. Each point weighs as much as the stretch of x that it
 * stands for, so that the line does not depend on how often the engine reports.
 */
export function smooth({ x, y }: Points, span: number): Points {
  let sum = 0;
  let weight = 0;
  const means = y.map((value, index) => {
    const stretch = (x[index] ?? 0) - (x[index - 1] ?? 0);
    const keep = Math.exp(-stretch / span);
    sum = sum * keep + value * stretch;
    weight = weight * keep + stretch;
    return weight > 0 ? sum / weight : value;
  });
  return { x, y: means };
}

/** The range of `values` without the outer `share` at either end, so that a first spike does not flatten the rest. */
export function robustRange(
  values: readonly number[],
  share: number,
): [low: number, high: number] | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * share);
  const low = sorted.at(cut);
  const high = sorted.at(sorted.length - 1 - cut);
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** Of the training line, at either end, left out of the drawn range: the first mini-batches. */
const OUTLIERS = 0.03;
/** What shares are drawn down to at least, where something is to be compared with them. */
const COMPARED_FROM = 0.8;

/** The values that a chart is to show: nearly all of training, and everything that was measured. */
export interface Shown {
  train: readonly number[];
  measured: readonly number[];
}

/** The range of shares to draw, always up to all. */
export function rangeOfShares({ train, measured }: Shown, isCompared: boolean): [low: number, high: number] {
  const lowest = [...(robustRange(train, OUTLIERS)?.slice(0, 1) ?? [0]), ...measured];
  const rounded = Math.max(Math.floor(Math.min(...lowest) * 10) / 10 - 0.05, 0);
  return [isCompared ? Math.min(rounded, COMPARED_FROM) : rounded, 1];
}

/** The range of losses to draw: from zero, or with a logarithm from the lowest above it. */
export function rangeOfLosses(
  { train, measured }: Shown,
  isLogarithmic: boolean,
): [low: number, high: number] {
  // Zero has no logarithm.
  const drawn = (losses: readonly number[]) => losses.filter((loss) => loss > 0 || !isLogarithmic);
  const extremes = [...(robustRange(drawn(train), OUTLIERS) ?? [0.1, 2.4]), ...drawn(measured)];
  return [
    isLogarithmic ? Math.min(...extremes) * 0.8 : 0,
    Math.max(...extremes.map((loss) => loss * 1.1), 0.1),
  ];
}

/** Leading digits of ticks, from few to many. */
const TICK_DIGITS = [
  [1, 2, 3, 5],
  [1, 1.5, 2, 3, 4, 5, 7],
  Array.from({ length: 18 }, (_, index) => 1 + index / 2),
];

/** Round numbers between two values of a logarithmic axis. */
export function ticksOfLogarithm(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, index) => first + index);
  const choices = TICK_DIGITS.map((digits) =>
    powers
      // Written and read again, since 3 * 0.1 is not 0.3.
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((tick) => tick >= low && tick <= high),
  );
  return choices.find((ticks) => ticks.length > 2) ?? choices.at(-1) ?? [];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
