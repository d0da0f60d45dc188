// Numbers made from what was measured.

/** @typedef {import("./measure.mjs").Measurement} Measurement */

const LAST_LOSSES = 3;

/**
 * @typedef {object} Figures
 * @property {number} [firstMillis]
 * @property {number} [warmMillis] the median
 * @property {number} [trainedPerSecond] images
 * @property {number} [testedPerSecond] images
 * @property {number} steps timed, the first included
 * @property {number} [firstLoss]
 * @property {number} [lastLoss]
 * @property {boolean} [hasLearned]
 */

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing");
  return (lower + upper) / 2;
}

/**
 * @param {Measurement} measurement
 * @param {number} batch
 * @returns {Figures}
 */
export function figuresOf(measurement, batch) {
  const { firstMillis, firstLoss, warmMillis, series, tested } = measurement;
  const one = warmMillis.length > 0 ? median(warmMillis) : undefined;
  const perStep = series ? series.millis / series.steps : one;
  return {
    firstMillis,
    warmMillis: one,
    trainedPerSecond: perStep && (batch * 1000) / perStep,
    testedPerSecond: tested && (tested.images * 1000) / tested.millis,
    steps: (firstMillis === undefined ? 0 : 1) + warmMillis.length + (series?.steps ?? 0),
    firstLoss,
    lastLoss: lastLossOf(measurement),
    hasLearned: hasLearned(measurement),
  };
}

/**
 * Whether the loss is lower than at the start; undefined while that would be chance.
 * @param {Measurement} measurement
 */
export function hasLearned(measurement) {
  const { firstLoss, losses } = measurement;
  const lastLoss = lastLossOf(measurement);
  if (firstLoss === undefined || lastLoss === undefined) return undefined;
  if (!Number.isFinite(lastLoss)) return false;
  return losses.length < LAST_LOSSES ? undefined : lastLoss < firstLoss;
}

/** The mean of several, since mini-batches differ. @param {Measurement} measurement */
function lastLossOf({ losses }) {
  return losses.length > 0 ? mean(losses.slice(-LAST_LOSSES)) : undefined;
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * How many times as fast as `peer` the first one trains, if both learn as far as is known.
 * @param {Figures | undefined} ours
 * @param {Figures} peer
 */
export function ratio(ours, peer) {
  if (ours?.hasLearned === false || peer.hasLearned === false) return undefined;
  if (!ours?.trainedPerSecond || !peer.trainedPerSecond) return undefined;
  return ours.trainedPerSecond / peer.trainedPerSecond;
}
