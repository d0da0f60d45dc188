// This trainer, from dist/, by its public face.

import { setTimeout as pause } from "node:timers/promises";
import { withBuiltPage } from "../../scripts/lib/built-page.mjs";

/**
 * @typedef {import("./measure.mjs").Driver} Driver
 * @typedef {import("@playwright/test").Page} Page
 */

const TEST_SHARDS = 2;
const SHARD_IMAGES = 5_000;
/** What arrives last is still to be checked and kept. */
const SETTLING_MILLIS = 1_000;

/**
 * Only its status is shown, as the peers show nothing.
 * @typedef {object} Settings
 * @property {string} backend
 * @property {number} [threads] on the CPU; all cores if it is missing
 * @property {number} batch
 * @property {boolean} dropout
 * @property {number} trainCount
 * @property {string[]} flags of Chromium
 *
 * @param {Settings} settings
 * @param {(driver: Driver) => Promise<void>} body
 */
export async function runOurs({ backend, threads, batch, dropout, trainCount, flags }, body) {
  const rate = dropout ? 0.5 : 0;
  const place = threads === undefined ? backend : `${backend}&threads=${threads}`;
  const query = `?backend=${place}&panels=status#batch-size=${batch}&dropout=${rate}&train-size=${trainCount}`;
  const data = shards(trainCount / SHARD_IMAGES + TEST_SHARDS);
  let isFirst = true;
  /** @param {Page} page @returns {Driver} */
  const driverOf = (page) => ({
    open: () => open(page, backend),
    async train(count) {
      const trained = await page.evaluate(train, count);
      // It begins with the first shard; later steps are not to share the processor with the rest of the data.
      if (isFirst) await data.arrived.then(() => pause(SETTLING_MILLIS));
      isFirst = false;
      return trained;
    },
    test: (seconds) => page.evaluate(test, seconds),
    gpuWork: backend === "webgpu" ? () => page.evaluate(gpuWork) : undefined,
  });
  await withBuiltPage(query, (page) => body(driverOf(page)), { flags, watch: data.watch });
}

/** @param {number} missing how many files of data a page will load */
function shards(missing) {
  /** @type {(value?: unknown) => void} */
  let arrive = () => {};
  const arrived = new Promise((resolve) => {
    arrive = resolve;
  });
  const watch = (/** @type {Page} */ page) => {
    page.on("requestfinished", (request) => {
      if (/\/(train|test)-\d+\.bin\.gz$/.test(request.url())) missing -= 1;
      if (missing === 0) arrive();
    });
  };
  return { arrived, watch };
}

/** @param {Page} page @param {string} wanted */
async function open(page, wanted) {
  const { backend, layers } = await page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    await trainer.ready;
    return { backend: trainer.backend, layers: /** @type {{ parameters: number }[]} */ (trainer.layers) };
  });
  const { kind, reason, name, threads } = backend;
  if (kind !== wanted) throw new Error(`trains on ${kind}: ${reason}`);
  return {
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    threads: kind === "cpu" ? threads : undefined,
    detail: name,
  };
}

/** In the page, as the two below. @param {number} steps */
async function train(steps) {
  const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
  const start = performance.now();
  const { loss } = await trainer.train({ steps });
  return { millis: performance.now() - start, loss: /** @type {number} */ (loss) };
}

/** Twice if there is time, since kernels are compiled at their first use. @param {number} seconds */
async function test(seconds) {
  const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
  let report = await trainer.evaluate();
  if (report.elapsedMillis < seconds * 1000) report = await trainer.evaluate();
  // A sample of the training images is part of its time.
  const images = report.count + (report.trainSample?.count ?? 0);
  return { millis: report.elapsedMillis, images };
}

function gpuWork() {
  return /** @type {any} */ (document.querySelector("fashion-trainer")).gpuWork();
}
