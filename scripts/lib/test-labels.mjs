// Labels of the published test set, as they are and as numpy computes them from a model file.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { pythonProgram, root } from "./paths.mjs";

const data = join(root, "public/data");
const headerBytes = 16;

/** The true labels in published order, read from the shards. */
export function trueLabels() {
  const { shards } = JSON.parse(readFileSync(join(data, "manifest.json"), "utf8"));
  /** @type {number[]} */
  const labels = [];
  for (const { split, file, count } of shards) {
    if (split !== "test") continue;
    const bytes = gunzipSync(readFileSync(join(data, file)));
    for (let place = 0; place < count; place++) {
      const index = bytes.readUInt16LE(headerBytes + 2 * place);
      labels[index] = bytes.readUInt8(headerBytes + 2 * count + place);
    }
  }
  return labels;
}

/**
 * Of each test image in published order: its label, how far that is ahead of the second, and the logits.
 * @param {string} model path of a model file
 * @returns {Promise<{ labels: number[], margins: number[], logits: number[][] }>}
 */
export async function labelsByNumpy(model) {
  const script = join(root, "tests/python/labels.py");
  const { stdout } = await promisify(execFile)(pythonProgram, [script, model, data, "--logits", "10000"], {
    encoding: "utf8",
    maxBuffer: 16e6,
  });
  return JSON.parse(stdout);
}
