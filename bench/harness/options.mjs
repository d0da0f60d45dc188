// What can be said on the command line, and the bounds that follow from it.

import { parseArgs } from "node:util";
import { Failure } from "../../scripts/lib/report.mjs";
import { chosenSystems } from "./systems.mjs";

export const TRAIN_IMAGES = 60_000;
const SHARD_IMAGES = 5_000;
/** Steps over which the work that the GPU is given is counted. */
export const COUNTED_STEPS = 20;
export const LEAST_STEPS = 3;
const LARGEST_BATCH = 2_000;

/** @typedef {keyof typeof adapterFlags} Adapter */

/** Chromium's flags for each choice of `--adapter`. */
export const adapterFlags = {
  default: [
    "--enable-unsafe-webgpu",
    "--enable-features=Vulkan",
    "--ignore-gpu-blocklist",
    "--use-angle=vulkan",
    "--disable-vulkan-surface", // headless, there is none to draw on
  ],
  /** As in playwright.config.ts: WebGPU without a GPU. */
  swiftshader: [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--enable-unsafe-swiftshader",
    "--enable-features=Vulkan",
  ],
};

/** @param {string[]} words what follows the name of the program */
export function optionsFrom(words) {
  const { values } = read(words);
  const { adapter } = values;
  if (!(adapter in adapterFlags)) {
    throw new Failure(
      `there is no adapter "${adapter}"`,
      `choose from ${Object.keys(adapterFlags).join(", ")}`,
    );
  }
  const batches = list(values.batch).map((size) => whole("--batch", size, 1, LARGEST_BATCH));
  if (batches.length === 0) throw new Failure("--batch names no size", "such as --batch 64,256");
  return {
    adapter: /** @type {Adapter} */ (adapter),
    batches,
    steps: whole("--steps", values.steps, LEAST_STEPS, TRAIN_IMAGES),
    seconds: whole("--seconds", values.seconds, 1, 3600),
    systems: chosenSystems(values.only === undefined ? undefined : list(values.only)),
    dropout: !values["no-dropout"],
    python: values.python,
    json: values.json,
  };
}

/** @typedef {ReturnType<typeof optionsFrom>} Options */

/** @param {string[]} words */
function read(words) {
  try {
    return parseArgs({
      args: words,
      options: {
        adapter: { type: "string", default: "default" },
        batch: { type: "string", default: "64,128,256" },
        steps: { type: "string", default: "100" },
        seconds: { type: "string", default: "20" },
        only: { type: "string" },
        "no-dropout": { type: "boolean", default: false },
        python: { type: "string", default: "python3" },
        json: { type: "string" },
      },
    });
  } catch (error) {
    throw new Failure(
      error instanceof Error ? error.message : String(error),
      "bench/bench.mjs begins with a list of the options",
    );
  }
}

/** @param {string} text */
function list(text) {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** @param {string} option @param {string} text @param {number} least @param {number} most */
function whole(option, text, least, most) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== "") return value;
  throw new Failure(`${option} ${text}`, `${option} takes a whole number from ${least} to ${most}`);
}

/**
 * The most steps of each kind (one by one, and in a row): none may reach the end of an epoch, where this trainer tests.
 * @param {number} batch
 * @param {number} steps as asked for
 */
export function stepBound(batch, steps) {
  const inEpoch = Math.floor(TRAIN_IMAGES / batch);
  return Math.max(LEAST_STEPS, Math.min(steps, Math.floor((inEpoch - COUNTED_STEPS - 2) / 2)));
}

/**
 * As many training images as the steps take, in whole shards.
 * @param {number[]} batches
 * @param {number} steps
 */
export function trainCountFor(batches, steps) {
  const needed = batches.map((batch) => batch * (2 * stepBound(batch, steps) + COUNTED_STEPS + 2));
  return Math.min(TRAIN_IMAGES, Math.ceil(Math.max(...needed) / SHARD_IMAGES) * SHARD_IMAGES);
}
