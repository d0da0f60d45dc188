// From the samples of a soak to what is said of them.

import { Failure } from "../../scripts/lib/report.mjs";
import { LEAST_SAMPLES, trendOf, verdictOn } from "./trend.mjs";

/**
 * @typedef {object} Sample
 * @property {number} seconds since the training began
 * @property {number} pageBytes
 * @property {number} workerBytes
 * @property {number} wasmBytes
 * @property {number} gpuBuffers
 * @property {number} gpuBytes
 * @property {number} nodes
 * @property {number} listeners
 * @property {number} tabBytes the tab's process, as PSS
 * @property {number} gpuProcessBytes
 * @property {number} steps reports of training that the page holds
 * @property {number} evaluations
 * @property {number} epoch
 * @property {number} imagesSeen
 * @property {number} trainMillis spent training, without tests
 *
 * @typedef {object} Figure slopes are by the hour
 * @property {string} name
 * @property {string} unit
 * @property {import("./trend.mjs").Trend} trend
 * @property {number} tolerance
 * @property {import("./trend.mjs").Verdict} verdict
 * @property {boolean} isGood
 */

/** What the page promises (`www/state/history.ts`). */
const BOUNDS = { steps: 2000, evaluations: 500 };
/** A tab that is open for a day may grow by 100 MB. */
const BYTES_PER_HOUR = 4e6;
/** The share of its speed that it may lose in an hour. */
const SPEED_PER_HOUR = 0.02;
const OBJECTS_PER_HOUR = 100;

/** @type {readonly { name: string, key: keyof Sample, unit: string, scale: number, tolerance: number }[]} */
const HELD = [
  { name: "wasm memory", key: "wasmBytes" },
  { name: "heap of the page", key: "pageBytes" },
  { name: "heap of the worker", key: "workerBytes" },
  { name: "GPU buffers", key: "gpuBytes" },
  { name: "process of the tab", key: "tabBytes" },
  { name: "process of the GPU", key: "gpuProcessBytes" },
]
  .map((each) => ({ ...each, unit: "MB", scale: 1e6, tolerance: BYTES_PER_HOUR / 1e6 }))
  .concat(
    [
      { name: "GPU buffers, number", key: "gpuBuffers" },
      { name: "nodes of the page, without rows", key: "nodes" },
      { name: "listeners of the page", key: "listeners" },
    ].map((each) => ({ ...each, unit: "", scale: 1, tolerance: OBJECTS_PER_HOUR })),
  )
  .map(({ key, ...each }) => ({ ...each, key: /** @type {keyof Sample} */ (key) }));

/** @param {readonly Sample[]} samples without those of the warm-up @returns {Figure[]} */
export function soakFigures(samples) {
  const speeds = speedsOf(samples);
  if (speeds.length < LEAST_SAMPLES) {
    throw new Failure(
      `images were trained on between ${speeds.length} samples only`,
      `take a longer time: --minutes; ${LEAST_SAMPLES} are the least`,
    );
  }
  const held = HELD.filter(({ key }) => samples.some((sample) => sample[key] > 0)).map(
    ({ name, key, unit, scale, tolerance }) => {
      const trend = trendOf(
        samples.map(({ seconds }) => seconds / 3600),
        samples.map((sample) => sample[key] / scale),
      );
      const verdict = verdictOn(trend, tolerance);
      return { name, unit, trend, tolerance, verdict, isGood: verdict !== "rises" };
    },
  );
  const trend = trendOf(
    speeds.map(({ seconds }) => seconds / 3600),
    speeds.map(({ imagesPerSecond }) => imagesPerSecond),
  );
  const tolerance = trend.mean * SPEED_PER_HOUR;
  const verdict = verdictOn(trend, tolerance);
  return [...held, { name: "images/s", unit: "", trend, tolerance, verdict, isGood: verdict !== "falls" }];
}

/** Between each two samples, but for those between which nothing was trained, as while it tests. @param {readonly Sample[]} samples */
export function speedsOf(samples) {
  return samples.slice(1).flatMap(({ seconds, imagesSeen, trainMillis }, place) => {
    const before = samples[place];
    const millis = trainMillis - (before?.trainMillis ?? trainMillis);
    if (!before || millis <= 0) return [];
    return [{ seconds, imagesPerSecond: ((imagesSeen - before.imagesSeen) / millis) * 1000 }];
  });
}

/** What was held of the history at most, and whether it kept to its bounds. @param {readonly Sample[]} samples */
export function mostHeld(samples) {
  const steps = Math.max(...samples.map((sample) => sample.steps));
  const evaluations = Math.max(...samples.map((sample) => sample.evaluations));
  return { steps, evaluations, isBounded: steps <= BOUNDS.steps && evaluations <= BOUNDS.evaluations };
}

/** As Markdown. @param {readonly Figure[]} figures */
export function soakTable(figures) {
  const header = ["what", "mean", "slope per hour", "95 % interval", "Theil–Sen", "tolerated", "verdict"];
  const rows = figures.map(({ name, unit, trend, tolerance, verdict }) => {
    const { mean, slope, low, high, robust } = trend;
    const signed = (/** @type {number} */ value) =>
      `${Number(rounded(value)) > 0 ? "+" : ""}${rounded(value)}`;
    return [
      unit ? `${name}, ${unit}` : name,
      rounded(mean),
      signed(slope),
      `${signed(low)} to ${signed(high)}`,
      signed(robust),
      `±${rounded(tolerance)}`,
      verdict,
    ];
  });
  return [header, header.map((_, place) => (place ? "---:" : "---")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** Three digits. @param {number} value */
function rounded(value) {
  const magnitude = Math.abs(value);
  if (magnitude < 0.0005) return "0";
  const digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
  return value.toFixed(digits);
}
