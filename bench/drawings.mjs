// `npm run drawings`: how well drawings are recognised, on the real page in Chromium, through the public face.
// The 40 committed drawings (tests/drawings), class by class, and how many of 1,000 test images that are loaded
// onto the pad keep their prediction. Asks the pretrained network; `--model model.safetensors` asks another one.
// Needs dist/ (`npm run build` or `npm start`).

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { runnerImport } from "vite";
import { withBuiltPage } from "../scripts/lib/built-page.mjs";
import { root } from "../scripts/lib/paths.mjs";

/** @typedef {{ label: number, name: string }} Answer */
/** @typedef {{ class: number, style: string, operations: unknown }} Drawing */

const REDRAWN = 1000;
const CHUNK = 50;
const STYLES = ["outline", "filled", "textured", "wobbly"];

const { values } = parseArgs({ options: { model: { type: "string" } } });
const { replay } = (await runnerImport(join(root, "www/draw/pad/drawing.ts"))).module;
const { imageOperation, operationsFrom } = (await runnerImport(join(root, "www/draw/pad/operation.ts")))
  .module;
const { toRgba } = (await runnerImport(join(root, "www/draw/pad/surface.ts"))).module;

/** What the pad shows after these operations, as text for the page. */
const onPad = (/** @type {unknown} */ operations) =>
  Buffer.from(toRgba(replay(operationsFrom(operations)).ink)).toString("base64");

await withBuiltPage("?backend=cpu", async (page) => {
  await page.evaluate(async (model) => {
    const trainer = /** @type {any} */ (document.querySelector("fashion-trainer"));
    const decode = (/** @type {string} */ text) =>
      Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    if (model) {
      await trainer.ready;
      await trainer.importModel(decode(model));
    }
    const choice = model ? "mine" : "pretrained";
    Object.assign(globalThis, {
      /** The answers to pictures of the pad, 280 x 280. */
      askAboutDrawings: async (/** @type {string[]} */ drawings) => {
        const answers = [];
        for (const drawing of drawings) {
          const image = new ImageData(new Uint8ClampedArray(decode(drawing)), 280);
          answers.push(await trainer.predictDrawing(image, { ground: "black", model: choice }));
        }
        return answers.map(({ label, name }) => ({ label, name }));
      },
      /** The answers to images of 784 grey levels. */
      askAboutImages: async (/** @type {string[]} */ images) => {
        const answers = [];
        for (const image of images) answers.push(await trainer.predict(decode(image), { model: choice }));
        return answers.map(({ label, name }) => ({ label, name }));
      },
    });
  }, values.model && readFileSync(values.model).toString("base64"));
  /** @type {(what: "askAboutDrawings" | "askAboutImages", pictures: string[]) => Promise<Answer[]>} */
  const ask = (what, pictures) =>
    page.evaluate(({ what, pictures }) => /** @type {any} */ (globalThis)[what](pictures), {
      what,
      pictures,
    });

  await tellDrawings((drawings) => ask("askAboutDrawings", drawings));
  let kept = 0;
  const images = testImages(REDRAWN);
  for (let start = 0; start < images.length; start += CHUNK) {
    const chunk = images.slice(start, start + CHUNK);
    const drawn = await ask(
      "askAboutDrawings",
      chunk.map((pixels) => onPad([imageOperation(pixels)])),
    );
    const asTheyAre = await ask(
      "askAboutImages",
      chunk.map((pixels) => Buffer.from(pixels).toString("base64")),
    );
    kept += drawn.filter(({ label }, place) => label === asTheyAre[place]?.label).length;
  }
  console.log(
    `\n${kept} of ${images.length} test images keep their prediction when they are loaded onto the pad`,
  );
});

/** @param {(drawings: string[]) => Promise<Answer[]>} ask */
async function tellDrawings(ask) {
  const folder = join(root, "tests/drawings");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  /** @type {Drawing[]} */
  const drawings = files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  drawings.sort((a, b) => a.class - b.class || STYLES.indexOf(a.style) - STYLES.indexOf(b.style));
  const answers = await ask(drawings.map(({ operations }) => onPad(operations)));
  console.log(`| drawn as | ${STYLES.join(" | ")} |\n|---|---|---|---|---|`);
  const { CLASS_NAMES } = await names();
  for (const [label, name] of CLASS_NAMES.entries()) {
    const cells = STYLES.map((style) => {
      const place = drawings.findIndex((one) => one.class === label && one.style === style);
      const answer = answers[place];
      return answer?.label === label ? "right" : (answer?.name ?? "none");
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
  const right = drawings.filter((drawing, place) => drawing.class === answers[place]?.label).length;
  const share = ((100 * right) / drawings.length).toFixed(1);
  console.log(`\n${right} of ${drawings.length} drawings are recognised: ${share} %`);
}

/** The page's own names of the classes. */
async function names() {
  const { common } = (await runnerImport(join(root, "www/words/en/common.ts"))).module;
  return { CLASS_NAMES: /** @type {string[]} */ (common.classes) };
}

/**
 * The first test images of the first shard, class-balanced.
 * @param {number} count
 * @returns {Uint8Array[]}
 */
function testImages(count) {
  const bytes = gunzipSync(readFileSync(join(root, "public/data/test-00.bin.gz")));
  const start = 16 + 3 * bytes.readUInt32LE(8);
  return Array.from({ length: count }, (_, place) =>
    bytes.subarray(start + 784 * place, start + 784 * (place + 1)),
  );
}
