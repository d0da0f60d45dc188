/** Visits without network: what the browser keeps, what only when asked, and what it says where it can't. */

import { chromium, type Page } from "@playwright/test";
import { browserOptions } from "../../scripts/lib/built-page.mjs";
import { test as base, expect, type Trainer } from "./blog-page";
import { listenToComplaints } from "./complaints";
import { watchPolicy } from "./policy-watch";
import { type Site, serveTrainer, serveVersions } from "./sites";

const DEMO = "#train-size=100&batch-size=10&filters=4+8&dense-units=16&epochs=1";

/** `site`: a host that sends no headers, and goes away when it is closed. */
const test = base.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
  site: async ({}, use) => {
    const site = await serveVersions();
    await use(site);
    await site.close();
  },
});

test.use({ serviceWorkers: "allow" });

/** The first visit, until the service worker has all that it keeps unasked. */
async function firstVisit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect(section(page)).toBeVisible();
}

/** No server, and no network to look for it. */
async function goOffline(page: Page, site: Site): Promise<void> {
  await page.goto("about:blank");
  await site.close();
  await page.context().setOffline(true);
}

function section(page: Page) {
  return page.getByRole("region", { name: "Without internet" });
}

async function keepPictures(page: Page): Promise<void> {
  await section(page).getByRole("button", { name: "Keep the pictures for offline use (31 MB)" }).click();
  await expect(section(page)).toContainText("The pictures are kept, 31 MB");
}

function cacheNames(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

function trainOneEpoch(page: Page) {
  return page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.train());
}

for (const { host, serve } of [
  { host: "a host without headers", serve: serveVersions },
  // Whose policy also binds the service worker.
  { host: "a host as in the guide", serve: serveTrainer },
]) {
  test(`in airplane mode the second visit trains to the end of an epoch, tests, and knows drawings, from ${host}`, async ({
    page,
  }) => {
    const site = await serve();
    await firstVisit(page, site.url + DEMO);
    await keepPictures(page);
    await goOffline(page, site);

    const complaints = listenToComplaints(page);
    const refusals = await watchPolicy(page);
    await page.goto(site.url + DEMO);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const summary = await trainOneEpoch(page);
    expect(summary).toMatchObject({ reason: "done", epoch: 1, step: 10 });
    expect(summary.testAccuracy).toBeGreaterThan(0);
    const backend = await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.backend);
    expect(backend?.threadsCode).toMatch(/^(all-cores|one-core)$/);
    // Fetched only now, and in another language.
    const { name } = await page.locator("fashion-trainer").evaluate((trainer: Trainer) => {
      const image = new ImageData(28, 28);
      image.data.fill(255, 0, image.data.length / 2);
      return trainer.predictDrawing(image, { model: "pretrained" });
    });
    expect(name).not.toBe("");
    await page.getByRole("link", { name: "Deutsch" }).click();
    await expect(page.getByRole("region", { name: "Ohne Internet" })).toContainText("31 MB");
    expect(complaints).toEqual([]);
    expect(refusals).toEqual([]);
  });
}

test("pictures are kept only when asked: without them a visit in airplane mode says what is missing", async ({
  page,
  site,
}) => {
  await firstVisit(page, site.url + DEMO);
  expect(await cacheNames(page)).toEqual([expect.stringMatching(/^fashion-trainer app /)]);
  await goOffline(page, site);
  await page.goto(site.url + DEMO);
  await expect(page.getByRole("heading", { name: "Fashion Trainer", level: 1 })).toBeVisible();
  // It waits for the network, which may come back.
  await expect(page.getByRole("region", { name: "Status" })).toContainText("It will be asked for again");
  await expect(page.getByRole("button", { name: "Train", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

test("what was kept can be removed", async ({ page, site }) => {
  await firstVisit(page, site.url + DEMO);
  await keepPictures(page);
  expect(await cacheNames(page)).toHaveLength(2);
  await section(page).getByRole("button", { name: "Remove the pictures" }).click();
  await expect(section(page).getByRole("button", { name: /^Keep the pictures/ })).toBeFocused();
  expect(await cacheNames(page)).toEqual([expect.stringMatching(/^fashion-trainer app /)]);
});

test("they can be removed without network, too", async ({ page, site }) => {
  await firstVisit(page, site.url + DEMO);
  await keepPictures(page);
  await goOffline(page, site);
  await page.goto(site.url + DEMO);
  await section(page).getByRole("button", { name: "Remove the pictures" }).click();
  await expect(section(page).getByRole("button", { name: /^Keep the pictures/ })).toBeFocused();
  expect(await cacheNames(page)).toEqual([expect.stringMatching(/^fashion-trainer app /)]);
});

test("a picture file that does not arrive is told, and what has arrived is not fetched again", async ({
  page,
  site,
}) => {
  await firstVisit(page, site.url + DEMO);
  await page.route("**/train-05.bin.gz", (route) => route.abort());
  await section(page)
    .getByRole("button", { name: /^Keep the pictures/ })
    .click();
  await expect(section(page)).toContainText("Not all pictures arrived: 11 of 31 MB are kept");

  await page.unroute("**/train-05.bin.gz");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await keepPictures(page);
  expect(asked).toContain("/data/train-05.bin.gz");
  expect(asked).not.toContain("/data/train-00.bin.gz");
});

test("what a Wi-Fi's sign-in page sends in the place of pictures is not kept", async ({ page, site }) => {
  await firstVisit(page, site.url + DEMO);
  await page.route("**/train-00.bin.gz", (route) => route.fulfill({ status: 200, body: "<h1>Sign in</h1>" }));
  await section(page)
    .getByRole("button", { name: /^Keep the pictures/ })
    .click();
  await expect(section(page)).toContainText("Not all pictures arrived: 0 of 31 MB are kept");
});

test("without room for the pictures none are kept, which is said, and training goes on", async ({
  page,
  site,
}) => {
  await firstVisit(page, site.url + DEMO);
  await limitStorage(page, site, 20e6);
  await section(page)
    .getByRole("button", { name: /^Keep the pictures/ })
    .click();
  await expect(section(page)).toContainText("no room for the pictures, 31 MB, so none are kept");
  expect(await cacheNames(page)).toEqual([expect.stringMatching(/^fashion-trainer app /)]);
  expect(await trainOneEpoch(page)).toMatchObject({ reason: "done", epoch: 1 });
});

test("storage that fills up while pictures are written is given back, and said", async ({ page, site }) => {
  await firstVisit(page, site.url + DEMO);
  await page.evaluate(() => {
    let puts = 0;
    const { put } = Cache.prototype;
    Cache.prototype.put = function (...file) {
      puts += 1;
      if (puts < 4) return put.apply(this, file);
      return Promise.reject(new DOMException("full", "QuotaExceededError"));
    };
  });
  await section(page)
    .getByRole("button", { name: /^Keep the pictures/ })
    .click();
  await expect(section(page)).toContainText("no room for the pictures, 31 MB, so none are kept");
  expect(await cacheNames(page)).toEqual([expect.stringMatching(/^fashion-trainer app /)]);
});

test("without room for the page itself it comes from the network, isolated as before", async ({
  page,
  site,
}) => {
  await limitStorage(page, site, 500_000);
  await firstVisit(page, site.url + DEMO);
  await expect(section(page)).toContainText("no room to keep this page");
  await expect(section(page).getByRole("button")).toHaveCount(0);
  expect(await cacheNames(page)).toEqual([]);
  await page.goto("about:blank");
  await page.goto(site.url + DEMO);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await trainOneEpoch(page)).toMatchObject({ reason: "done", epoch: 1 });
});

test("the page can be installed", async ({ page, site }) => {
  await firstVisit(page, site.url + DEMO);
  const devtools = await page.context().newCDPSession(page);
  const { errors } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A test's browser keeps nothing, as a private window.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

test("on a plain-http address of a local network there is no service worker, and nothing is offered", async ({
  site,
}) => {
  const args = [...browserOptions.args, "--host-resolver-rules=MAP school.test 127.0.0.1"];
  const browser = await chromium.launch({ ...browserOptions, args });
  try {
    const page = await browser.newPage();
    const complaints = listenToComplaints(page);
    await page.goto(site.url.replace("localhost", "school.test") + DEMO);
    expect(await trainOneEpoch(page)).toMatchObject({ reason: "done", epoch: 1 });
    expect(await page.evaluate(() => [isSecureContext, "serviceWorker" in navigator])).toEqual([
      false,
      false,
    ]);
    await expect(section(page)).toHaveCount(0);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

async function limitStorage(page: Page, site: Site, quotaSize: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: new URL(site.url).origin, quotaSize });
}
