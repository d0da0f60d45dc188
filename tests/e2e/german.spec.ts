/** The page in German: whatever is shown or read out. */

import type { Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

const SMALL = "#train-size=640&batch-size=16&learning-rate=0.003&filters=4+8&dense-units=16&epochs=1";

/** Words that no German text has. Proper names and terms such as Dropout or Pooling are no such words. */
const ENGLISH = new RegExp(
  `(?<!\\p{L})(${[
    "the and of is are with your this that which from it its to by for not yet here each has have what when",
    "taken trained network networks image images picture pictures weight weights layer layers filters unit units",
    "drawing draw accuracy learning size epoch epochs seed nothing anything choose press open save",
    "copy show hide close back values per-cent mistakes truth counts up down undo clear brush eraser fill settings",
    "shoes dress trouser trousers coat bag ankle sandal",
  ]
    .join(" ")
    .replaceAll(" ", "|")})(?!\\p{L})`,
  "iu",
);

/** Every text and label that the page shows or a screen reader says, with what is not in another language. */
function told(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [document.title];
    const labels = ["aria-label", "aria-valuetext", "aria-description", "title", "alt", "placeholder"];
    const visit = (node: Node): void => {
      if (node instanceof Text) texts.push(node.data);
      if (!(node instanceof Element || node instanceof ShadowRoot || node instanceof Document)) return;
      if (node instanceof Element) {
        if (node.getAttribute("lang") === "en" || node.matches("script, style, noscript, pre, code")) return;
        for (const label of labels) texts.push(node.getAttribute(label) ?? "");
        if (node.shadowRoot) visit(node.shadowRoot);
      }
      for (const child of node.childNodes) visit(child);
    };
    visit(document);
    return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  });
}

async function expectGerman(page: Page, state: string): Promise<void> {
  const texts = await told(page);
  expect(texts.length).toBeGreaterThan(100);
  // An address, and the name of the backend, belong to no language.
  const ours = texts.filter((text) => !/^https?:|^CPU: /.test(text));
  const words = ours.map((text) => text.replace(/\b\w+\.(weight|bias)\b/g, ""));
  expect(
    words.filter((text) => ENGLISH.test(text)),
    state,
  ).toEqual([]);
}

test("everything is German: ready, drawing, training, with results, in the report", async ({
  trainer,
  page,
}) => {
  await trainer.open(`?backend=cpu&lang=de${SMALL}`);
  await expect(page.getByRole("button", { name: "Trainieren", exact: true })).toBeVisible();
  await expect(page.getByText("Bereit", { exact: true })).toBeVisible();
  await expectGerman(page, "ready");

  const pad = page.getByRole("application");
  await pad.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: /Wahrscheinlichkeit/ }).getByRole("listitem")).toHaveCount(10);
  await expect(page.getByText(/vortrainierte Netz/i).first()).toBeVisible();
  await expectGerman(page, "drawing");

  const training = trainer.train();
  await expect(page.getByRole("button", { name: "Anhalten" })).toBeVisible();
  await expectGerman(page, "training");
  await training;
  await expect(page.getByText("Fertig", { exact: true })).toBeVisible();
  await page.getByRole("grid").first().getByRole("gridcell").nth(1).click();
  await page
    .getByRole("button", { name: /^Testbild/ })
    .first()
    .click();
  for (const panel of ["fashion-trainer-weights", "fashion-trainer-features"]) {
    await page.locator(panel).scrollIntoViewIfNeeded();
    await expect(page.locator(panel).locator("canvas").first()).toBeVisible();
  }
  await expectGerman(page, "results");
  // Numbers too.
  const accuracy = (await trainer.history()).evaluations[0]?.accuracy ?? Number.NaN;
  await expect(
    page.getByText(`${(accuracy * 100).toFixed(2).replace(".", ",")}\u202f%`).first(),
  ).toBeVisible();

  await page.getByRole("button", { name: "Bericht", exact: true }).click();
  await expect(page.getByRole("region", { name: "Bericht" })).toBeVisible();
  await expectGerman(page, "report");
});

test("a trainer speaks the language of its attribute", async ({ trainer, page }) => {
  await trainer.open(`?backend=cpu&lang=en${SMALL}`);
  await trainer.element.evaluate((element) => element.setAttribute("lang", "de"));
  await expect(page.getByRole("button", { name: "Trainieren", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Zeichnen", exact: true })).toBeVisible();
  await trainer.element.evaluate((element) => element.setAttribute("lang", "en"));
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
});

test("a file that can't be used is refused in German, and what the engine says is marked as English", async ({
  trainer,
  page,
}) => {
  await trainer.open(`?backend=cpu&lang=de${SMALL}`);
  const panel = page.getByRole("region", { name: "Teilen und behalten" });
  const header = Buffer.from(
    JSON.stringify({ "conv1.weight": { dtype: "F32", shape: [9], data_offsets: [0, 36] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  for (const { name, buffer } of [
    { name: "notizen.txt", buffer: Buffer.from("Milch kaufen.") },
    { name: "abgeschnitten.safetensors", buffer: Buffer.concat([length, header]) },
  ]) {
    const choosing = page.waitForEvent("filechooser");
    await panel.getByRole("button", { name: "Datei öffnen" }).click();
    await (await choosing).setFiles({ name, mimeType: "application/octet-stream", buffer });
    await expect(
      panel.getByText(name === "notizen.txt" ? name : "Diese Datei enthält kein Modell"),
    ).toBeVisible();
    await expectGerman(page, name);
  }
  await expect(panel.locator("[lang=en]")).toContainText("not a safetensors file");
});

test.describe("failures", () => {
  test.use({ toleratedErrors: /^Failed to load resource/ });

  test("what fails is said in German", async ({ trainer, page }) => {
    await page.route("**/train-00.bin.gz", (route) => route.fulfill({ status: 404 }));
    await trainer.goto(`?backend=cpu&lang=de${SMALL}`);
    await expect(page.getByRole("alert")).toContainText("nicht angekommen");
    await expect(page.getByRole("button", { name: "Noch einmal versuchen" })).toBeVisible();
    await expectGerman(page, "failed");
  });
});
