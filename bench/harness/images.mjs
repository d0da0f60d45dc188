// The images that every system gets, read from the trainer's own shards: the first ones of each set.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "../../scripts/lib/paths.mjs";
import { Failure } from "../../scripts/lib/report.mjs";

const data = join(root, "public/data");
const HEADER_BYTES = 16;
const IMAGE_BYTES = 784;

/**
 * Writes `train-images.bin`, `train-labels.bin` and the same for `test` into a folder: one byte for each pixel and label.
 * @param {string} folder
 * @param {number} trainCount
 */
export function writeImages(folder, trainCount) {
  for (const [split, count] of /** @type {const} */ ([
    ["train", trainCount],
    ["test", Number.POSITIVE_INFINITY],
  ])) {
    const { images, labels } = firstImages(split, count);
    writeFileSync(join(folder, `${split}-images.bin`), images);
    writeFileSync(join(folder, `${split}-labels.bin`), labels);
  }
}

/** @param {"train" | "test"} split @param {number} wanted */
function firstImages(split, wanted) {
  if (!existsSync(join(data, "manifest.json"))) {
    throw new Failure("public/data is missing", "run `npm run data` first");
  }
  /** @type {{ shards: { split: string, file: string }[] }} */
  const { shards } = JSON.parse(readFileSync(join(data, "manifest.json"), "utf8"));
  /** @type {Uint8Array[]} */
  const images = [];
  /** @type {Uint8Array[]} */
  const labels = [];
  let missing = wanted;
  for (const shard of shards.filter((one) => one.split === split)) {
    if (missing <= 0) break;
    const bytes = gunzipSync(readFileSync(join(data, shard.file)));
    const count = bytes.readUInt32LE(8);
    const taken = Math.min(count, missing);
    const firstLabel = HEADER_BYTES + 2 * count;
    const firstPixel = firstLabel + count;
    labels.push(bytes.subarray(firstLabel, firstLabel + taken));
    images.push(bytes.subarray(firstPixel, firstPixel + IMAGE_BYTES * taken));
    missing -= taken;
  }
  return { images: Buffer.concat(images), labels: Buffer.concat(labels) };
}
