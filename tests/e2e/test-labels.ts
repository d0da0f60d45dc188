/** Labels of the published test set, as they are and as numpy computes them from a model file. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { pythonProgram, root } from "../../scripts/lib/paths.mjs";

const DATA = join(root, "public/data");
const HEADER_BYTES = 16;

/** The true labels in published order, read from the shards. */
export function trueLabels(): number[] {
  const { shards } = JSON.parse(readFileSync(join(DATA, "manifest.json"), "utf8"));
  const labels: number[] = [];
  for (const { split, file, count } of shards) {
    if (split !== "test") continue;
    const bytes = gunzipSync(readFileSync(join(DATA, file)));
    for (let place = 0; place < count; place++) {
      const index = bytes.readUInt16LE(HEADER_BYTES + 2 * place);
      labels[index] = bytes.readUInt8(HEADER_BYTES + 2 * count + place);
    }
  }
  return labels;
}

/** Of each test image in published order: its label, how far that is ahead of the second, and the logits. */
export interface NumpyAnswer {
  labels: number[];
  margins: number[];
  logits: number[][];
}

export async function labelsByNumpy(model: string): Promise<NumpyAnswer> {
  const script = join(root, "tests/python/labels.py");
  const options = { encoding: "utf8", maxBuffer: 16e6 } as const;
  const { stdout } = await promisify(execFile)(pythonProgram, [script, model, DATA, "--logits", "10000"], options);
  return JSON.parse(stdout);
}
