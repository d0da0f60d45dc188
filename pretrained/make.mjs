// `npm run pretrained`: makes pretrained/model.safetensors.gz, the network that the page can ask before anything is
// trained. Trains natively (about half an hour on one core), rounds the weights to 8 bits, packs the file, and
// prints what README.md beside this file records. `--model model.safetensors` packs one that is trained already.

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { run } from "../scripts/lib/command.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { script } from "../scripts/lib/report.mjs";
import { setUp } from "../scripts/setup.mjs";

const RECIPE = ["--recipe", "drawings", "--epochs", "10", "--seed", "42"];

const { values } = parseArgs({ options: { model: { type: "string" } } });

await script("pretrained", async () => {
  const { native } = await setUp({ tests: false });
  const folder = mkdtempSync(join(tmpdir(), "fashion-trainer-"));
  try {
    const trained = values.model ?? join(folder, "model.safetensors");
    const small = join(folder, "small.safetensors");
    /** @type {(example: string, parameters: string[]) => void} */
    const example = (name, parameters) =>
      run("cargo", ["run", "--release", "--example", name, "--", ...parameters], { environment: native });
    if (!values.model) example("train", [...RECIPE, "--out", trained]);
    example("shrink", ["--model", trained, "--out", small]);
    const file = readFileSync(small);
    const packed = gzipSync(file, { level: 9 });
    writeFileSync(join(root, "pretrained/model.safetensors.gz"), packed);
    const sha256 = createHash("sha256").update(file).digest("hex");
    console.log(`${packed.length} bytes packed; unpacked ${file.length} bytes, SHA-256 ${sha256}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
