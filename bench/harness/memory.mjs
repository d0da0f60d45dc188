// What a tab takes of the machine's memory while it trains. Linux only: it reads /proc.

import { readFileSync } from "node:fs";
import { withBuiltPage } from "../../scripts/lib/built-page.mjs";
import { openUnwatched } from "./unwatched.mjs";

/**
 * @typedef {import("@playwright/test").Page} Page
 *
 * @typedef {object} Memory all in bytes
 * @property {number} pss resident, with a share of what other processes have too
 * @property {number} footprint its own alone, as Chromium's task manager counts
 * @property {number} rss resident, with all of what others have too
 *
 * @typedef {object} Breakdown what the browser itself counts, at the end
 * @property {number} bytes
 * @property {{ bytes: number, types: string[] }[]} breakdown
 */

const SAMPLE_MILLIS = 250;

/**
 * Trains one epoch on all images, tests it, and watches the tab's process.
 * @param {string} query of the page's address
 * @returns {Promise<{ peak: Memory, samples: number, measured: Breakdown, summary: any }>}
 */
export function measureMemory(query) {
  return withBuiltPage("", async (page) => {
    const address = page.url() + query;
    await page.goto("about:blank");
    const session = await page.context().browser()?.newBrowserCDPSession();
    if (!session) throw new Error("there is no browser to ask");
    const peak = { pss: 0, footprint: 0, rss: 0 };
    let samples = 0;
    const sample = async () => {
      // The one that is watched, and a spare one, wait beside the tab's: the largest one is the tab.
      const tab = await largestProcess(session, "renderer");
      if (!tab) return;
      samples += 1;
      for (const name of /** @type {const} */ (["pss", "footprint", "rss"])) {
        peak[name] = Math.max(peak[name], tab[name]);
      }
    };
    const timer = setInterval(() => void sample().catch(() => {}), SAMPLE_MILLIS);
    try {
      const tab = await openUnwatched(session, address);
      const summary = await tab.evaluate(trainEpoch);
      const measured = await tab.evaluate(measureInPage);
      return { peak, samples, measured, summary };
    } finally {
      clearInterval(timer);
    }
  });
}

/**
 * @param {import("@playwright/test").CDPSession} session of the browser
 * @param {"renderer" | "GPU"} kind
 */
export async function largestProcess(session, kind) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo
    .filter(({ type }) => type === kind)
    .map(({ id }) => memoryOf(id))
    .sort((one, other) => other.pss - one.pss)[0];
}

/** In the page. */
async function trainEpoch() {
  await customElements.whenDefined("fashion-trainer");
  const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
  const summary = await trainer.train({ epochs: 1 });
  return { ...summary, backend: trainer.backend, trainSize: trainer.config.trainSize };
}

/** In the page: waits for the garbage collector. */
function measureInPage() {
  return /** @type {any} */ (performance).measureUserAgentSpecificMemory();
}

/** @param {number} id of a process @returns {Memory} */
function memoryOf(id) {
  const kilobytes = (/** @type {string} */ text, /** @type {string} */ name) =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  return {
    pss: kilobytes(rollup, "Pss"),
    footprint: kilobytes(status, "RssAnon") + kilobytes(status, "VmSwap"),
    rss: kilobytes(rollup, "Rss"),
  };
}
