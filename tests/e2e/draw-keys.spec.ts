/** The pad by keyboard alone. */

import type { Page } from "@playwright/test";
import { openPad, type PadPage } from "./pad-page";
import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=100";
/** Stops on the way from the top of the page. */
const MOST_TABS = 40;

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

/** To the pad from the top of the page, as somebody without a mouse gets there. */
async function tabTo(pad: PadPage): Promise<void> {
  for (let stop = 0; stop < MOST_TABS; stop++) {
    await pad.page.keyboard.press("Tab");
    if (await pad.pad.evaluate((pad) => pad.matches(":focus"))) return;
  }
  throw new Error("the Tab key does not lead to the pad");
}

test("a garment is drawn, filled, changed and taken back", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await tabTo(pad);
  await expect(pad.pad).toHaveAccessibleDescription(/Arrow keys move the cursor/);
  await expect(pad.pad.locator(".ring")).toBeVisible();
  const scroll = await page.evaluate(() => scrollY);
  const live = pad.panel.locator("[aria-live=polite]").last();

  await press(page, "Enter");
  await expect.poll(() => pad.inkAt([140, 140])).toBe(205);
  await expect(live).toHaveText("Dot at 140, 140");
  await press(page, "Delete");
  await pad.expectInk(false);
  await expect(live).toHaveText("Cleared");

  // A frame: 150 pixels a side, with its middle at the cursor's start.
  await press(page, "Shift+ArrowLeft", 3);
  await press(page, "Shift+ArrowUp", 3);
  await press(page, "Space");
  await press(page, "Shift+ArrowRight", 6);
  await press(page, "Shift+ArrowDown", 6);
  await press(page, "Shift+ArrowLeft", 6);
  await press(page, "Shift+ArrowUp", 6);
  await press(page, "Space");
  await expect(live).toHaveText("Pen up at 65, 65");
  await press(page, "Shift+ArrowRight", 3);
  await press(page, "Shift+ArrowDown", 3);
  await expect(live).toHaveText("At 140, 140");
  for (const line of [
    [140, 65],
    [215, 140],
    [140, 215],
    [65, 140],
  ] as const) {
    await expect.poll(() => pad.inkAt(line)).toBe(205);
  }
  // The pen was up on the way to the middle.
  expect(await pad.inkAt([100, 65 + 35])).toBe(0);
  const frame = await pad.ink();

  await press(page, "f");
  await expect(pad.choice("Fill")).toBeChecked();
  await press(page, "Enter");
  await expect.poll(() => pad.inkAt([140, 140])).toBe(205);
  await expect(live).toHaveText("Filled at 140, 140");
  const filled = await pad.ink();
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
  // What the bars show is also said.
  await expect(pad.said.locator("[aria-live=polite]").last()).toHaveText(await pad.headline.innerText());

  await press(page, "Control+z");
  await pad.expectSame(frame);
  await press(page, "Control+y");
  await pad.expectSame(filled);
  await press(page, "Control+z");
  await press(page, "Control+Shift+Z");
  await pad.expectSame(filled);

  // Thicker, and rubbed out right of the middle; then mirrored.
  await press(page, "e");
  await press(page, "]", 2);
  await expect(pad.choice("Very thick")).toBeChecked();
  await press(page, "ArrowRight", 6);
  await press(page, "Enter");
  await expect.poll(() => pad.inkAt([195, 140])).toBe(0);
  expect(await pad.inkAt([85, 140])).toBe(205);
  await press(page, "m");
  await expect.poll(() => pad.inkAt([85, 140])).toBe(0);
  expect(await pad.inkAt([195, 140])).toBe(205);

  // None of these keys moved the page.
  expect(await page.evaluate(() => scrollY)).toBe(scroll);
});

test("held down, the space bar draws only while it is held", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.pad.focus();
  await page.keyboard.down("Space");
  await press(page, "Shift+ArrowRight", 2);
  await page.keyboard.up("Space");
  await press(page, "Shift+ArrowDown", 2);
  await expect.poll(() => pad.inkAt([180, 140])).toBe(205);
  expect(await pad.inkAt([190, 180])).toBe(0);
});

test("the keyboard leaves the pad, chooses tools and opens the silhouettes", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.pad.focus();
  await press(page, "Tab");
  await expect(pad.choice("Brush")).toBeFocused();
  await press(page, "ArrowRight", 2);
  await expect(pad.choice("Fill")).toBeChecked();
  await press(page, "Tab");
  await expect(pad.choice("Medium")).toBeFocused();
  await press(page, "Tab");
  await press(page, "ArrowLeft");
  await expect(pad.choice("White")).toBeChecked();

  const opener = pad.button("Silhouette");
  await opener.focus();
  await press(page, "Enter");
  const menu = pad.panel.getByRole("group", { name: "The outline of a class" });
  await expect(menu.getByRole("button", { name: /^T-shirt/ })).toBeFocused();
  await press(page, "Tab");
  await press(page, "Enter");
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
  await expect.poll(() => pad.inkAt([140, 20])).toBe(255);
  await pad.expectLikeliest("Trouser");

  // Taken back from wherever in the panel the focus is.
  await press(page, "Control+z");
  await pad.expectInk(false);

  await press(page, "Enter");
  await expect(menu).toBeVisible();
  await press(page, "Escape");
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
});
