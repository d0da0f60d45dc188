// `npm run frames`: trains on the real page in Chromium and draws on its pad all the while, and tells what the
// page's own scripts took in each animation frame. `--seconds 60 --backend cpu`. Needs dist/ (`npm run build`).

import { parseArgs } from "node:util";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, backend: { type: "string", default: "cpu" } },
});
const millis = Number(values.seconds) * 1000;

await withBuiltPage(
  `?backend=${values.backend}#recipe=recommended&epochs=100&train-size=5000`,
  async (page) => {
    await page.evaluate(async () => {
      const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
      await trainer.ready;
      void trainer.train();
      Object.assign(globalThis, { frames: 0, late: [], predictions: 0 });
      const counts = /** @type {any} */ (globalThis);
      const count = () => {
        counts.frames += 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      // Frames of less than 50 ms are not told; they count as the rest.
      new PerformanceObserver((list) => {
        for (const entry of /** @type {any[]} */ (list.getEntries())) {
          const script = entry.scripts.reduce(
            (/** @type {number} */ sum, /** @type {PerformanceEntry} */ { duration }) => sum + duration,
            0,
          );
          counts.late.push({ frame: entry.duration, script });
        }
      }).observe({ type: "long-animation-frame" });
    });
    const pad = page.getByRole("application");
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error("the pad is not to be seen");
    const start = performance.now();
    let moves = 0;
    while (performance.now() - start < millis) {
      const turn = moves / 12;
      const radius = box.width * (0.15 + 0.25 * Math.abs(Math.sin(turn / 7)));
      const x = box.x + box.width / 2 + radius * Math.cos(turn);
      const y = box.y + box.height / 2 + radius * Math.sin(turn);
      await page.mouse.move(x, y);
      if (moves % 120 === 0) await page.mouse.down();
      if (moves % 120 === 110) await page.mouse.up();
      if (moves % 1200 === 1199) await page.keyboard.press("Delete");
      moves += 1;
    }
    const { frames, late, steps, agent } = await page.evaluate(() => {
      const { frames, late } = /** @type {any} */ (globalThis);
      const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
      return { frames, late, steps: trainer.history.steps.length, agent: navigator.userAgent };
    });
    const scripts = late.map((/** @type {{ script: number }} */ { script }) => script);
    scripts.sort((/** @type {number} */ a, /** @type {number} */ b) => b - a);
    const rank = Math.floor(frames * 0.05);
    const percentile = scripts[rank] === undefined ? "less than 50" : scripts[rank].toFixed(0);
    console.log(agent);
    console.log(
      `${values.seconds} s, ${moves} pointer moves, ${steps} reports of training, ${frames} frames`,
    );
    console.log(`frames of 50 ms and more: ${late.length}`);
    console.log(
      `the page's own scripts in a frame: 95th percentile ${percentile} ms, most ${(scripts[0] ?? 0).toFixed(0)} ms`,
    );
  },
);
