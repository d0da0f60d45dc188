/** The report for paper. */

import { PadPage } from "./pad-page";
import { expect, test } from "./trainer-page";

declare global {
  interface Window {
    printed: number;
  }
}

const SMALL =
  "?backend=cpu#train-size=640&batch-size=16&learning-rate=0.003&filters=4+8&dense-units=16&epochs=2";

test("a report with the four sections and the numbers of the run, to print", async ({ trainer, page }) => {
  await page.addInitScript(() => {
    window.printed = 0;
    window.print = () => {
      window.printed += 1;
    };
  });
  await trainer.open(SMALL);
  const pad = new PadPage(page);
  await pad.silhouette("Coat");
  await pad.expectInk(true);
  const drawing = await pad.ink();
  await trainer.train();
  const { evaluations } = await trainer.history();
  const last = evaluations.at(-1);
  if (!last) throw new Error("nothing was evaluated");

  const opener = page.getByRole("button", { name: "Report", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const report = page.getByRole("region", { name: "Report" });
  await expect(report.getByRole("heading", { name: "Report" })).toBeFocused();
  // In the place of the panels.
  await expect(page.getByRole("region", { name: "Draw" })).toHaveCount(0);
  const sections = ["I. Structure", "II. Weights", "III. Accuracy and loss", "IV. Mistakes"];
  await expect(report.getByRole("heading", { level: 3 })).toHaveText(sections);

  await test.step("settings, structure and weights", async () => {
    await expect(report.getByText("Training images", { exact: true })).toBeVisible();
    const parameters = 4 * 10 + 8 * 37 + 16 * (12 * 12 * 8 + 1) + 10 * 17;
    const total = report.getByRole("row", { name: /^Total/ });
    await expect(total).toContainText(parameters.toLocaleString("en"));
    const texts = await trainer.element.evaluate(async (element: HTMLElementTagNameMap["fashion-trainer"]) =>
      (await element.weights()).map(({ name, text }) => ({ name, line: text.split("\n")[0] ?? "" })),
    );
    expect(texts).toHaveLength(8);
    for (const { name, line } of texts) {
      await expect(report.getByRole("region", { name: `Values of ${name}` })).toContainText(line);
    }
    await expect(report.getByText(/All 8 pass|Worth a look/)).toBeVisible();
  });

  await test.step("curves and mistakes", async () => {
    const share = (value: number | undefined) => `${((value ?? Number.NaN) * 100).toFixed(2)}\u202f%`;
    for (const { epoch, accuracy, trainAccuracy } of evaluations) {
      const row = report.getByRole("row", { name: new RegExp(`^${epoch} \\d`) });
      await expect(row).toContainText(share(accuracy));
      await expect(row).toContainText(share(trainAccuracy));
    }
    await expect(report.getByText(/^Test accuracy was above training accuracy in/)).toBeVisible();
    const wrong = 10_000 - Math.round(last.accuracy * 10_000);
    await expect(
      report.getByText(`the network got ${wrong.toLocaleString("en")} of 10,000 images wrong`),
    ).toBeVisible();
    await expect(report.getByRole("img", { name: /^Test image/ })).toHaveCount(30);
  });

  await test.step("on paper there are no buttons", async () => {
    await report.getByRole("button", { name: "Print or save as PDF" }).click();
    expect(await page.evaluate(() => window.printed)).toBe(1);
    await page.emulateMedia({ media: "print" });
    await expect(report.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
    await expect(report.getByRole("button", { name: "Back" })).toBeHidden();
    await expect(report.getByRole("heading", { name: "IV. Mistakes" })).toBeVisible();
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByRole("contentinfo")).toBeHidden();
    // White around it, also for who sees the page dark.
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ground = (element: Element) => getComputedStyle(element).backgroundColor;
    expect(await page.locator("html").evaluate(ground)).toBe("rgb(255, 255, 255)");
    expect(await trainer.element.evaluate(ground)).toBe("rgb(255, 255, 255)");
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: "screen", colorScheme: null });
  });

  await test.step("back, everything is as it was", async () => {
    await report.getByRole("button", { name: "Back" }).click();
    await expect(report).toHaveCount(0);
    await expect(opener).toBeFocused();
    await pad.expectSame(drawing);
    await expect(page.getByText("Done", { exact: true })).toBeVisible();
  });
});

test("before training it says what will stand there", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  await page.getByRole("button", { name: "Report", exact: true }).click();
  const report = page.getByRole("region", { name: "Report" });
  await expect(report.getByText(/^Nothing is trained yet in this run/)).toBeVisible();
  await expect(report.getByText(/^No epoch is trained yet/)).toBeVisible();
  await expect(report.getByText(/^The network is not tested yet/)).toBeVisible();
});
