/** Weights, feature maps and structure: what is inside of the network. */

import type { Locator, Page } from "@playwright/test";
import { openPad } from "./pad-page";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** The default network, and epochs that are not over soon. */
const LONG = "?backend=cpu#train-size=5000&batch-size=8&epochs=100";
const SMALL = "?backend=cpu#train-size=100&batch-size=10";
const LAYERS = {
  conv1: "Convolution 1",
  conv2: "Convolution 2",
  fc1: "Hidden layer",
  fc2: "Output layer",
} as const;

declare global {
  interface Window {
    /** When the page asked its worker, and for what. */
    asked: { type: string; at: number }[];
  }
}

/** Writes down everything that the page asks its worker for. */
async function watchCommands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.asked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...others: unknown[]) {
      const type = (message as { command?: { type?: string } })?.command?.type;
      if (type) window.asked.push({ type, at: performance.now() });
      Reflect.apply(post, this, [message, ...others]);
    } as typeof post;
  });
}

/** When commands of a kind were asked, in milliseconds. */
async function times(page: Page, type: string): Promise<number[]> {
  const asked = await page.evaluate(() => window.asked);
  return asked.filter((command) => command.type === type).map(({ at }) => at);
}

function weightsPanel(page: Page): Locator {
  return page.getByRole("region", { name: "Weights", exact: true });
}

function featuresPanel(page: Page): Locator {
  return page.getByRole("region", { name: "Inside the network" });
}

function textsOf(trainer: TrainerPage, layer: string): Promise<Record<string, string>> {
  return trainer.element.evaluate(async (element: Trainer, layer) => {
    const weights = await element.weights(layer);
    return Object.fromEntries(weights.map(({ name, text }) => [name, text]));
  }, layer);
}

/** All pixels of a canvas, to be compared. */
function pixels(canvas: Locator): Promise<string> {
  return canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

test("the weights of every layer: a picture, a verdict, and values as numpy prints them", async ({
  trainer,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await trainer.open(SMALL);
  const panel = weightsPanel(page);
  await panel.scrollIntoViewIfNeeded();
  await expect(panel.getByText("The pretrained network.")).toBeVisible();
  await trainer.steps(3);
  await expect(panel.getByText("Your network after mini-batch 3.")).toBeVisible();

  for (const [layer, name] of Object.entries(LAYERS)) {
    await panel.getByRole("combobox", { name: "Layer" }).selectOption({ label: name });
    const texts = await textsOf(trainer, layer);
    expect(Object.keys(texts)).toEqual([`${layer}.weight`, `${layer}.bias`]);
    for (const [parameter, text] of Object.entries(texts)) {
      const values = panel.getByRole("group", { name: `${parameter} as numpy prints it` });
      await expect.poll(() => values.textContent()).toBe(text);
      expect(text).toMatch(/^\[/);
    }
    await expect(panel.locator(".verdict")).toHaveCount(2);
    await expect(panel.locator(".verdict").first()).toHaveText(/Neither all zero nor all alike/);
    await expect(panel.getByRole("img", { name: /^Histogram of the .* in 64 parts/ })).toHaveCount(2);

    await panel.getByRole("button", { name: "Copy" }).first().click();
    await expect(panel.getByText("Copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(texts[`${layer}.weight`]);
  }
});

test("biases before training are said to be as they should", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.choice("Untrained").check();
  const panel = weightsPanel(page);
  await panel.scrollIntoViewIfNeeded();
  await expect(panel.locator(".verdict").last()).toHaveText(/All zero, as biases are before training\./);
  await expect(panel.getByText("A network that has learned nothing.")).toBeVisible();
  // Of this one no change is to be seen, and why.
  const change = panel.getByRole("button", { name: "Change since the start" });
  await expect(change).toBeDisabled();
  await expect(change).toHaveAccessibleDescription("It is not known how this network began.");
});

test("values are read one by one, and the change since the start is drawn", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  await trainer.steps(3);
  const panel = weightsPanel(page);
  await panel.scrollIntoViewIfNeeded();
  const values = panel.getByRole("slider", { name: "Weights, value by value" });
  const [first, second] = await trainer.element.evaluate(async (element: Trainer) => {
    const [weights] = await element.weights("conv1");
    return [...(weights?.data.slice(0, 2) ?? [])];
  });
  await values.focus();
  await page.keyboard.press("ArrowRight");
  await expect(values).toHaveAttribute("aria-valuetext", /^Filter 1, row 1, column 1: /);
  expect(await valueRead(values)).toBeCloseTo(first ?? Number.NaN, 3);
  await page.keyboard.press("ArrowRight");
  await expect(values).toHaveAttribute("aria-valuetext", /^Filter 1, row 1, column 2: /);
  expect(await valueRead(values)).toBeCloseTo(second ?? Number.NaN, 3);

  const picture = panel.getByRole("img", { name: /^Each tile is one of the filters/ });
  const before = await pixels(picture);
  const change = panel.getByRole("button", { name: "Change since the start" });
  await expect(change).toBeEnabled();
  await change.click();
  await expect(change).toHaveAttribute("aria-pressed", "true");
  await expect(panel.getByText(/Drawn is by how much each value has changed/).first()).toBeVisible();
  await expect.poll(() => pixels(picture)).not.toBe(before);
  await change.click();
  await expect.poll(() => pixels(picture)).toBe(before);
});

async function valueRead(slider: Locator): Promise<number> {
  const text = (await slider.getAttribute("aria-valuetext")) ?? "";
  return Number(text.split(": ").at(-1)?.replace("−", "-"));
}

test("while it trains, weights are read at most twice a second, and never out of view", async ({
  trainer,
  page,
}) => {
  await watchCommands(page);
  await trainer.open(LONG);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const reported = async () => (await trainer.history()).steps.length;
  await expect.poll(reported).toBeGreaterThan(4);
  expect(await times(page, "weights")).toEqual([]);
  expect(await times(page, "activations")).toEqual([]);

  const panel = weightsPanel(page);
  await panel.scrollIntoViewIfNeeded();
  const picture = panel.getByRole("img", { name: /^Each tile is one of the filters/ });
  const start = await pixels(picture);
  await expect.poll(() => pixels(picture)).not.toBe(start);
  await expect(panel.getByText(/^The numbers .* Your network after mini-batch/)).toBeVisible();
  // The first two are of now and of the start.
  await expect.poll(async () => (await times(page, "weights")).length).toBeGreaterThan(7);
  const asked = (await times(page, "weights")).slice(2);
  const pauses = asked.slice(1).map((at, place) => at - (asked[place] ?? 0));
  expect(pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length).toBeGreaterThanOrEqual(500);
  // A busy page may send one a little late.
  expect(Math.min(...pauses)).toBeGreaterThan(400);

  await page.evaluate(() => scrollTo(0, 0));
  await expect(panel).not.toBeInViewport();
  const before = await reported();
  const reads = (await times(page, "weights")).length;
  await expect.poll(reported).toBeGreaterThan(before + 6);
  // One may have been under way.
  expect((await times(page, "weights")).length).toBeLessThanOrEqual(reads + 1);
  await trainer.pause();
  expect(await trainer.blockedFrames()).toEqual([]);
});

test("feature maps follow the drawing, and a test image", async ({ trainer, page }) => {
  await watchCommands(page);
  const pad = await openPad(trainer, SMALL);
  const panel = featuresPanel(page);
  await expect(panel.getByText("Draw something, or take a test image.")).toHaveCount(1);
  await pad.silhouette("Trouser");
  await pad.expectLikeliest("Trouser");
  expect(await times(page, "activations")).toEqual([]);

  await panel.scrollIntoViewIfNeeded();
  await expect(panel.getByText("Your drawing, seen by the pretrained network")).toBeVisible();
  for (const [name, shape] of [
    ["Convolution 1", "26 × 26 × 32"],
    ["Convolution 2", "24 × 24 × 64"],
    ["Max pool", "12 × 12 × 64"],
    ["Hidden layer", "128"],
    ["Output layer", "10"],
  ]) {
    await expect(panel.getByRole("heading", { name: `${name} ${shape}` })).toBeVisible();
  }
  // The last layer says what the bars say.
  const best = panel.getByRole("row", { name: /^Trouser/ });
  const share = Number(/([\d.]+)\s%/.exec(await best.innerText())?.[1]);
  expect(share).toBeCloseTo((await pad.shares()).Trouser ?? Number.NaN, -0.5);

  const maps = panel.getByRole("img", { name: /^Each tile is what one filter found/ }).first();
  const ofTrouser = await pixels(maps);
  await pad.silhouette("Bag");
  await pad.expectLikeliest("Bag");
  await panel.scrollIntoViewIfNeeded();
  await expect.poll(() => pixels(maps)).not.toBe(ofTrouser);

  const chooser = panel.getByRole("slider", { name: "Convolution 1: Choose a map" });
  await chooser.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("img", { name: /^Convolution 1, map 2: / })).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel.getByRole("img", { name: /^Convolution 1, map/ })).toHaveCount(0);
  await expect(chooser).toBeFocused();

  await panel.getByRole("button", { name: "Random test image" }).click();
  await expect(panel.getByText("A test image, seen by the pretrained network")).toBeVisible();
  // The pad keeps what is on it.
  await pad.expectLikeliest("Bag");
  const ofTest = await pixels(maps);
  await trainer.steps(2);
  await expect(panel.getByText("A test image, seen by your network")).toBeVisible();
  await expect.poll(() => pixels(maps)).not.toBe(ofTest);
});
