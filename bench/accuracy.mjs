// `npm run accuracy -- --epochs 3 --backend cpu`: trains on the real page in Chromium, through the public face,
// and prints accuracy, time and speed of each epoch. Needs dist/ (`npm run build`). `--recipe recommended` uses a
// recipe; `--out model.safetensors` keeps the exported model and compares its labels with numpy's.

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";
import { pythonProgram } from "../scripts/lib/paths.mjs";
import { labelsByNumpy, trueLabels } from "../scripts/lib/test-labels.mjs";

const { values } = parseArgs({
  options: {
    epochs: { type: "string", default: "3" },
    backend: { type: "string", default: "cpu" },
    seed: { type: "string", default: "42" },
    recipe: { type: "string", default: "custom" },
    out: { type: "string" },
  },
});
const { backend, recipe, epochs, seed, out } = values;
// Before the training, which may take an hour.
if (out && !existsSync(pythonProgram)) {
  console.error(
    "--out needs Python with numpy, which is not there yet: `npm run setup` makes it (and so does `npm test`).",
  );
  process.exit(1);
}
const query = `?backend=${backend}#recipe=${recipe}&epochs=${epochs}&seed=${seed}`;

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
  if (out) await compareWithNumpy(page, out);
});

/**
 * Writes the exported model, and counts the test images to which numpy gives another label than the page does.
 * @param {import("@playwright/test").Page} page
 * @param {string} path
 */
async function compareWithNumpy(page, path) {
  const { bytes, mistakes } = await page.evaluate(async () => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    const model = new Uint8Array(await (await trainer.exportModel()).arrayBuffer());
    const found = await trainer.mistakes({ limit: 10_000 });
    const numbers = found.mistakes.map((/** @type {any} */ { index, predicted }) => [index, predicted]);
    return { bytes: [...model], mistakes: /** @type {[number, number][]} */ (numbers) };
  });
  await writeFile(path, Uint8Array.from(bytes));
  const { labels, margins } = await labelsByNumpy(path);
  const predicted = trueLabels();
  for (const [index, label] of mistakes) predicted[index] = label;
  const others = labels.flatMap((label, index) => (label === predicted[index] ? [] : [index]));
  const told = others.map((index) => `${index} (margin ${margins[index]})`).join(", ") || "none";
  console.log(`${path}: ${bytes.length} bytes; test images that numpy labels otherwise: ${told}`);
}
