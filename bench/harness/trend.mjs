// Whether a row of measurements goes up or down, though each of them is like the one before.

/**
 * @typedef {object} Line in units of y for one of x
 * @property {number} slope by least squares
 * @property {number} low of the 95 % confidence interval of the slope
 * @property {number} high
 *
 * @typedef {Line & { robust: number, mean: number, count: number }} Trend robust: the median of the slopes between all
 *   pairs (Theil and Sen), which outliers don't move
 *
 * @typedef {"flat" | "rises" | "falls"} Verdict
 */

/** So few that neighbouring ones have little in common, and enough for a line. */
const BLOCKS = 12;
export const LEAST_SAMPLES = BLOCKS;
/** The 97.5th percentile of Student's distribution with two degrees of freedom less than there are blocks. */
const QUANTILE = 2.228138851986274;

/**
 * @param {readonly number[]} x in rising order, about evenly spaced
 * @param {readonly number[]} y
 * @returns {Trend}
 */
export function trendOf(x, y) {
  return { ...lineThrough(x, y), robust: medianSlope(x, y), mean: mean(y), count: y.length };
}

/**
 * Through the means of blocks: measurements that are like their neighbours tell less than their number suggests, and
 * an interval from each by itself would be far too narrow.
 * @param {readonly number[]} x
 * @param {readonly number[]} y
 * @returns {Line}
 */
export function lineThrough(x, y) {
  if (x.length < BLOCKS) throw new Error(`a trend takes ${BLOCKS} measurements`);
  const [across, up] = [blockMeans(x), blockMeans(y)];
  const [middle, level] = [mean(across), mean(up)];
  const offsets = across.map((value) => value - middle);
  const spread = sum(offsets.map((value) => value * value));
  const slope = sum(offsets.map((value, place) => value * (at(up, place) - level))) / spread;
  const misses = offsets.map((value, place) => at(up, place) - level - slope * value);
  const error = Math.sqrt(sum(misses.map((value) => value * value)) / (BLOCKS - 2) / spread);
  return { slope, low: slope - QUANTILE * error, high: slope + QUANTILE * error };
}

/** @param {readonly number[]} values */
function blockMeans(values) {
  const edge = (/** @type {number} */ block) => Math.floor((block * values.length) / BLOCKS);
  return Array.from({ length: BLOCKS }, (_, block) => mean(values.slice(edge(block), edge(block + 1))));
}

/**
 * Flat is what can't be told from it, and what is too little to matter.
 * @param {Line} line
 * @param {number} tolerance a slope of no consequence
 * @returns {Verdict}
 */
export function verdictOn({ slope, low, high }, tolerance) {
  if ((low <= 0 && high >= 0) || Math.abs(slope) <= tolerance) return "flat";
  return slope > 0 ? "rises" : "falls";
}

/** @param {readonly number[]} x @param {readonly number[]} y */
export function medianSlope(x, y) {
  const slopes = [];
  for (let first = 0; first < x.length; first++) {
    for (let second = first + 1; second < x.length; second++) {
      const run = at(x, second) - at(x, first);
      if (run !== 0) slopes.push((at(y, second) - at(y, first)) / run);
    }
  }
  const sorted = Float64Array.from(slopes).sort();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** @param {readonly number[]} values @param {number} place */
function at(values, place) {
  return values[place] ?? Number.NaN;
}

/** @param {readonly number[]} values */
function mean(values) {
  return sum(values) / values.length;
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
