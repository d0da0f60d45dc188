// `npm run soak`: trains on all images in Chromium for a long time, with every panel in view and a drawing on the pad,
// and tells whether memory grows, or speed falls. Needs dist/ (`npm run build`), and a machine with nothing else to do.
//   --minutes 30       measured
//   --warm-up 10       minutes before that: until the data is here and the curves have reached their bound
//   --every 5          seconds between two samples
//   --backend cpu      or webgpu
//   --adapter default  of WebGPU: the machine's own, or swiftshader, which needs no GPU
//   --settings ""      such as batch-size=8&seed=7
//   --out soak.json    with every sample

import { writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";
import { busy, done, Failure, script } from "../scripts/lib/report.mjs";
import { watchHeaps } from "./harness/heaps.mjs";
import { readHeld, recordHeld } from "./harness/held.mjs";
import { machine } from "./harness/machine.mjs";
import { largestProcess } from "./harness/memory.mjs";
import { adapterFlags } from "./harness/options.mjs";
import { mostHeld, soakFigures, soakTable } from "./harness/soak-figures.mjs";

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("./harness/soak-figures.mjs").Sample} Sample
 */

/** High enough that every panel is in view, and so kept up to date. */
const VIEW = { width: 1280, height: 7000 };
const LINES = 10;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    "warm-up": { type: "string", default: "10" },
    every: { type: "string", default: "5" },
    backend: { type: "string", default: "cpu" },
    adapter: { type: "string", default: "default" },
    settings: { type: "string", default: "" },
    out: { type: "string" },
  },
});

await script("soak", async () => {
  const { minutes, warmUp, every } = numbers();
  const { backend, adapter, settings, out } = values;
  if (!(adapter in adapterFlags))
    throw new Failure(`there is no adapter "${adapter}"`, "default or swiftshader");
  const flags = backend === "webgpu" ? adapterFlags[/** @type {keyof typeof adapterFlags} */ (adapter)] : [];
  const { date, processor, processors, load } = machine();
  console.log(`${date}, ${processors} cores of ${processor}, load ${load.toFixed(1)} before`);
  const { facts, samples } = await withBuiltPage(
    `?backend=${backend}#epochs=1000&${settings}`,
    async (page) => {
      const facts = await open(page);
      console.log(`${facts.agent}\n${facts.backend}`);
      busy("test", "all test images, once before; on a software adapter this takes minutes");
      await begin(page);
      busy("warm-up", `${warmUp} minutes; then ${minutes} minutes are measured`);
      const samples = await collect(page, { until: (warmUp + minutes) * 60, every });
      return { facts, samples };
    },
    { flags, watch: recordHeld },
  );
  const measured = samples.filter(({ seconds }) => seconds >= warmUp * 60);
  const run = { date, processor, processors, load, ...facts, ...values, samples };
  const keep = (/** @type {object} */ more) =>
    writeFile(out ?? "", `${JSON.stringify({ ...run, ...more })}\n`);
  // Before anything can go wrong with the figures.
  if (out) await keep({});
  const figures = soakFigures(measured);
  const held = mostHeld(samples);
  if (out) await keep({ figures, held });
  console.log(soakTable(figures));
  const last = samples.at(-1);
  done("soak", `${measured.length} samples over ${minutes} minutes, ${last?.imagesSeen} images trained on`);
  done("held of the curves at most", `${held.steps} reports of training, ${held.evaluations} of tests`);
  const bad = figures.filter(({ isGood }) => !isGood).map(({ name, verdict }) => `${name} ${verdict}`);
  if (!held.isBounded) bad.push("the curves are not bounded");
  if (bad.length > 0) throw new Failure(bad.join(", "), "look at the samples (--out) for when it does");
});

function numbers() {
  const [minutes, warmUp, every] = [values.minutes, values["warm-up"], values.every].map(Number);
  const areGood = minutes && every && minutes > 0 && every > 0 && warmUp !== undefined && warmUp >= 0;
  if (areGood) return { minutes, warmUp, every };
  throw new Failure("--minutes, --warm-up and --every take numbers", "such as --minutes 30 --warm-up 10");
}

/** @param {Page} page */
async function open(page) {
  await page.setViewportSize(VIEW);
  return page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    await trainer.ready;
    const { kind, name, threads, reason } = trainer.backend;
    return { agent: navigator.userAgent, backend: `${kind}: ${name}, ${threads} threads (${reason})` };
  });
}

/** Draws, tests, and trains. @param {Page} page */
async function begin(page) {
  await page.getByRole("button", { name: "Silhouette", exact: true }).click();
  const menu = page.getByRole("group", { name: "The outline of a class" });
  await menu.getByRole("button", { name: "Shirt", exact: true }).click();
  await page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    // A test takes memory that is kept for the next one: not in the middle of a slow GPU's first epoch.
    await trainer.evaluate();
    // On a fast GPU more epochs than can be set.
    void trainer.train({ epochs: 1_000_000 });
  });
}

/**
 * @param {Page} page
 * @param {{ until: number, every: number }} times in seconds
 */
async function collect(page, { until, every }) {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error("there is no browser to ask");
  const heaps = await watchHeaps(page);
  /** @type {Sample[]} */
  const samples = [];
  const start = performance.now();
  const sinceStart = () => (performance.now() - start) / 1000;
  for (let due = 0; due <= until; due += every) {
    await pause(Math.max(0, due - sinceStart()) * 1000);
    const held = { ...(await heaps.read()), ...(await readHeld(page)) };
    const { phase, ...run } = await page.evaluate(readRun);
    if (phase !== "training") throw new Error(`after ${sinceStart().toFixed(0)} s it is ${phase}`);
    const [tab, gpu] = [await largestProcess(browser, "renderer"), await largestProcess(browser, "GPU")];
    samples.push({
      seconds: sinceStart(),
      ...held,
      tabBytes: tab?.pss ?? 0,
      gpuProcessBytes: gpu?.pss ?? 0,
      ...run,
    });
    if (samples.length % Math.ceil(until / every / LINES) === 0) tell(samples);
  }
  return samples;
}

/** In the page. */
function readRun() {
  const { phase, history } = /** @type {any} */ (document.querySelector("fashion-trainer"));
  const { epoch = 0, imagesSeen = 0, elapsedMillis: trainMillis = 0 } = history.steps.at(-1) ?? {};
  const { steps, evaluations } = history;
  return { phase, steps: steps.length, evaluations: evaluations.length, epoch, imagesSeen, trainMillis };
}

/** @param {Sample[]} samples */
function tell(samples) {
  const last = samples.at(-1);
  if (!last) return;
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  busy(
    `after ${(last.seconds / 60).toFixed(1)} minutes`,
    `epoch ${last.epoch + 1}, ${last.imagesSeen} images; MB: wasm ${megabytes(last.wasmBytes)}, page ` +
      `${megabytes(last.pageBytes)}, worker ${megabytes(last.workerBytes)}, GPU ${megabytes(last.gpuBytes)}, ` +
      `tab ${megabytes(last.tabBytes)}; ${last.steps} reports`,
  );
}
