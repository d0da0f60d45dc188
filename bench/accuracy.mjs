// `npm run accuracy -- --epochs 3 --backend cpu`: trains on the real page in Chromium, through the public face,
// and prints accuracy, time and speed of each epoch. Needs dist/ (`npm run build`).

import { parseArgs } from "node:util";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";

const { values } = parseArgs({
  options: {
    epochs: { type: "string", default: "3" },
    backend: { type: "string", default: "cpu" },
    seed: { type: "string", default: "42" },
  },
});
const query = `?backend=${values.backend}#epochs=${values.epochs}&seed=${values.seed}`;

await withBuiltPage(query, async (page) => {
  await page.exposeFunction("printLine", (/** @type {string} */ line) => console.log(line));
  await page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    await trainer.ready;
    const { kind, name, reason } = trainer.backend;
    const print = /** @type {any} */ (globalThis).printLine;
    await print(`${navigator.userAgent}\n${kind}: ${name} (${reason})`);
    await print("epoch  train loss  train acc  test loss  test acc  train s  test s  images/s");
    /** Rounded, right-aligned. */
    const cell = (/** @type {number} */ value, /** @type {number} */ width, digits = 4) =>
      value.toFixed(digits).padStart(width);
    trainer.addEventListener("trainer-epoch", (/** @type {any} */ { detail }) => {
      const { elapsedMillis, imagesSeen } = trainer.history.steps.at(-1);
      const seconds = elapsedMillis / 1000;
      print(
        [
          cell(detail.epoch, 5, 0) + cell(detail.trainLoss, 12) + cell(detail.trainAccuracy, 11),
          cell(detail.loss, 11) + cell(detail.accuracy, 10),
          cell(seconds, 9, 1) + cell(detail.elapsedMillis / 1000, 8, 1) + cell(imagesSeen / seconds, 10, 0),
        ].join(""),
      );
    });
    await trainer.train();
  });
});
