// The measurement, the same for every system: a first step, steps one by one, steps in a row, and the test images.

import { COUNTED_STEPS, LEAST_STEPS } from "./options.mjs";
import { hasLearned, median } from "./statistics.mjs";

/**
 * A system that is open.
 * @typedef {object} Driver
 * @property {() => Promise<Facts>} open
 * @property {(count: number, readEvery: number) => Promise<{ millis: number, loss: number }>} train
 *   so many mini-batches, reading the loss after every `readEvery` of them
 * @property {(seconds: number) => Promise<{ millis: number, images: number }>} test
 * @property {() => Promise<GpuWork>} [gpuWork]
 *
 * @typedef {{ parameters: number, threads?: number, detail?: string }} Facts
 * @typedef {{ dispatches: number, uploadedBytes: number, reads: number }} GpuWork
 */

/**
 * What came out, as far as it got.
 * @typedef {object} Measurement
 * @property {Facts} [facts]
 * @property {number} [firstMillis]
 * @property {number} [firstLoss]
 * @property {number[]} warmMillis
 * @property {{ steps: number, millis: number }} [series] steps in a row
 * @property {number[]} losses all that were read after the first
 * @property {{ millis: number, images: number }} [tested]
 * @property {GpuWork & { steps: number }} [gpuWork]
 * @property {string} [problem]
 */

const PARAMETERS = 1_199_882;
/** How often the loss is read while steps follow each other: what people see as at once. */
const READ_MILLIS = 250;
const MORE_STEPS = 20;
/** Who takes this many times the seconds for training, or for testing, is stopped. */
const PATIENCE = 6;

/**
 * Never throws: what goes wrong is part of the measurement.
 * @param {(body: (driver: Driver) => Promise<void>) => Promise<void>} run opens a system, and closes it after `body`
 * @param {{ steps: number, seconds: number }} bounds
 * @returns {Promise<Measurement>}
 */
export async function measure(run, bounds) {
  /** @type {Measurement} */
  const found = { warmMillis: [], losses: [] };
  const limit = bounds.seconds * PATIENCE;
  try {
    await run(async (driver) => {
      await within(limit, "training", () => train(driver, found, bounds));
      await within(limit, "testing", async () => {
        found.tested = await driver.test(bounds.seconds);
      });
    });
  } catch (error) {
    found.problem = firstLine(error);
  }
  return found;
}

/**
 * @param {Driver} driver
 * @param {Measurement} found is filled step by step, so that a system that is stopped leaves what it did
 * @param {{ steps: number, seconds: number }} bounds
 */
async function train(driver, found, { steps, seconds }) {
  found.facts = await driver.open();
  const { parameters } = found.facts;
  if (parameters !== PARAMETERS) throw new Error(`another network: ${parameters} parameters`);

  const first = await driver.train(1, 1);
  found.firstMillis = first.millis;
  found.firstLoss = first.loss;

  let total = 0;
  while (
    found.warmMillis.length < steps &&
    (total < seconds * 1000 || found.warmMillis.length < LEAST_STEPS)
  ) {
    const { millis, loss } = await driver.train(1, 1);
    total += millis;
    found.warmMillis.push(millis);
    found.losses.push(loss);
  }

  const one = median(found.warmMillis);
  const inTime = Math.max(1, Math.floor((seconds * 1000) / one));
  // Reading the loss of each step is dear where a step is short.
  if (one < READ_MILLIS) {
    const count = Math.min(steps, inTime);
    const { millis, loss } = await driver.train(count, Math.ceil(READ_MILLIS / one));
    found.series = { steps: count, millis };
    found.losses.push(loss);
  }
  if (driver.gpuWork) {
    const count = Math.min(COUNTED_STEPS, inTime);
    const before = await driver.gpuWork();
    const { loss } = await driver.train(count, count);
    found.gpuWork = { steps: count, ...difference(await driver.gpuWork(), before) };
    found.losses.push(loss);
  }
  // A few mini-batches may be harder than the first; then some more, which nobody times, show whether it learns.
  for (let more = 0; more < MORE_STEPS && hasLearned(found) === false; more++) {
    found.losses.push((await driver.train(1, 1)).loss);
  }
}

/** @param {GpuWork} after @param {GpuWork} before @returns {GpuWork} */
function difference(after, before) {
  return {
    dispatches: after.dispatches - before.dispatches,
    uploadedBytes: after.uploadedBytes - before.uploadedBytes,
    reads: after.reads - before.reads,
  };
}

/**
 * @param {number} seconds
 * @param {string} what
 * @param {() => Promise<void>} work is not waited for any longer; the caller ends what does it
 */
async function within(seconds, what, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const alarm = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} stopped after ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work(), alarm]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^page\.evaluate: (Error: )?/, "").split("\n")[0] ?? "";
}
