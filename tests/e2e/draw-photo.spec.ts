/** Photos onto the pad: chosen, dropped and pasted. The files are made here, in the browser. */

import type { Page } from "@playwright/test";
import { inkBox, openPad, type PadPage } from "./pad-page";
import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=100";

/** The value of EXIF's orientation that asks for a quarter turn to the right. */
const TURNED = 6;

interface Photo {
  type: "image/png" | "image/jpeg";
  /** The trousers lie, waist to the left, as a phone held upright stores them. */
  isLying?: boolean;
}

/** Dark trousers on a light and uneven ground. */
async function photo(page: Page, { type, isLying = false }: Photo): Promise<Buffer> {
  const text = await page.evaluate(
    async ({ type, isLying }) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = isLying ? [400, 300] : [300, 400];
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      const light = context.createLinearGradient(0, 0, canvas.width, canvas.height);
      light.addColorStop(0, "#f4f1ea");
      light.addColorStop(1, "#e6e2d8");
      context.fillStyle = light;
      context.fillRect(0, 0, canvas.width, canvas.height);
      if (isLying) {
        // What the turn of EXIF undoes.
        context.translate(0, canvas.height);
        context.rotate(-Math.PI / 2);
      }
      context.fillStyle = "#26324a";
      for (const [left, width, top, height] of [
        [90, 120, 40, 70],
        [90, 52, 100, 260],
        [158, 52, 100, 260],
      ] as const) {
        context.fillRect(left, top, width, height);
      }
      const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
      if (!file) throw new Error("no file");
      return btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
    },
    { type, isLying },
  );
  const file = Buffer.from(text, "base64");
  return isLying ? withOrientation(file, TURNED) : file;
}

/** A JPEG file with a segment of EXIF behind its first two bytes, which holds one entry. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const entry = Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
  const directory = Buffer.concat([Buffer.from([0, 1]), entry, Buffer.from([0, 0, 0, 0])]);
  const body = Buffer.concat([Buffer.from("Exif\0\0MM\0*"), Buffer.from([0, 0, 0, 8]), directory]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** Something that is held over the page with this file in it. */
function dragged(page: Page, file: Buffer, name: string, type: string) {
  return page.evaluateHandle(
    ({ text, name, type }) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    { text: file.toString("base64"), name, type },
  );
}

/** Bright trousers on black, standing. */
async function expectTrousers(pad: PadPage): Promise<void> {
  await pad.expectInk(true);
  await expect.poll(() => pad.inkAt([140, 60])).toBeGreaterThan(100);
  const ink = await pad.ink();
  const { height, width } = inkBox(ink, 280);
  expect(height).toBeGreaterThan(2 * width);
  for (const place of [
    [2, 2],
    [277, 2],
    [2, 277],
    [277, 277],
    // Between the legs.
    [140, 220],
  ] as const) {
    expect(await pad.inkAt(place), `ground at ${place}`).toBe(0);
  }
  await pad.expectLikeliest("Trouser");
}

async function choose(pad: PadPage, name: string, buffer: Buffer, mimeType: string): Promise<void> {
  const chooser = pad.page.waitForEvent("filechooser");
  await pad.button("Photo").click();
  await (await chooser).setFiles({ name, mimeType, buffer });
}

test("a photo on a light ground is ink on black, turned as its EXIF data says", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await choose(pad, "trousers.png", await photo(page, { type: "image/png" }), "image/png");
  await expectTrousers(pad);

  await pad.button("Clear").click();
  await pad.expectInk(false);
  await choose(pad, "lying.jpg", await photo(page, { type: "image/jpeg", isLying: true }), "image/jpeg");
  await expectTrousers(pad);

  // It can be drawn on, and taken back.
  await pad.button("Undo").click();
  await pad.expectInk(false);
});

test("a file that is no picture is refused in words, and the drawing stays", async ({ trainer }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.silhouette("Dress");
  await pad.expectInk(true);
  const dress = await pad.ink();
  const refusal = pad.panel.getByText("This can't be read as a picture. JPEG, PNG and WebP files work.");
  await choose(pad, "notes.png", Buffer.from("no picture at all"), "image/png");
  await expect(refusal).toBeVisible();
  await pad.expectSame(dress);
  await pad.tap([20, 20]);
  await expect(refusal).toHaveCount(0);
});

test("a photo is dropped on the pad, and nothing else is", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  const file = await photo(page, { type: "image/png" });
  const dataTransfer = await dragged(page, file, "trousers.png", "image/png");
  await pad.pad.dispatchEvent("dragover", { dataTransfer });
  await expect(pad.pad.getByText("Drop the picture here")).toBeVisible();
  await pad.pad.dispatchEvent("drop", { dataTransfer });
  await expectTrousers(pad);
  await expect(pad.pad.getByText("Drop the picture here")).toHaveCount(0);
  expect(page.url()).toContain("train-size=100");

  await pad.button("Clear").click();
  await pad.expectInk(false);
  const note = await dragged(page, Buffer.from("a note"), "note.txt", "text/plain");
  await pad.pad.dispatchEvent("drop", { dataTransfer: note });
  await expect(pad.panel.getByText("This can't be read as a picture")).toBeVisible();
  await pad.expectInk(false);
});

test("a photo is pasted, but not into a field that somebody writes in", async ({
  trainer,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const pad = await openPad(trainer, SMALL);
  const file = await photo(page, { type: "image/png" });
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const item = new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) });
    await navigator.clipboard.write([item]);
  }, file.toString("base64"));

  await page.getByRole("textbox", { name: "Epochs" }).focus();
  await page.keyboard.press("Control+V");
  await pad.pad.focus();
  await pad.expectInk(false);
  await page.keyboard.press("Control+V");
  await expectTrousers(pad);
});
