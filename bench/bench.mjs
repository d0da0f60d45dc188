// `npm run bench`: this trainer beside TensorFlow.js, jax-js and native TensorFlow. The same network, images and
// optimiser, one after the other, each in a Chromium of its own. Needs dist/ (`npm run build`) and public/data.
//   --adapter default     the GPU; `swiftshader` is Chromium's software adapter
//   --batch 64,128,256    mini-batches
//   --steps 100           steps of each kind at most
//   --seconds 20          stops before, once so much time has passed; six times that ends a system
//   --only ours,jax-wasm  some systems or families: ours, tfjs, jax, tensorflow
//   --no-dropout          the network without dropout, everywhere
//   --python python3      with TensorFlow
//   --json FILE           everything that was measured

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distFolder } from "../scripts/lib/paths.mjs";
import { busy, done, Failure, note, script, secondsSince } from "../scripts/lib/report.mjs";
import { driverFor } from "./harness/drivers.mjs";
import { writeImages } from "./harness/images.mjs";
import { browserFacts, factLines, machine } from "./harness/machine.mjs";
import { measure } from "./harness/measure.mjs";
import { adapterFlags, optionsFrom, stepBound, trainCountFor } from "./harness/options.mjs";
import { packPeers, serve } from "./harness/site.mjs";
import { figuresOf } from "./harness/statistics.mjs";
import { gpuWorkTable, number, resultTable } from "./harness/table.mjs";

/** @typedef {import("./harness/options.mjs").Options} Options */
/** @typedef {import("./harness/table.mjs").Row} Row */

await script("bench", async () => {
  const options = optionsFrom(process.argv.slice(2));
  if (
    options.systems.some(({ family }) => family === "ours") &&
    !existsSync(join(distFolder, "index.html"))
  ) {
    throw new Failure("dist/ is missing", "run `npm run build` first");
  }
  const folder = mkdtempSync(join(tmpdir(), "fashion-bench-"));
  try {
    await compare(options, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** @param {Options} options @param {string} folder for what the peers are served */
async function compare(options, folder) {
  const { systems, json, ...settings } = options;
  const { batches, steps, seconds, adapter } = settings;
  busy("peers", "packing their pages");
  const trainCount = trainCountFor(batches, steps);
  writeImages(folder, trainCount);
  await packPeers(folder);
  const site = await serve(folder);
  try {
    const facts = { ...machine(), ...(await browserFacts(site.url, adapterFlags[adapter])) };
    /** @type {Row[]} */
    const rows = [];
    for (const batch of batches) {
      for (const system of systems) {
        const start = performance.now();
        const run = driverFor(system, batch, options, { folder, url: site.url, trainCount });
        const measurement = await measure(run, { steps: stepBound(batch, steps), seconds });
        const row = { system, batch, measurement, figures: figuresOf(measurement, batch) };
        rows.push(row);
        tell(row, secondsSince(start));
      }
    }
    console.log(`\n${lines(facts, rows, options).join("\n")}`);
    if (json) {
      writeFileSync(json, `${JSON.stringify({ ...facts, settings, rows }, null, 2)}\n`);
      done("numbers", json);
    }
  } finally {
    site.close();
  }
}

/** @param {Row} row @param {string} time */
function tell({ system, batch, measurement, figures }, time) {
  const name = `${system.name}, batch ${batch}`;
  const { problem } = measurement;
  if (problem) note(`${name}: ${problem}`);
  else done(name, `${number(figures.trainedPerSecond)} images/s trained, in ${time}`);
}

/**
 * @param {Parameters<typeof factLines>[0]} facts
 * @param {Row[]} rows
 * @param {Options} options
 */
function lines(facts, rows, { dropout }) {
  const native = rows.find(({ system }) => system.family === "tensorflow")?.measurement.facts?.detail;
  const work = gpuWorkTable(rows);
  return [
    ...factLines(facts),
    ...(native ? [native] : []),
    `The network ${dropout ? "with dropout of 0.5" : "without dropout"}, 1,199,882 parameters each`,
    "",
    resultTable(rows),
    ...(work ? ["", "What this trainer gives the GPU to do:", "", work] : []),
  ];
}
