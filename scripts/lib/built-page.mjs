// Opens dist/ in Chromium, for measurements and pictures. Needs `npm run build` or `npm start` before.

import { chromium } from "@playwright/test";
import { preview } from "vite";
import { root } from "./paths.mjs";

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-sync",
];

/**
 * @param {string} query of the address, with its hash
 * @param {(page: import("@playwright/test").Page) => Promise<unknown>} body
 */
export async function withBuiltPage(query, body) {
  const server = await preview({ root, preview: { port: 0 }, logLevel: "warn" });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}${query}`);
    await body(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
