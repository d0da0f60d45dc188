/** New versions of the page: offered, never forced, and never mixed with the one that is open. */

import type { Page } from "@playwright/test";
import { test as base, expect, type Trainer } from "./blog-page";
import { buildNextVersion, type NextVersion } from "./next-version";
import { serveVersions } from "./sites";

type Versions = Awaited<ReturnType<typeof serveVersions>>;

const DEMO = "?backend=cpu#train-size=100&batch-size=10&filters=4+8&dense-units=16&epochs=1";

const test = base.extend<{ site: Versions }, { next: NextVersion }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
  site: async ({}, use) => {
    const site = await serveVersions();
    await use(site);
    await site.close();
  },
  next: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
    async ({}, use) => {
      const next = buildNextVersion();
      await use(next);
      next.remove();
    },
    { scope: "worker" },
  ],
});

test.use({ serviceWorkers: "allow" });

async function visit(page: Page, site: Versions): Promise<void> {
  await page.goto("about:blank");
  await page.goto(site.url + DEMO);
  await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Names in `assets/` that the page and its worker have asked for, of whichever version. */
function assetsOf(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    const name = /\/assets\/(.*)/.exec(request.url())?.[1];
    if (name) names.push(name);
  });
  return names;
}

function notice(page: Page) {
  return page.getByRole("status").filter({ hasText: "A new version of this page is here." });
}

function appCaches(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

function steps(page: Page, count: number) {
  return page
    .locator("fashion-trainer")
    .evaluate((trainer: Trainer, steps) => trainer.train({ steps }), count);
}

test("a new version waits until it is asked for, and then all of the page is of that version", async ({
  page,
  site,
  next,
}) => {
  await visit(page, site);
  const loads: string[] = [];
  page.on("request", (request) => request.isNavigationRequest() && loads.push(request.url()));
  site.deploy(next.folder);

  // The visit that finds it still is one of the old version, although the server has nothing of that any more.
  const old = assetsOf(page);
  await visit(page, site);
  await expect(notice(page)).toBeVisible();
  expect((await steps(page, 1)).step).toBe(1);
  expect(old.length).toBeGreaterThan(2);
  expect(old.filter((name) => name.includes(next.mark))).toEqual([]);
  expect(await appCaches(page)).toHaveLength(2);
  expect(loads).toHaveLength(1);

  // Something is trained, so it is asked twice.
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await expect(page.getByText("Reloading interrupts the training.")).toBeVisible();
  expect((await steps(page, 1)).step).toBe(2);
  const asked = assetsOf(page);
  const before = asked.length;
  await page.getByRole("button", { name: "Reload all the same" }).click();
  await expect.poll(() => loads.length).toBe(2);
  await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);
  expect(asked.slice(before).length).toBeGreaterThan(2);
  expect(asked.slice(before).filter((name) => !name.includes(next.mark))).toEqual([]);
  await expect(notice(page)).toHaveCount(0);
  // Nothing of the old one is left.
  await expect.poll(() => appCaches(page)).toHaveLength(1);
  expect((await steps(page, 1)).step).toBe(1);
});

test("a tab of the old version gets what it still needs, after another one has gone over", async ({
  page,
  context,
  site,
  next,
}) => {
  await visit(page, site);
  await visit(page, site);
  await steps(page, 1);
  site.deploy(next.folder);
  const other = await context.newPage();
  await visit(other, site);
  await other.getByRole("button", { name: "Reload", exact: true }).click();
  await expect.poll(() => other.locator(`script[src*="${next.mark}"]`).count()).toBe(1);
  await other.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);

  // Fetched only now: its network for drawings, and a worker with all its bundle for a second trainer.
  const asked = assetsOf(page);
  expect(
    await page.locator("fashion-trainer").evaluate(async (trainer: Trainer) => {
      const { name } = await trainer.predict(new Uint8Array(784).fill(200), { model: "pretrained" });
      const second = document.createElement("fashion-trainer");
      for (const name of ["backend", "train-size", "filters", "dense-units"]) {
        second.setAttribute(
          name,
          { backend: "cpu", "train-size": "100", filters: "4 8", "dense-units": "16" }[name] ?? "",
        );
      }
      document.body.append(second);
      const { step } = await second.train({ steps: 1 });
      second.remove();
      return { step, isNamed: name !== "" };
    }),
  ).toEqual({ step: 1, isNamed: true });
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.filter((name) => name.includes(next.mark))).toEqual([]);
  expect((await steps(page, 1)).step).toBe(2);
  expect(await appCaches(page)).toHaveLength(2);

  // Once it is closed nobody needs the old version.
  await page.close();
  await visit(other, site);
  await expect.poll(() => appCaches(other)).toHaveLength(1);
});

test("a second tab goes over as well, after the first has", async ({ page, context, site, next }) => {
  await visit(page, site);
  site.deploy(next.folder);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await visit(tab, site);
    await expect(notice(tab)).toBeVisible();
  }
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Reload", exact: true }).click();
    await expect.poll(() => tab.locator(`script[src*="${next.mark}"]`).count()).toBe(1);
  }
});

test("a new version that does not arrive whole changes nothing", async ({ page, site }) => {
  await visit(page, site);
  const [kept] = await appCaches(page);
  const broken = buildNextVersion("icon.svg");
  site.deploy(broken.folder);
  await visit(page, site);
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    // Its installation fails.
    await registration.update().catch(() => {});
    const { installing } = registration;
    if (!installing) return "none";
    return new Promise((resolve) => {
      installing.addEventListener("statechange", () => resolve(installing.state));
    });
  });
  expect(["none", "redundant"]).toContain(outcome);
  await expect(notice(page)).toHaveCount(0);
  expect(await appCaches(page)).toEqual([kept]);
  expect((await steps(page, 1)).step).toBe(1);
  broken.remove();
});
