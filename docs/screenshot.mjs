// `node docs/screenshot.mjs`: makes docs/screenshot.png from dist/ (`npm run build`), while it trains.
// With a folder as argument: all four of 1280 and 360 px, light and dark, the whole page each, into that folder.

import { join } from "node:path";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";

const folder = process.argv[2];
const looks = folder
  ? [1280, 360].flatMap((width) => [
      { width, colorScheme: "light", path: join(folder, `light-${width}.png`) },
      { width, colorScheme: "dark", path: join(folder, `dark-${width}.png`) },
    ])
  : [{ width: 1280, colorScheme: "light", path: join(import.meta.dirname, "screenshot.png") }];

await withBuiltPage("?backend=cpu#train-size=2000&epochs=6", async (page) => {
  // Two whole epochs, and the third far enough to show.
  await page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    await trainer.ready;
    trainer.train();
    await /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        trainer.addEventListener("trainer-step", (/** @type {any} */ { detail }) => {
          if (detail.epoch === 2 && detail.imagesSeen > 4500) resolve();
        });
      })
    );
  });
  await drawShirt(page);
  for (const { width, colorScheme, path } of looks) {
    await page.emulateMedia({ colorScheme: colorScheme === "dark" ? "dark" : "light" });
    await page.setViewportSize({ width, height: 930 });
    // Two frames: one in which the charts hear of their new size, one in which they have drawn.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    await page.screenshot({ path, fullPage: folder !== undefined });
  }
});

/**
 * The outline of a T-shirt, as a person draws it.
 * @param {import("@playwright/test").Page} page
 */
async function drawShirt(page) {
  const pad = page.getByRole("application");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("the pad is not to be seen");
  const outline = "15,30 35,12 42,18 58,18 65,12 85,30 74,42 68,37 68,88 32,88 32,37 26,42 15,30";
  for (const [place, point] of outline.split(" ").entries()) {
    const [x = 0, y = 0] = point.split(",").map(Number);
    await page.mouse.move(box.x + (box.width * x) / 100, box.y + (box.height * y) / 100, { steps: 4 });
    if (place === 0) await page.mouse.down();
  }
  await page.mouse.up();
  // Until the whole of it is answered: two reports later.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        let reports = 0;
        document.addEventListener("trainer-step", () => {
          reports += 1;
          if (reports === 3) resolve(undefined);
        });
      }),
  );
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
}
