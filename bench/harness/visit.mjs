// Visits to dist/ over a line, in a browser that knows nothing of it and then in the same one again.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { browserOptions } from "../../scripts/lib/built-page.mjs";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { openHost } from "./host.mjs";
import { Line } from "./line.mjs";

/**
 * @typedef {import("@playwright/test").BrowserContext} BrowserContext
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("./host.mjs").Transfer} Transfer
 *
 * @typedef {object} Visit
 * @property {number} origin the start of the navigation, in milliseconds since 1970
 * @property {number} ready milliseconds since then, as the one below
 * @property {number} firstStep
 * @property {string} backend
 * @property {Transfer[]} transfers that were asked for before the first step was done, as they stood then
 */

/** What was done last is still to be written into the browser's cache. */
const SETTLING_MILLIS = 1_000;
/** The browser keeps compiled wasm only once it has run for a while: 147 instead of 330 ms for the first step. */
const STEPS_BEFORE_RETURN = 60;

/**
 * @param {{ mbit: number, latency: number, isIsolated: boolean, query: string }} settings
 * @returns {Promise<{ cold: Visit, warm: Visit }>}
 */
export async function visitTwice({ mbit, latency, isIsolated, query }) {
  const profile = mkdtempSync(join(tmpdir(), "fashion-start-"));
  const line = new Line({ mbit, latency });
  const host = await openHost({ line, isIsolated });
  const context = await chromium.launchPersistentContext(profile, browserOptions);
  try {
    const address = host.url + query;
    const cold = await visit(context, address, host.transfers, async (page) => {
      // A visitor who stays has everything in the end; nobody has to wait for it here.
      line.widen();
      await allShards(host.transfers);
      await page.evaluate(trainOn, STEPS_BEFORE_RETURN);
      await pause(SETTLING_MILLIS);
    });
    line.narrow();
    const warm = await visit(context, address, host.transfers);
    return { cold, warm };
  } finally {
    await context.close();
    host.close();
    rmSync(profile, { recursive: true });
  }
}

/**
 * @param {BrowserContext} context
 * @param {string} address
 * @param {Transfer[]} transfers is emptied first
 * @param {(page: Page) => Promise<void>} [stay] before the tab is closed
 * @returns {Promise<Visit>}
 */
async function visit(context, address, transfers, stay) {
  transfers.length = 0;
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(address, { waitUntil: "commit" });
  const found = await page.evaluate(() => /** @type {any} */ (globalThis).startUp);
  const seen = transfers.map((transfer) => ({ ...transfer }));
  await stay?.(page);
  await page.close();
  return { ...found, transfers: seen };
}

/** In the page, before its own scripts: trains as soon as the element is there, and notes when. */
function watch() {
  const trainer = () => /** @type {any} */ (document.querySelector("fashion-trainer"));
  const startUp = new Promise((resolve, reject) => {
    let ready = Number.NaN;
    addEventListener("trainer-ready", () => {
      ready = performance.now();
    });
    addEventListener("trainer-step", () => {
      const { backend } = trainer();
      const threads = `${backend.threads} thread${backend.threads === 1 ? "" : "s"}`;
      resolve({
        origin: performance.timeOrigin,
        ready,
        firstStep: performance.now(),
        backend: `${backend.kind}: ${backend.name}, ${threads} (${backend.reason})`,
      });
    });
    addEventListener("trainer-error", (event) => reject(/** @type {CustomEvent} */ (event).detail.message));
  });
  Object.assign(globalThis, { startUp });
  customElements.whenDefined("fashion-trainer").then(() => trainer().train({ steps: 1 }));
}

/** @param {Transfer[]} transfers */
async function allShards(transfers) {
  const { shards } = JSON.parse(readFileSync(join(distFolder, "data/manifest.json"), "utf8"));
  const arrived = () => transfers.filter(({ path, ended }) => path.endsWith(".bin.gz") && ended > 0).length;
  while (arrived() < shards.length) await pause(100);
}

/** In the page. @param {number} steps */
async function trainOn(steps) {
  const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
  await trainer.pause();
  await trainer.train({ steps });
}
