// `npm run bench:start`: how long a visitor waits for the first training step, on a line of our own, in Chromium: with
// a profile that knows nothing of the page (cold), and on the next visit (warm). `train()` is called as soon as the
// element is defined. Needs dist/ (`npm run build`).
//   --mbit 20 --latency 40  the line: megabits a second, and milliseconds before each answer
//   --runs 5                fresh profiles
//   --query "?backend=cpu"  of the page's address, with its hash
//   --no-isolation          without the headers that allow threads
//   --waterfall             each request of the run with the median, cold and warm
//   --memory                instead: what the tab takes at most while it trains an epoch on all images and is tested

import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { distFolder } from "../scripts/lib/paths.mjs";
import { busy, done, Failure, script } from "../scripts/lib/report.mjs";
import { machine } from "./harness/machine.mjs";
import { measureMemory } from "./harness/memory.mjs";
import { median } from "./harness/statistics.mjs";
import { visitTwice } from "./harness/visit.mjs";
import { bytesByKind, waterfall } from "./harness/waterfall.mjs";

/** @typedef {import("./harness/visit.mjs").Visit} Visit */

/** Seconds from the start of the navigation to the end of the first step, and megabytes. */
const TARGETS = { cold: 3, warm: 1, memory: 350 };

const { values } = parseArgs({
  options: {
    mbit: { type: "string", default: "20" },
    latency: { type: "string", default: "40" },
    runs: { type: "string", default: "5" },
    query: { type: "string", default: "" },
    "no-isolation": { type: "boolean", default: false },
    waterfall: { type: "boolean", default: false },
    memory: { type: "boolean", default: false },
  },
});
const { query } = values;
const isIsolated = !values["no-isolation"];

await script("bench:start", async () => {
  if (!existsSync(join(distFolder, "index.html"))) {
    throw new Failure("dist/ is missing", "run `npm run build` first");
  }
  const { date, processor, processors, load } = machine();
  console.log(`${date}, ${processors} cores of ${processor}, load ${load.toFixed(1)} before`);
  await (values.memory ? memory() : startUp());
});

async function startUp() {
  const [mbit, latency, runs] = [values.mbit, values.latency, values.runs].map(Number);
  if (!mbit || !runs || latency === undefined || !(latency >= 0)) {
    throw new Failure("--mbit, --latency and --runs take numbers", "such as --mbit 20 --latency 40 --runs 5");
  }
  console.log(`${mbit} Mbit/s, ${latency} ms before each answer, ${isIsolated ? "" : "not "}isolated`);
  /** @type {Record<"cold" | "warm", Visit[]>} */
  const visits = { cold: [], warm: [] };
  for (let run = 1; run <= runs; run++) {
    const { cold, warm } = await visitTwice({ mbit, latency, isIsolated, query });
    visits.cold.push(cold);
    visits.warm.push(warm);
    busy(
      `run ${run}`,
      `first step after ${seconds(cold.firstStep)} s cold, ${seconds(warm.firstStep)} s warm`,
    );
  }
  console.log(visits.cold[0]?.backend);
  for (const name of /** @type {const} */ (["cold", "warm"])) tell(name, visits[name]);
}

/** @param {"cold" | "warm"} name @param {Visit[]} visits */
function tell(name, visits) {
  const ready = visits.map((visit) => visit.ready);
  const firstStep = visits.map((visit) => visit.firstStep);
  const middle = visits.toSorted((a, b) => a.firstStep - b.firstStep)[Math.floor(visits.length / 2)];
  console.log(
    `${name}: ready ${spread(ready)}, first step ${spread(firstStep)}; target ${TARGETS[name]} s, ` +
      `${median(firstStep) <= TARGETS[name] * 1000 ? "reached" : "missed"}`,
  );
  if (!middle) return;
  console.log(`  transferred until then: ${bytesByKind(middle.transfers)}`);
  if (values.waterfall) console.log(waterfall(middle));
}

async function memory() {
  busy("memory", "an epoch on all images; up to some minutes");
  const { peak, samples, measured, summary } = await measureMemory(query);
  const { backend, trainSize, testAccuracy, seconds: took } = summary;
  console.log(
    `${backend.kind}: ${backend.name}, ${backend.threads} threads; ${trainSize} images in ${took.toFixed(0)} s, ` +
      `test accuracy ${testAccuracy}`,
  );
  const isReached = peak.pss <= TARGETS.memory * 1e6;
  done(
    "the tab's process",
    `${megabytes(peak.pss)} at most, as PSS, which the target of ${TARGETS.memory} MB is about ` +
      `(${isReached ? "reached" : "missed"}); its own alone ${megabytes(peak.footprint)}, ` +
      `RSS ${megabytes(peak.rss)}; ${samples} samples`,
  );
  const parts = measured.breakdown
    .filter(({ bytes }) => bytes > 1e6)
    .map(({ bytes, types }) => `${types.join("+") || "other"} ${megabytes(bytes)}`);
  done("as the browser counts at the end", `${megabytes(measured.bytes)}: ${parts.join(", ")}`);
}

/** @param {number[]} millis the median, and from the least to the most */
function spread(millis) {
  return `${seconds(median(millis))} s (${seconds(Math.min(...millis))} to ${seconds(Math.max(...millis))})`;
}

/** @param {number} millis */
function seconds(millis) {
  return (millis / 1000).toFixed(2);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
