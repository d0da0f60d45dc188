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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
