/** Files that are opened by button, or dropped: what the trainer saved, and what it never did. */

import type { FileChooser, Page } from "@playwright/test";

export const NAMES = ["model", "checkpoint", "cut off", "nonsense", "nothing", "picture"] as const;
export type FileName = (typeof NAMES)[number];

const content = new Map<FileName, Buffer>();

/** A grey ramp in a PNG file of 8 x 8. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAGElEQVR4nGNgYGBkYmZhZWPn4OTi5uHl4wcAAkAAXe3T4BUAAAAASUVORK5CYII=";

/** Asks the trainer for the good ones. */
export async function prepareFiles(page: Page): Promise<void> {
  const saved = await page.evaluate(async () => {
    const trainer = document.querySelector("fashion-trainer") as HTMLElementTagNameMap["fashion-trainer"];
    const text = async (file: Blob) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return bytes.reduce((text, byte) => text + String.fromCharCode(byte), "");
    };
    return {
      model: btoa(await text(await trainer.exportModel())),
      checkpoint: btoa(await text(await trainer.saveCheckpoint())),
    };
  });
  const model = Buffer.from(saved.model, "base64");
  content.set("model", model);
  content.set("checkpoint", Buffer.from(saved.checkpoint, "base64"));
  content.set("cut off", model.subarray(0, model.length / 2));
  content.set("nonsense", Buffer.from("<script>alert(1)</script>".repeat(40)));
  content.set("nothing", Buffer.alloc(0));
  content.set("picture", Buffer.from(PICTURE, "base64"));
}

function fileOf(name: FileName) {
  const mimeType = name === "picture" ? "image/png" : "application/octet-stream";
  return { name: `${name}.safetensors`, mimeType, buffer: content.get(name) ?? Buffer.alloc(0) };
}

/** Whatever is asked for by a button, one after the other of them comes. */
export function answerChoosers(page: Page): void {
  let place = 0;
  page.on("filechooser", (chooser: FileChooser) => {
    place += 1;
    chooser.setFiles(fileOf(NAMES[place % NAMES.length] ?? "nothing")).catch(() => {});
  });
}

/** Into a field for files, or onto a panel; where there is none, as in the report, nothing is done. */
export async function setFiles(
  page: Page,
  { type, name }: { type: "file" | "drop"; name: FileName },
): Promise<"done" | "gone"> {
  const { buffer, mimeType, ...file } = fileOf(name);
  const given = { ...file, mimeType, text: buffer.toString("base64"), type, isPicture: name === "picture" };
  return page.evaluate(({ name, mimeType, text, type, isPicture }) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type: mimeType }));
    const trainer = document.querySelector("fashion-trainer");
    const panel = trainer?.shadowRoot?.querySelector(
      `fashion-trainer-${isPicture ? "pad" : "keep"}`,
    )?.shadowRoot;
    const field = panel?.querySelector<HTMLInputElement>("input[type=file]");
    const section = panel?.querySelector("section");
    if (!field || !section) return "gone";
    if (type === "drop") {
      section.dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
      );
    } else {
      field.files = transfer.files;
      field.dispatchEvent(new Event("change"));
    }
    return "done";
  }, given);
}
