/** What leaves the page by its own buttons, and comes back. */

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** A small network, and epochs of ten mini-batches. */
const SMALL = "?backend=cpu#train-size=320&batch-size=32&filters=4+8&dense-units=16&epochs=2";

function keepPanel(page: Page): Locator {
  return page.getByRole("region", { name: "Share and keep" });
}

async function download(panel: Locator, name: string): Promise<{ name: string; content: Buffer }> {
  const downloading = panel.page().waitForEvent("download");
  await panel.getByRole("button", { name, exact: true }).click();
  const file = await downloading;
  await expect(panel.getByText(`Saved as ${file.suggestedFilename()}.`)).toBeVisible();
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

async function open(panel: Locator, file: { name: string; content: Buffer }): Promise<void> {
  const choosing = panel.page().waitForEvent("filechooser");
  await panel.getByRole("button", { name: "Open a file" }).click();
  const { name, content: buffer } = file;
  await (await choosing).setFiles({ name, mimeType: "application/octet-stream", buffer });
}

function probabilities(trainer: TrainerPage): Promise<number[]> {
  return trainer.element.evaluate(async (element: Trainer) => {
    const pixels = Uint8Array.from({ length: 784 }, (_, place) => (place * 7) % 256);
    return (await element.predict(pixels)).probabilities;
  });
}

test("the link repeats the settings", async ({ trainer, newTrainer, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await trainer.open(`${SMALL}&seed=7`);
  await page.getByRole("textbox", { name: "Batch size" }).fill("16");
  await page.getByRole("textbox", { name: "Batch size" }).press("Enter");
  await expect.poll(async () => (await trainer.config())?.batchSize).toBe(16);
  const panel = keepPanel(page);
  await panel.getByRole("button", { name: "Copy link" }).click();
  await expect(panel.getByText(/^The link is on the clipboard/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());
  await expect(panel.getByRole("textbox", { name: "Link to these settings" })).toHaveValue(link);

  const other = await newTrainer();
  await other.open(link);
  expect(await other.config()).toEqual(await trainer.config());
  expect(await other.config()).toMatchObject({ batchSize: 16, seed: 7, filters: [4, 8], epochs: 2 });
});

test("where the browser lets nothing be copied, the link is there to be copied by hand", async ({
  trainer,
  page,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await trainer.open(SMALL);
  const panel = keepPanel(page);
  await panel.getByRole("button", { name: "Copy link" }).click();
  await expect(panel.getByText(/^The browser did not let the page copy/)).toBeVisible();
  const field = panel.getByRole("textbox", { name: "Link to these settings" });
  await expect(field).toBeFocused();
  const isSelected = (field: HTMLInputElement) => field.selectionEnd === field.value.length;
  expect(await field.evaluate(isSelected)).toBe(true);
});

test("a run as JSON, CSV and picture", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = keepPanel(page);
  for (const name of ["JSON", "CSV", "PNG"]) {
    const button = panel.getByRole("button", { name, exact: true });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Nothing is trained yet\./);
  }
  await trainer.train();
  const history = await trainer.history();
  expect(history.evaluations).toHaveLength(2);

  const json = await download(panel, "JSON");
  expect(json.name).toMatch(/^fashion-trainer-custom-2-epochs-seed-42-.*\.json$/);
  const run = JSON.parse(json.content.toString());
  expect(run).toMatchObject({ format: "fashion-trainer-run", config: await trainer.config() });
  expect(run.history).toEqual(JSON.parse(JSON.stringify(history)));

  const csv = await download(panel, "CSV");
  const [header = "", ...rows] = csv.content.toString().trimEnd().split("\r\n");
  const columns = header.split(",");
  const table = rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(columns.map((column, place) => [column, cells[place]]));
  });
  expect(table).toHaveLength(history.steps.length + history.evaluations.length);
  const accuracies = table.filter(({ kind }) => kind === "epoch").map((row) => Number(row.test_accuracy));
  expect(accuracies).toEqual(history.evaluations.map(({ accuracy }) => accuracy));
  const losses = table.filter(({ kind }) => kind === "step").map(({ loss }) => Number(loss));
  expect(losses).toEqual(history.steps.map(({ loss }) => loss));

  const png = await download(panel, "PNG");
  const picture = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    const colours = new Set(new Uint32Array(Uint8Array.from(data).buffer));
    return { width: bitmap.width, height: bitmap.height, colours: colours.size };
  }, png.content.toString("base64"));
  expect(picture.width).toBeGreaterThan(400);
  expect(picture.height).toBeGreaterThan(250);
  expect(picture.colours).toBeGreaterThan(20);
});

test("model and checkpoint come back through the button, and what is lost is said first", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(5);
  const trained = await probabilities(trainer);
  const panel = keepPanel(page);
  const model = await download(panel, "Save model");
  expect(model.name).toMatch(/-model\.safetensors$/);
  const checkpoint = await download(panel, "Save checkpoint");
  expect(checkpoint.name).toMatch(/-checkpoint\.safetensors$/);

  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  expect(await probabilities(trainer)).not.toEqual(trained);
  await open(panel, model);
  await expect(panel.getByText(/^The network of the file is in place/)).toBeVisible();
  expect(await probabilities(trainer)).toEqual(trained);
  expect((await trainer.history()).steps).toEqual([]);

  // Something is trained again, so it is asked first.
  await trainer.steps(1);
  const moved = await probabilities(trainer);
  await open(panel, checkpoint);
  await expect(panel.getByText(`${checkpoint.name} takes the place of this network.`)).toBeVisible();
  await panel.getByRole("button", { name: "Keep this network" }).click();
  expect(await probabilities(trainer)).toEqual(moved);
  await open(panel, checkpoint);
  await panel.getByRole("button", { name: "Open it" }).click();
  await expect(panel.getByText(/^The saved run is back, and goes on exactly/)).toBeVisible();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  expect((await trainer.history()).steps).toHaveLength(5);
  expect(await probabilities(trainer)).toEqual(trained);
});

test("files that can't be used are refused in words, and nothing is lost", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = keepPanel(page);
  const model = await download(panel, "Save model");
  const before = await probabilities(trainer);
  await open(panel, { name: "notes.txt", content: Buffer.from("Buy milk.") });
  await expect(panel.getByText("notes.txt is neither a model nor a checkpoint")).toBeVisible();
  await open(panel, { name: "cut.safetensors", content: model.content.subarray(0, -8) });
  await expect(
    panel.getByText(/^This file holds no model that can be used here\. The present/),
  ).toBeVisible();
  await expect(panel.getByText(/^model file: it is not a safetensors file/)).toBeVisible();
  expect(await probabilities(trainer)).toEqual(before);

  // Dropped on the panel.
  const dropped = await page.evaluateHandle(
    (texts) => {
      const transfer = new DataTransfer();
      for (const text of texts) {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], "model.safetensors"));
      }
      return transfer;
    },
    [model.content, model.content].map((content) => content.toString("base64")),
  );
  await panel.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(panel.getByText("That was more than one file. One at a time, please.")).toBeVisible();
  await dropped.evaluate((transfer) => transfer.items.remove(1));
  await panel.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(panel.getByText("Drop to open")).toBeVisible();
  await panel.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(panel.getByText(/^The network of the file is in place/)).toBeVisible();
  await expect(panel.getByText("Drop to open")).toHaveCount(0);
});

test("while it trains, files are saved and none is opened", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu#train-size=5000&batch-size=8&filters=4+8&dense-units=16");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(async () => (await trainer.history()).steps.length).toBeGreaterThan(0);
  const panel = keepPanel(page);
  const button = panel.getByRole("button", { name: "Open a file" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/Pause first\./);
  const { content } = await download(panel, "Save model");
  expect(content.length).toBeGreaterThan(1000);
  expect(await trainer.phase()).toBe("training");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(button).toBeEnabled();
});
