/** The pad and the page under a finger, on a phone. */

import type { CDPSession, Page } from "@playwright/test";
import { openPad, type Place } from "./pad-page";
import { expect, test } from "./trainer-page";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

const SMALL = "?backend=cpu#train-size=100";

interface Point {
  x: number;
  y: number;
}

/** One finger along a straight line, in pixels of the screen. */
async function swipe(session: CDPSession, from: Point, to: Point): Promise<void> {
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const steps = 12;
  await touch("touchStart", [from]);
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    await touch("touchMove", [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }]);
  }
  await touch("touchEnd", []);
}

function scrolled(page: Page): Promise<number> {
  return page.evaluate(() => scrollY);
}

test("a stroke down the pad draws and does not scroll; beside the pad a finger scrolls", async ({
  trainer,
  page,
}) => {
  const pad = await openPad(trainer, SMALL);
  const session = await page.context().newCDPSession(page);
  await pad.canvas.scrollIntoViewIfNeeded();
  const before = await scrolled(page);
  const stroke: readonly [Place, Place] = [
    [140, 250],
    [140, 30],
  ];
  await swipe(session, await pad.at(stroke[0]), await pad.at(stroke[1]));
  for (const place of [stroke[0], [140, 140] as const, stroke[1]]) {
    await expect.poll(() => pad.inkAt(place)).toBe(205);
  }
  expect(await scrolled(page)).toBe(before);
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
  // No ring under a finger.
  await expect(pad.pad.locator(".ring")).toBeHidden();

  const ink = await pad.ink();
  await pad.said.scrollIntoViewIfNeeded();
  const now = await scrolled(page);
  await swipe(session, { x: 180, y: 500 }, { x: 180, y: 200 });
  await expect.poll(() => scrolled(page)).toBeGreaterThan(now + 100);
  expect(Buffer.compare(await pad.ink(), ink)).toBe(0);
});

test("tools answer to taps", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.button("Silhouette").tap();
  await pad.panel.getByRole("button", { name: "Bag", exact: true }).tap();
  await pad.expectLikeliest("Bag");
  await pad.choice("Eraser").tap();
  await pad.canvas.scrollIntoViewIfNeeded();
  const middle = await pad.at([140, 200]);
  await page.touchscreen.tap(middle.x, middle.y);
  await expect.poll(() => pad.inkAt([140, 200])).toBe(0);
  await pad.button("Undo").tap();
  await expect.poll(() => pad.inkAt([140, 200])).toBe(205);
  await pad.button("Clear").tap();
  await pad.expectInk(false);
});

test("everything that is tapped is large enough for a finger", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
  await page.getByText("More", { exact: true }).click();
  await page.getByText("Keys", { exact: true }).click();
  await page.getByText("Terms").first().click();
  await expect(page.getByLabel("Optimiser")).toBeVisible();

  const small: string[] = [];
  // The label around a radio button is a part of it.
  const targets = page.locator(
    ":is(button, select, summary, nav a, input:not([type=radio], [readonly]), label:has([type=radio])):visible",
  );
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    const name = (await target.innerText()) || (await target.getAttribute("aria-label"));
    const sides = [box?.width ?? 0, box?.height ?? 0].map(Math.round);
    if (Math.min(...sides) < 44) small.push(`${name}: ${sides.join(" x ")}`);
  }
  expect(await targets.count()).toBeGreaterThan(40);
  expect(small).toEqual([]);
});
