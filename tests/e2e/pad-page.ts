/** The drawing pad and what stands beside it, as a person uses them: places are pixels of the pad, 280 a side. */

import { expect, type Locator, type Page } from "@playwright/test";
import type { TrainerPage } from "./trainer-page";

export type Place = readonly [x: number, y: number];

/** Pixels of a side of the pad, and of the image that the network sees. */
const PAD_SIDE = 280;
const SEEN_SIDE = 28;

/** The outline of a T-shirt: neck, right sleeve, hem, left sleeve. */
export const SHIRT: readonly Place[] = [
  ...([
    [110, 40],
    [125, 55],
    [155, 55],
    [170, 40],
  ] as const),
  ...([
    [240, 80],
    [220, 125],
    [190, 108],
  ] as const),
  ...([
    [190, 245],
    [90, 245],
  ] as const),
  ...([
    [90, 108],
    [60, 125],
    [40, 80],
    [110, 40],
  ] as const),
];

export class PadPage {
  readonly page: Page;
  readonly panel: Locator;
  readonly pad: Locator;
  readonly canvas: Locator;
  readonly said: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole("region", { name: "Draw", exact: true });
    this.pad = this.panel.getByRole("application", { name: "Drawing pad" });
    this.canvas = this.pad.locator("canvas");
    this.said = page.getByRole("region", { name: "What the network says" });
  }

  /** The verdict, such as "Trouser, 98 %". */
  get headline(): Locator {
    return this.said.locator(".headline");
  }

  get bars(): Locator {
    return this.said.getByRole("list", { name: "Probability of each class" }).getByRole("listitem");
  }

  button(name: string): Locator {
    return this.panel.getByRole("button", { name, exact: true });
  }

  choice(name: string): Locator {
    return this.panel.getByRole("radio", { name, exact: true });
  }

  /** Where on the screen a place of the pad is. */
  async at([x, y]: Place): Promise<{ x: number; y: number }> {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error("the pad is not to be seen");
    return { x: box.x + (x / PAD_SIDE) * box.width, y: box.y + (y / PAD_SIDE) * box.height };
  }

  /** With the mouse, from place to place. */
  async draw(places: readonly Place[]): Promise<void> {
    await this.canvas.scrollIntoViewIfNeeded();
    const { mouse } = this.page;
    const [first = [0, 0], ...others] = places;
    const start = await this.at(first);
    await mouse.move(start.x, start.y);
    await mouse.down();
    for (const place of others) {
      const { x, y } = await this.at(place);
      await mouse.move(x, y, { steps: 3 });
    }
    await mouse.up();
  }

  /** A click. */
  async tap(place: Place): Promise<void> {
    await this.draw([place]);
  }

  /** What is on the pad, as grey levels. */
  ink(): Promise<Uint8Array> {
    return greyLevels(this.canvas);
  }

  async inkAt([x, y]: Place): Promise<number> {
    return (await this.ink())[Math.floor(y) * PAD_SIDE + Math.floor(x)] ?? Number.NaN;
  }

  /** Waits until the pad shows something, or nothing. */
  async expectInk(isThere: boolean): Promise<void> {
    await expect.poll(async () => (await this.ink()).some((level) => level > 0)).toBe(isThere);
  }

  /** Waits until the pad shows exactly this. */
  async expectSame(ink: Uint8Array): Promise<void> {
    await expect.poll(async () => Buffer.compare(await this.ink(), ink)).toBe(0);
  }

  /** The 28 x 28 picture that the network saw. */
  seen(): Promise<Uint8Array> {
    return greyLevels(this.said.locator("canvas.seen"));
  }

  /** Per cent of each class, as the bars say. Empty while they say nothing. */
  async shares(): Promise<Record<string, number>> {
    const texts = await this.bars.evaluateAll((bars) =>
      bars.map((bar) => [bar.querySelector(".name")?.textContent, bar.querySelector(".share")?.textContent]),
    );
    const shares = texts.map(([name, share]) => [name, Number.parseInt(share ?? "", 10)] as const);
    return Object.fromEntries(shares.filter(([, share]) => !Number.isNaN(share)));
  }

  /** The class that is marked as the likeliest. */
  async likeliest(): Promise<string> {
    const bar = this.bars.filter({ hasText: "the likeliest" });
    return (await bar.locator(".name").textContent()) ?? "";
  }

  /** Waits until the network says that it is one of these. */
  async expectLikeliest(...names: readonly string[]): Promise<void> {
    await expect(this.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
    await expect.poll(async () => names.includes(await this.likeliest())).toBe(true);
  }

  async silhouette(name: string): Promise<void> {
    await this.button("Silhouette").click();
    const menu = this.panel.getByRole("group", { name: "The outline of a class" });
    await menu.getByRole("button", { name, exact: true }).click();
    await expect(menu).toBeHidden();
  }
}

/** Opens the page and waits until nothing is on its way any more that would move the pad. */
export async function openPad(trainer: TrainerPage, address: string): Promise<PadPage> {
  await trainer.open(address);
  await expect(trainer.page.getByText(/^Download/)).toHaveCount(0);
  return new PadPage(trainer.page);
}

/** One channel of a canvas that shows grey levels; what is transparent counts as black. */
async function greyLevels(canvas: Locator): Promise<Uint8Array> {
  const text = await canvas.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    // A copy, so that the page's own canvas stays as fast as it is.
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!copy) throw new Error("no canvas");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let text = "";
    for (let place = 0; place < data.length; place += 4) text += String.fromCharCode(data[place] ?? 0);
    return btoa(text);
  });
  return Buffer.from(text, "base64");
}

/** The smallest box with all ink of a picture, in its pixels. */
export function inkBox(levels: Uint8Array, side = SEEN_SIDE) {
  const inked = [...levels.keys()].filter((place) => (levels[place] ?? 0) > 0);
  const across = inked.map((place) => place % side);
  const down = inked.map((place) => Math.floor(place / side));
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return { left, top, width: Math.max(...across) - left + 1, height: Math.max(...down) - top + 1 };
}
