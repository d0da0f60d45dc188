/** Threads share memory, which browsers allow only to pages that are isolated from all others. */

import type { Page } from "@playwright/test";
import { expect, type Trainer, test } from "./blog-page";

test.use({ serviceWorkers: "allow" });

const DEMO = "?backend=cpu&panels=controls+status#train-size=100&batch-size=10";

/** Trains one mini-batch, and tells who is isolated. */
async function visit(page: Page, address: string) {
  await page.goto(address);
  const { step } = await page
    .locator("fashion-trainer")
    .evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
  expect(step).toBe(1);
  const isIsolated = () => crossOriginIsolated;
  return {
    page: await page.evaluate(isIsolated),
    worker: await page.workers()[0]?.evaluate(isIsolated),
  };
}

function serviceWorkers(page: Page): Promise<number> {
  return page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
}

test("the preview server isolates the page by its headers, from the first visit on", async ({
  page,
  baseURL,
}) => {
  expect(await visit(page, `${baseURL}${DEMO}`)).toEqual({ page: true, worker: true });
});

test.describe("on a host without headers", () => {
  test("the page is isolated from the second visit on, and never reloads by itself", async ({
    page,
    plainHost,
  }) => {
    let loads = 0;
    page.on("request", (request) => {
      if (request.isNavigationRequest()) loads += 1;
    });
    const address = plainHost.url + DEMO;
    expect(await visit(page, address)).toEqual({ page: false, worker: false });
    await page.evaluate(() => navigator.serviceWorker.ready);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    expect(loads).toBe(1);

    await page.goto("about:blank");
    expect(await visit(page, address)).toEqual({ page: true, worker: true });
    expect(await serviceWorkers(page)).toBe(1);
    expect(loads).toBe(2);
  });

  test("the page is isolated by either name, and what it asks for is left as it is", async ({
    page,
    plainHost,
  }) => {
    await page.goto(plainHost.url + DEMO);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto(`${plainHost.url}index.html`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    const ask = (path: string) =>
      page.evaluate(async (path) => {
        const { url, redirected, type, headers } = await fetch(path);
        return { url, redirected, type, policy: headers.get("Cross-Origin-Embedder-Policy") };
      }, path);
    const untouched = { type: "basic", policy: null };
    expect(await ask("index.html")).toEqual({ ...untouched, url: plainHost.url, redirected: true });
    const manifest = `${plainHost.url}data/manifest.json`;
    expect(await ask(manifest)).toEqual({ ...untouched, url: manifest, redirected: false });
  });

  test("other pages of the host stay as they are for visitors of the demo page", async ({
    page,
    plainHost,
  }) => {
    await page.goto(plainHost.url + DEMO);
    await page.evaluate(() => navigator.serviceWorker.ready);
    expect(await visit(page, `${plainHost.url}post/`)).toMatchObject({ page: false });
    expect(await serviceWorkers(page)).toBe(1);
  });

  test("a page that embeds the trainer gets no service worker, nor does a frame", async ({
    page,
    plainHost,
  }) => {
    expect(await visit(page, `${plainHost.url}post/`)).toMatchObject({ page: false });
    await page.locator("iframe").scrollIntoViewIfNeeded();
    const train = page.frameLocator("iframe").getByRole("button", { name: "Train", exact: true });
    await expect(train).not.toHaveAttribute("aria-disabled", "true");
    expect(await serviceWorkers(page)).toBe(0);
  });
});
