/** What the network mixes up, and the images concerned, after a short training of a small network. */

import type { Locator, Page } from "@playwright/test";
import { PadPage } from "./pad-page";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** One epoch, after which some thousand images are wrong. */
const SMALL =
  "?backend=cpu#train-size=1000&batch-size=16&learning-rate=0.003&dropout=0&filters=4+8&dense-units=32&epochs=1";
const CLASSES = [
  ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
  ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
];
/** Tiles in the document at a time, however many are listed. */
const MOST_TILES = 200;

class MistakesPage {
  readonly matrix: Locator;
  readonly gallery: Locator;
  readonly tiles: Locator;

  constructor(page: Page) {
    this.matrix = page.getByRole("region", { name: "What it mixes up" });
    this.gallery = page.getByRole("region", { name: "Images it gets wrong" });
    this.tiles = this.gallery.getByRole("grid", { name: "Test images" }).getByRole("button");
  }

  get cells(): Locator {
    return this.matrix.getByRole("gridcell");
  }

  cell(truth: number, predicted: number): Locator {
    return this.cells.nth(truth * 10 + predicted);
  }

  /** The two choices of classes, and the order. */
  choice(name: "Order" | "What it is" | "Taken for"): Locator {
    return this.gallery.getByRole("combobox", { name });
  }

  /** What the tiles in the document are called, from the top. */
  names(): Promise<string[]> {
    return this.tiles.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("aria-label") ?? ""));
  }

  async numbers(): Promise<number[]> {
    return (await this.names()).map((name) => Number(/^Test image (\d+)/.exec(name)?.[1]));
  }
}

async function confusionOf(trainer: TrainerPage): Promise<number[][]> {
  return (await trainer.history()).evaluations.at(-1)?.confusion ?? [];
}

test("before the first test there is a word on what will be there", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const mistakes = new MistakesPage(page);
  await expect(mistakes.matrix.getByText(/^After each epoch, a table here shows/)).toBeVisible();
  await expect(mistakes.gallery.getByText(/^After the first epoch/)).toBeVisible();
});

test("matrix, gallery and classes tell what the network mixes up", async ({ trainer, page }) => {
  test.setTimeout(240_000);
  await trainer.open(SMALL);
  await trainer.train();
  const mistakes = new MistakesPage(page);
  const { matrix, gallery, tiles } = mistakes;
  const confusion = await confusionOf(trainer);
  const pairs = confusion.flatMap((row, truth) =>
    row.map((count, predicted) => ({ truth, predicted, count: truth === predicted ? 0 : count })),
  );
  const [most = { truth: 0, predicted: 0, count: 0 }] = pairs.toSorted(
    (one, other) => other.count - one.count,
  );
  const total = pairs.reduce((sum, { count }) => sum + count, 0);
  const pair = `${CLASSES[most.truth]}, taken for ${CLASSES[most.predicted]}`;

  await test.step("the matrix counts every test image", async () => {
    await expect(mistakes.cells).toHaveCount(100);
    const shown = (await mistakes.cells.allInnerTexts()).map((text) => Number(text.replace(",", "")));
    expect(shown).toEqual(confusion.flat());
    expect(shown.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    await expect(mistakes.cell(most.truth, most.predicted)).toHaveAccessibleName(`${pair}: ${most.count}`);
    const right = confusion[1]?.[1] ?? 0;
    await expect(mistakes.cell(1, 1)).toHaveAccessibleName(`Trouser, recognised: ${right}`);
  });

  await test.step("as shares, each row is a hundred per cent", async () => {
    await matrix.getByRole("radio", { name: "Per cent of row" }).check();
    const cell = mistakes.cell(most.truth, most.predicted);
    await expect(cell).toHaveAccessibleName(`${pair}: ${share(most.count)}`);
    const row = (await mistakes.cells.allInnerTexts()).slice(0, 10).map(Number);
    expect(Math.abs(row.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(5);
    await matrix.getByRole("radio", { name: "Images" }).check();
  });

  await test.step("the arrow keys move in the matrix, and stop at its edges", async () => {
    await mistakes.cell(0, 0).focus();
    await page.keyboard.press("ArrowRight");
    await expect(mistakes.cell(0, 1)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(mistakes.cell(0, 1)).toBeFocused();
    await page.keyboard.press("Control+End");
    await expect(mistakes.cell(9, 9)).toBeFocused();
    await page.keyboard.press("Control+Home");
    for (let row = 0; row < most.truth; row++) await page.keyboard.press("ArrowDown");
    for (let column = 0; column < most.predicted; column++) await page.keyboard.press("ArrowRight");
    await expect(mistakes.cell(most.truth, most.predicted)).toBeFocused();
    await expect(
      matrix.getByText(
        new RegExp(`${most.count} [\\w -]+ were taken for [\\w -]+: ${share(most.count)} of all`),
      ),
    ).toBeVisible();
  });

  await test.step("Enter opens the images of a cell", async () => {
    await page.keyboard.press("Enter");
    await expect(mistakes.cell(most.truth, most.predicted)).toHaveAttribute("aria-selected", "true");
    await expect(mistakes.choice("What it is")).toHaveValue(String(most.truth));
    await expect(mistakes.choice("Taken for")).toHaveValue(String(most.predicted));
    await expect(gallery.getByText(countOf(most.count))).toBeVisible();
    const names = await mistakes.names();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names)
      expect(name).toMatch(new RegExp(`^Test image \\d+: ${escaped(pair)}, \\d+\\s%$`));
    await matrix.getByRole("button", { name: "Show all mistakes" }).click();
    await expect(gallery.getByText(countOf(total))).toBeVisible();
  });

  await test.step("orders and filters do what they say", async () => {
    const shares = (await mistakes.names()).map((name) => Number(/(\d+)\s%$/.exec(name)?.[1]));
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    const surest = await mistakes.numbers();
    await mistakes.choice("Order").selectOption({ label: "By number" });
    await expect.poll(() => mistakes.numbers()).not.toEqual(surest);
    const numbers = await mistakes.numbers();
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    await mistakes.choice("Order").selectOption({ label: "Highest loss first" });
    await expect.poll(() => mistakes.numbers()).not.toEqual(numbers);

    await mistakes.choice("Taken for").selectOption({ label: "Sandal" });
    const ofSandals = pairs
      .filter(({ predicted }) => predicted === 5)
      .reduce((sum, { count }) => sum + count, 0);
    await expect(gallery.getByText(countOf(ofSandals))).toBeVisible();
    for (const name of await mistakes.names()) expect(name).toContain("taken for Sandal");
    // A pair of a class with itself: what it got right.
    await mistakes.choice("What it is").selectOption({ label: "Sandal" });
    await expect(gallery.getByText(countOf(confusion[5]?.[5] ?? 0))).toBeVisible();
    expect((await mistakes.names())[0]).toMatch(/: Sandal, recognised,/);
    await mistakes.choice("What it is").selectOption({ label: "Anything" });
    await mistakes.choice("Taken for").selectOption({ label: "Anything" });
    await mistakes.choice("Order").selectOption({ label: "By number" });
    await expect.poll(() => mistakes.numbers()).toEqual(numbers);
  });

  await test.step("hundreds are scrolled through, and few are in the document", async () => {
    const indices = await trainer.element.evaluate(async (element: Trainer) => {
      const { mistakes } = await element.mistakes({ limit: 10_000, sort: "index" });
      return mistakes.map(({ index }) => index);
    });
    expect(indices).toHaveLength(total);
    let most = 0;
    await expect
      .poll(
        async () => {
          // At its end for now, the gallery hands the wheel to the page, and may be moved from under the mouse.
          await tiles.nth(Math.floor((await tiles.count()) / 2)).hover();
          await page.mouse.wheel(0, 50_000);
          most = Math.max(most, await tiles.count());
          return (await mistakes.numbers()).at(-1);
        },
        { timeout: 60_000, intervals: [100] },
      )
      .toBe(indices.at(-1));
    await expect(gallery.getByText(`${total.toLocaleString("en")} images`, { exact: true })).toBeVisible();
    expect(most).toBeLessThan(MOST_TILES);
    expect(total).toBeGreaterThan(2 * MOST_TILES);

    // The keyboard goes all the way back.
    await tiles.last().focus();
    await page.keyboard.press("Control+Home");
    await expect(tiles.first()).toBeFocused();
    expect((await mistakes.numbers())[0]).toBe(indices[0]);
  });

  await test.step("an image opens its probabilities, closes with Escape, and goes to the pad", async () => {
    await mistakes.choice("Order").selectOption({ label: "Surest mistakes first" });
    const surest = await trainer.element.evaluate(async (element: Trainer) => {
      const { mistakes } = await element.mistakes({ limit: 2, sort: "confidence" });
      return mistakes.map(({ pixels, ...mistake }) => ({ ...mistake, pixels: [...pixels] }));
    });
    const [first, second] = surest;
    if (!first || !second) throw new Error("no mistakes");
    await expect(tiles.first()).toHaveAccessibleName(new RegExp(`^Test image ${first.index}:`));
    await tiles.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(tiles.nth(1)).toBeFocused();
    await page.keyboard.press("Enter");
    const detail = gallery.getByRole("group", { name: `Test image ${second.index}` });
    await expect(detail).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(detail).toHaveCount(0);
    await expect(tiles.nth(1)).toBeFocused();

    await tiles.first().click();
    const opened = gallery.getByRole("group", { name: `Test image ${first.index}` });
    await expect(opened.getByRole("img", { name: CLASSES[first.truth] ?? "" })).toBeVisible();
    const bars = opened.getByRole("list", { name: "Probabilities" }).getByRole("listitem");
    await expect(bars).toHaveCount(10);
    await expect(bars.nth(first.predicted)).toContainText(`✗ ${CLASSES[first.predicted]}`);
    await expect(bars.nth(first.truth)).toContainText(`✓ ${CLASSES[first.truth]}`);
    const shown = (await bars.allInnerTexts()).map((text) => Number(/([\d.]+)\s%/.exec(text)?.[1]) / 100);
    for (const [label, share] of first.probabilities.entries()) expect(shown[label]).toBeCloseTo(share, 2);

    await opened.getByRole("button", { name: "Put it on the pad" }).click();
    const pad = new PadPage(page);
    await pad.expectSame(Buffer.from(enlarged(first.pixels)));
    await expect(pad.canvas).toBeInViewport();
    await pad.expectLikeliest(CLASSES[first.predicted] ?? "");
    await opened.getByRole("button", { name: "Close" }).click();
    await expect(tiles.first()).toBeFocused();
  });

  await test.step("each class has its precision, recall and F1", async () => {
    const rows = matrix.getByRole("table", { name: "Class by class" }).getByRole("row");
    await expect(rows).toHaveCount(11);
    for (const [label, row] of confusion.entries()) {
      const right = row[label] ?? 0;
      const recall = right / row.reduce((sum, count) => sum + count, 0);
      const taken = confusion.reduce((sum, counts) => sum + (counts[label] ?? 0), 0);
      const precision = taken === 0 ? 0 : right / taken;
      const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      const texts = [precision, recall, f1].map((share) => `${(share * 100).toFixed(1)}\u202f%`);
      await expect(rows.nth(label + 1).getByRole("rowheader")).toHaveText(CLASSES[label] ?? "");
      await expect(rows.nth(label + 1).getByRole("cell")).toHaveText(texts);
    }
  });

  await test.step("after more training it is said that the images are of the last test", async () => {
    await expect(gallery.getByText(/^As judged at the last evaluation/)).toHaveCount(0);
    await trainer.steps(1);
    await expect(gallery.getByText(/^As judged at the last evaluation, after 63 mini-batches/)).toBeVisible();
    expect(await trainer.blockedFrames()).toEqual([]);
  });
});

/** Of the thousand test images of a class. */
function share(count: number): string {
  return `${(count / 10).toFixed(1)}\u202f%`;
}

/** Such as "12 images", or "200 of 1,200 images". */
function countOf(total: number): RegExp {
  return new RegExp(`^([\\d,]+ of )?${total.toLocaleString("en")} images$`);
}

function escaped(text: string): string {
  return text.replace(/[/.]/g, "\\$&");
}

/** Each pixel ten by ten. */
function enlarged(pixels: readonly number[]): number[] {
  return Array.from(
    { length: 280 * 280 },
    (_, place) => pixels[Math.floor(place / 2800) * 28 + Math.floor((place % 280) / 10)] ?? 0,
  );
}
