/** Text that others wrote, in files, names and links: it is shown as text, or refused in words, and nothing hangs. */

import type { Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

const CPU = "?backend=cpu#";
const SMALL = `${CPU}train-size=100&batch-size=10&filters=4+8&dense-units=16`;
const MARKUP = "<img src=x onerror=\"document.title='taken over'\">";

/** The same file with another header. */
function withHeader(file: Buffer, change: (header: Record<string, unknown>) => void): Buffer {
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, 8 + length).toString());
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([start, text, file.subarray(8 + length)]);
}

/** Opens it by the button of the panel. */
async function openFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a file" }).click();
  await (await choosing).setFiles({ name, mimeType: "application/octet-stream", buffer });
}

async function expectPlainText(page: Page): Promise<void> {
  await expect(page.locator("fashion-trainer img")).toHaveCount(0);
  expect(await page.title()).toMatch(/^Fashion Trainer/);
}

test("the names of files and of what is in them are shown as text", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = page.getByRole("region", { name: "Share and keep" });
  await openFile(page, `${MARKUP}.txt`, Buffer.from("Buy milk."));
  await expect(panel.getByText(`${MARKUP}.txt is neither a model nor a checkpoint`)).toBeVisible();

  const model = await trainer.save("exportModel");
  const withTensor = withHeader(model, (header) => {
    const { data_offsets } = header["fc2.weight"] as { data_offsets: number[] };
    header[MARKUP] = { dtype: "F32", shape: [0], data_offsets: [data_offsets[1], data_offsets[1]] };
  });
  await openFile(page, "model.safetensors", withTensor);
  await expect(panel.getByText(/<img src=x/)).toBeVisible();
  await expectPlainText(page);

  await trainer.steps(1);
  await openFile(page, `${MARKUP}.safetensors`, model);
  await expect(panel.getByText(`${MARKUP}.safetensors takes the place of this network.`)).toBeVisible();
  await panel.getByRole("button", { name: "Keep this network" }).click();
  await expectPlainText(page);
});

test("metadata of a model and of a checkpoint are shown as text", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = page.getByRole("region", { name: "Share and keep" });
  const model = withHeader(await trainer.save("exportModel"), (header) => {
    header.__metadata__ = {
      "fashion-trainer": JSON.stringify({ formatVersion: MARKUP }),
    };
  });
  await openFile(page, "model.safetensors", model);
  await expect(panel.getByText(/<img src=x/)).toBeVisible();

  const checkpoint = withHeader(await trainer.save("saveCheckpoint"), (header) => {
    const metadata = header.__metadata__ as Record<string, string>;
    const own = JSON.parse(metadata["fashion-trainer-checkpoint"] ?? "{}");
    metadata["fashion-trainer-checkpoint"] = JSON.stringify({ ...own, formatVersion: MARKUP });
  });
  await openFile(page, "run.safetensors", checkpoint);
  await expect(panel.getByText(/^This file holds no checkpoint/)).toContainText("<img src=x");
  await expectPlainText(page);
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

const LONG = "9".repeat(1_000_000);

for (const { what, hash, said } of [
  { what: "markup", hash: `epochs=${encodeURIComponent(MARKUP)}`, said: /Epochs is "<img src=x/ },
  { what: "numbers beyond all measure", hash: "epochs=1e309&batch-size=-1e309", said: /Epochs is / },
  { what: "no numbers", hash: "learning-rate=NaN&dropout=NaN+NaN", said: /Learning rate is "NaN"/ },
  { what: "a number of a million digits", hash: `batch-size=${LONG}`, said: /Batch size is / },
  { what: "a word of a million letters", hash: `recipe=${"x".repeat(1_000_000)}`, said: /Recipe is / },
  { what: "a list of 100,000 layers", hash: `filters=${"1+".repeat(100_000)}`, said: /filters is / },
]) {
  test(`a link with ${what} is refused in words, and the good settings apply`, async ({ trainer, page }) => {
    await trainer.open(`${CPU}${hash}&seed=7&train-size=100`);
    const refusal = page.locator("fashion-trainer").getByText(said).first();
    await expect(refusal).toBeVisible();
    expect((await refusal.innerText()).length).toBeLessThan(1000);
    await expectPlainText(page);
    expect(await trainer.config()).toMatchObject({ seed: 7, trainSize: 100 });
    expect((await trainer.train({ steps: 1 })).step).toBe(1);
  });
}

test("names that every object has, and settings that there are not, are left alone", async ({
  trainer,
  page,
}) => {
  await trainer.open(`${SMALL}&__proto__=1&constructor=2&toString=3&hasOwnProperty=4&url-settings=5&=6`);
  await expect(page.getByRole("alert")).toBeEmpty();
  expect(await trainer.config()).toMatchObject({ trainSize: 100, batchSize: 10 });
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

test("a hostile link that is followed while the page is open changes nothing", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const before = await trainer.config();
  await page.evaluate((long) => {
    location.hash = `#batch-size=${long}&epochs=%3Cb%3E&seed=-1`;
  }, LONG);
  await expect(page.getByText(/Epochs is "<b>"/)).toBeVisible();
  expect(await trainer.config()).toEqual(before);
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});
