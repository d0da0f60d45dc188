/** For everyone: no violation that axe finds in any state, nothing cut off, nothing that moves unasked. */

import AxeBuilder from "@axe-core/playwright";
import type { JSHandle, Locator, Page } from "@playwright/test";
import { PadPage } from "./pad-page";
import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=640&batch-size=16&filters=4+8&dense-units=16&epochs=1";
/** No epoch is over soon. */
const LONG = "?backend=cpu#train-size=60000&batch-size=8&epochs=100";
/** Between two words of a screen reader on how far the training is. */
const ANNOUNCEMENT_PAUSE = 5000;

const RULES = [...["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "best-practice"];

const NARROW = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const WIDE = { viewport: { width: 1280, height: 900 } } as const;
/** Every width and scheme; on two of them every state. */
const LOOKS = [
  { name: "light, 1280 px", isThorough: true, use: { colorScheme: "light", ...WIDE } },
  { name: "dark, 360 px", isThorough: true, use: { colorScheme: "dark", ...NARROW } },
  { name: "dark, 1280 px", isThorough: false, use: { colorScheme: "dark", ...WIDE } },
  { name: "light, 360 px", isThorough: false, use: { colorScheme: "light", ...NARROW } },
] as const;

async function check(page: Page, state: string): Promise<void> {
  await test.step(state, async () => {
    // That this link comes before all others, axe can't tell where those are in shadow trees.
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).exclude(".skip").analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("; ")}`);
    expect(told, state).toEqual([]);
    const width = page.viewportSize()?.width;
    expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(width);
    expect(await page.evaluate(() => window.innerWidth), state).toBe(width);
    expect(await smallTargets(page), state).toEqual([]);
  });
}

/** Buttons and fields that are lower than a finger needs, or narrower than a pointer needs. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = matchMedia("(pointer: coarse)").matches ? 44 : 24;
    const small: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.matches("button, select, summary, input:not([hidden]), label, [role=gridcell]"))
          continue;
        const radio = element.querySelector("[type=radio]");
        if (element.matches("label") !== (radio !== null) || element.matches("[type=radio]")) continue;
        const { width, height } = element.getBoundingClientRect();
        if (!element.checkVisibility() || width <= 1) continue;
        // Cells of a table of ten columns can't be as large as a finger on a phone.
        const isLarge = element.matches("td")
          ? Math.min(width, height) >= 23.9
          : height >= least - 0.1 && width >= 23.9;
        if (!isLarge) small.push(`${element.textContent?.trim().slice(0, 30)}: ${width} x ${height}`);
      }
    };
    visit(document);
    return small;
  });
}

for (const { name, isThorough, use } of LOOKS) {
  test.describe(name, () => {
    test.use(use);

    test("nothing is wrong while it opens, is ready, trains, and with all results", async ({
      trainer,
      page,
    }) => {
      test.setTimeout(300_000);
      const arrive = await trainer.holdBack("**/*.wasm");
      await trainer.goto(SMALL);
      await expect(page.getByText("Starting", { exact: true })).toBeVisible();
      if (isThorough) await check(page, "opening");
      arrive();
      await trainer.ready();
      await expect(page.getByText("Ready", { exact: true })).toBeVisible();
      if (isThorough) await check(page, "ready");

      // Everything unfolded, a bad value, and a drawing.
      await page.getByText("More", { exact: true }).click();
      await page.getByText("Terms", { exact: true }).click();
      await page.getByText("Keys", { exact: true }).click();
      const batch = page.getByRole("textbox", { name: "Batch size" });
      await batch.fill("0");
      await batch.press("Enter");
      await expect(page.getByText("Batch size is 0")).toBeVisible();
      const pad = new PadPage(page);
      await pad.button("Silhouette").click();
      if (isThorough) await check(page, "unfolded, with a menu and a bad value");
      await pad.panel.getByRole("button", { name: "Shirt", exact: true }).click();
      await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
      await batch.fill("16");
      await batch.press("Enter");

      await trainer.train();
      await expect(page.getByText("Done", { exact: true })).toBeVisible();
      await page.getByRole("grid", { name: "What it mixes up" }).getByRole("gridcell").nth(3).click();
      await page.getByRole("button", { name: "Show all mistakes" }).click();
      await page
        .getByRole("button", { name: /^Test image \d/ })
        .first()
        .click();
      await expect(page.getByRole("group", { name: /^Test image \d/ })).toBeFocused();
      for (const chart of ["Accuracy", "Loss"]) await page.getByText(`Numbers: ${chart}`).click();
      // What is only drawn in view.
      for (const region of ["Inside the network", "Weights"]) {
        const panel = page.getByRole("region", { name: region, exact: true });
        await panel.scrollIntoViewIfNeeded();
        await expect(panel.getByRole("slider").first()).toBeVisible();
      }
      await check(page, "paused after a test, with an image open");

      await page.getByRole("button", { name: "Report", exact: true }).click();
      await expect(page.getByRole("region", { name: "Report" })).toBeVisible();
      await check(page, "report");
    });
  });
}

test.describe("failures", () => {
  test.use({ ...NARROW, toleratedErrors: /^Failed to load resource/ });

  test("nothing is wrong where a failure is shown", async ({ trainer, page }) => {
    await page.route("**/train-00.bin.gz", (route) => route.fulfill({ status: 404 }));
    await trainer.goto(SMALL);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await check(page, "failed");
  });
});

for (const { name, use } of LOOKS.filter(({ isThorough }) => isThorough)) {
  test.describe(`${name}, while it trains`, () => {
    test.use({ ...use, contextOptions: { reducedMotion: "reduce" } });

    test("nothing is wrong, nothing is animated, and a screen reader hears now and then how far it is", async ({
      trainer,
      page,
    }) => {
      await trainer.open(LONG);
      const status = page.getByRole("region", { name: "Status" }).getByRole("status");
      await expect(status).toHaveText("Ready.");
      const listening = await listen(status);
      await page.getByRole("button", { name: "Train", exact: true }).click();
      const pad = new PadPage(page);
      await pad.silhouette("Shirt");
      await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
      expect(await moving(page)).toEqual([]);
      await check(page, "training");

      const progress = async () =>
        (await heard(listening)).filter(({ text }) => /^Epoch \d+ of 100, training accuracy/.test(text));
      await expect.poll(async () => (await progress()).length).toBeGreaterThanOrEqual(2);
      const [first, second] = (await progress()).map(({ at }) => at);
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(ANNOUNCEMENT_PAUSE - 100);
      expect((await heard(listening))[0]?.text).toBe("Training.");
      await page.getByRole("button", { name: "Pause" }).click();
      await expect(status).toHaveText("Paused.");
    });
  });
}

interface Heard {
  at: number;
  text: string;
}

/** Writes down what a live region says from now on. */
function listen(region: Locator): Promise<JSHandle<Heard[]>> {
  return region.evaluateHandle((region) => {
    const heard: Heard[] = [];
    const hear = () => heard.push({ at: performance.now(), text: region.textContent?.trim() ?? "" });
    new MutationObserver(hear).observe(region, { subtree: true, childList: true, characterData: true });
    return heard;
  });
}

function heard(listening: JSHandle<Heard[]>): Promise<Heard[]> {
  return listening.evaluate((heard) => heard);
}

/** What is animated, or would be when it changes. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const { transitionDuration, animationName } = getComputedStyle(element);
        const isStill = /^(0s(, )?)+$/.test(transitionDuration) && animationName === "none";
        if (!isStill) found.push(`${element.localName} ${transitionDuration} ${animationName}`);
      }
    };
    visit(document);
    return found;
  });
}
