/** Where the page is served, and how: it works, or says why not. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { called, test as hostTest } from "./faulty-host";
import { openPad } from "./pad-page";
import { DIST, type Site, servePlace } from "./sites";
import { expect, test as trainerTest } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=100&batch-size=10&filters=4&dense-units=16&epochs=1";

interface PlaceFixtures {
  place: Parameters<typeof servePlace>[0];
  site: Site;
}

const test = trainerTest.extend<PlaceFixtures>({
  place: [{}, { option: true }],
  site: async ({ place }, use) => {
    const site = await servePlace(place);
    await use(site);
    await site.close();
  },
  baseURL: async ({ site }, use) => {
    await use(site.url);
  },
});

/** Worker, wasm, data and pretrained network, each found. */
async function expectAllToWork(page: Page, draw: () => Promise<void>): Promise<void> {
  await draw();
  await expect(page.getByText("the likeliest")).toBeVisible();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByText("Done", { exact: true })).toBeVisible();
  await expect(page.getByRole("alert")).toBeEmpty();
}

test.describe("in a folder of a host", () => {
  test.use({ place: { folder: "/a/b/" }, serviceWorkers: "allow" });

  test("everything is found, and nothing is asked of any other folder", async ({ trainer, site, page }) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const pad = await openPad(trainer, `${site.url}${SMALL}`);
    await expectAllToWork(page, () =>
      pad.draw([
        [100, 30],
        [100, 250],
      ]),
    );
    const outside = requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(site.url));
    expect(outside).toEqual([]);
    // The second visit, which the service worker of that folder isolates.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto("about:blank");
    await trainer.open(`${site.url}${SMALL}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect((await trainer.train({ steps: 1 })).step).toBe(1);
  });

  test("a page elsewhere on the host can embed it", async ({ page, site }) => {
    const { origin } = new URL(site.url);
    await page.route(`${origin}/post`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<script type="module" src="/a/b/embed.js"></script>
          <fashion-trainer backend="cpu" train-size="100" batch-size="10"></fashion-trainer>`,
      }),
    );
    await page.goto(`${origin}/post`);
    await page.waitForFunction(() => customElements.get("fashion-trainer"));
    const summary = await page
      .locator("fashion-trainer")
      .evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) => element.train({ steps: 1 }));
    expect(summary.step).toBe(1);
  });
});

test.describe("by plain http at an address of the local network", () => {
  test.use({ place: { name: "fashion.test" } });

  test("one CPU thread trains, and the page says why", async ({ trainer, page }) => {
    const pad = await openPad(trainer, SMALL.replace("?backend=cpu", ""));
    // What browsers keep from such a page.
    const kept = await page.evaluate(() => ({
      isSecureContext,
      digest: typeof crypto.subtle,
      gpu: typeof navigator.gpu,
      serviceWorker: typeof navigator.serviceWorker,
      locks: typeof navigator.locks,
      clipboard: typeof navigator.clipboard,
    }));
    const missing = "undefined";
    const all = { digest: missing, gpu: missing, serviceWorker: missing, locks: missing, clipboard: missing };
    expect(kept).toEqual({ isSecureContext: false, ...all });
    await expectAllToWork(page, () =>
      pad.draw([
        [100, 30],
        [100, 250],
      ]),
    );
    expect(await trainer.backend()).toMatchObject({
      kind: "cpu",
      threads: 1,
      reasonCode: "no-webgpu",
      threadsCode: "not-isolated",
    });
    await expect(page.getByText("This browser has no WebGPU, so the CPU trains.")).toBeVisible();
    await expect(page.getByText("More threads need a host that isolates the page.")).toBeVisible();
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByText("The browser did not let the page copy.")).toBeVisible();
  });
});

for (const type of ["application/octet-stream", "text/plain", undefined]) {
  hostTest(`a host that calls WebAssembly ${type ?? "nothing"} will do`, async ({ trainer, host, page }) => {
    host.always(/\.wasm$/, called(type));
    const types: (string | undefined)[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".wasm")) types.push(response.headers()["content-type"]);
    });
    await trainer.open(SMALL);
    expect((await trainer.train({ steps: 1 })).step).toBe(1);
    expect(types).toEqual([type]);
  });
}

test.describe("without its scripts", () => {
  test.use({ toleratedErrors: /^Failed to load resource/ });

  const notice = (page: Page) => page.getByText("The trainer is not here yet.");
  const germanNotice = (page: Page) => page.getByText("Der Trainer ist noch nicht da.");

  test("opened as a file from disk, the page says what it needs", async ({ page }) => {
    await page.goto(pathToFileURL(join(DIST, "index.html")).href);
    await expect(notice(page)).toBeVisible();
    await expect(notice(page)).toContainText("Opened as a file from disk it can't start");
    await expect(notice(page)).toContainText("npm start");
    await expect(germanNotice(page)).toBeVisible();
  });

  test("where a script does not arrive, the page says so, and reloading helps", async ({ trainer, page }) => {
    await page.route("**/fashion-trainer-*.js", (route) => route.abort());
    await trainer.goto(SMALL);
    await expect(notice(page)).toContainText("reload the page");
    await page.unroute("**/fashion-trainer-*.js");
    await page.reload();
    await trainer.ready();
    await expect(notice(page)).toBeHidden();
    await expect(germanNotice(page)).toBeHidden();
  });
});
