// Opens pages in Chromium, for measurements and pictures.

import { chromium } from "@playwright/test";
import { preview } from "vite";
import { root } from "./paths.mjs";

/** @typedef {import("@playwright/test").Page} Page */

const plainFlags = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-sync",
];

/** Which browser, and what it is always told. */
export const browserOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: plainFlags,
};

/**
 * @typedef {object} BrowserOptions
 * @property {string[]} [flags] of Chromium, beside the usual ones
 * @property {(page: Page) => void} [watch] is given the page before it opens the address
 */

/**
 * Opens dist/. Needs `npm run build` or `npm start` before.
 * @template T
 * @param {string} query of the address, with its hash
 * @param {(page: Page) => Promise<T>} body
 * @param {BrowserOptions} [options]
 */
export async function withBuiltPage(query, body, options) {
  const server = await preview({ root, preview: { port: 0 }, logLevel: "warn" });
  try {
    return await withPage(`${server.resolvedUrls?.local[0]}${query}`, body, options);
  } finally {
    await server.close();
  }
}

/**
 * Opens an address in a browser of its own, which knows nothing of earlier ones.
 * @template T
 * @param {string} address
 * @param {(page: Page) => Promise<T>} body
 * @param {BrowserOptions} [options]
 */
export async function withPage(address, body, { flags = [], watch } = {}) {
  const browser = await chromium.launch({ ...browserOptions, args: [...plainFlags, ...flags] });
  try {
    const page = await browser.newPage();
    watch?.(page);
    await page.goto(address);
    return await body(page);
  } finally {
    await browser.close();
  }
}
