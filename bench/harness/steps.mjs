// Trains a bundle for the CPU in node, for bench/kernels.mjs: `node steps.mjs BUNDLE BATCH STEPS`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { packageFolder, root } from "../../scripts/lib/paths.mjs";
import { wasmPeak } from "./wasm-peak.mjs";

const dataFolder = join(root, "public/data");
const WARM_STEPS = 10;

const [bundle = "", batch = "", count = ""] = process.argv.slice(2);
const folder = join(packageFolder, bundle);
const { initSync, Session } = await import(join(folder, "fashion_trainer.js"));
initSync({ module: readFileSync(join(folder, "fashion_trainer_bg.wasm")) });
const session = await Session.open("cpu", () => {});
session.configure({ batchSize: Number(batch), seed: 42 });
session.loadManifest(readFileSync(join(dataFolder, "manifest.json"), "utf8"));
for (const { name, file } of session.shardPlan()) {
  session.loadShard(name, gunzipSync(readFileSync(join(dataFolder, file))));
}
for (let step = 0; step < WARM_STEPS; step += 1) await session.step();

// Before what is timed, so that the profile of the steps is not diluted by much.
const peak = wasmPeak({ isFused: bundle.endsWith("relaxed") });
const start = performance.now();
for (let step = 0; step < Number(count); step += 1) await session.step();
const millis = (performance.now() - start) / Number(count);
console.log(JSON.stringify({ millis, peak, stepsInProfile: WARM_STEPS + Number(count) }));
