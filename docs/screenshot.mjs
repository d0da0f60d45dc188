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
