/** Explanations, and curves to be read. */

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

const SMALL =
  "?backend=cpu#train-size=640&batch-size=16&learning-rate=0.003&filters=4+8&dense-units=16&epochs=2";

function explanations(page: Page): Locator {
  return page.getByRole("region", { name: "What is going on" });
}

/** All pixels of the chart that a slider reads. */
function pixels(slider: Locator): Promise<string> {
  return slider.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

test("explanations change with what happens", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = explanations(page);
  const headings = panel.getByRole("heading", { level: 3 });
  await expect(headings).toHaveText(["What the network is", "What Train does"]);
  await expect(panel.getByText("All pictures pass 2 times.")).toBeVisible();

  await page.getByRole("button", { name: "Step" }).click();
  await expect(headings).toHaveText(["What falls here: the loss", "Why accuracy starts at 10 %"]);
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await trainer.train();
  await expect(headings.first()).toHaveText("What to look at now");
  const accuracy = (await trainer.history()).evaluations.at(-1)?.accuracy ?? Number.NaN;
  await expect(
    panel.getByText(`${(accuracy * 100).toFixed(1)}\u202f% of the new images are right.`),
  ).toBeVisible();

  // Terms, one at a time.
  await panel.getByText("Terms", { exact: true }).click();
  await panel.getByText("Dropout", { exact: true }).click();
  await expect(panel.getByText(/a random part of the signals is muted/)).toBeVisible();
  await expect(panel.getByText(/the cross-entropy, minus the logarithm/)).toBeHidden();
});

test("who knows all that hides it, and it stays hidden", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = explanations(page);
  await panel.getByRole("button", { name: "Hide explanations" }).click();
  await expect(panel.getByText("What the network is")).toHaveCount(0);
  await page.reload();
  await trainer.ready();
  const show = panel.getByRole("button", { name: "Show explanations" });
  await expect(show).toHaveAttribute("aria-expanded", "false");
  await expect(panel.getByText("What the network is")).toHaveCount(0);
  await show.click();
  await expect(panel.getByText("What the network is")).toBeVisible();
  await page.reload();
  await expect(panel.getByText("What the network is")).toBeVisible();
});

test("curves are read by pointer, by keyboard and as a table", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const panel = page.getByRole("region", { name: "Curves" });
  await expect(panel.getByText("Press Train, and the curve grows.")).toHaveCount(2);
  await trainer.train();
  const { evaluations } = await trainer.history();
  const last = evaluations.at(-1);
  const percent = (value: number | undefined, digits: number) =>
    `${((value ?? Number.NaN) * 100).toFixed(digits)}\u202f%`;
  const accuracy = panel.getByRole("slider", { name: /^Training and test accuracy/ });
  const loss = panel.getByRole("slider", { name: /^Training and test loss/ });
  await accuracy.scrollIntoViewIfNeeded();

  await test.step("by keyboard", async () => {
    await expect(accuracy).toHaveAttribute(
      "aria-valuetext",
      new RegExp(`^Epoch: 2, Test: ${percent(last?.accuracy, 1)}`),
    );
    await accuracy.focus();
    await page.keyboard.press("End");
    await expect(accuracy).toHaveAttribute("aria-valuetext", /^Epoch: 2\.00, Train: /);
    const end = (await accuracy.getAttribute("aria-valuetext")) ?? "";
    expect(end).toContain(`Test: ${percent(last?.accuracy, 1)}`);
    await page.keyboard.press("Home");
    await expect(accuracy).not.toHaveAttribute("aria-valuetext", end);
    await page.keyboard.press("ArrowRight");
    const [first, value] = /^Epoch: ([\d.]+), Train: ([\d.]+)/
      .exec((await accuracy.getAttribute("aria-valuetext")) ?? "")
      ?.slice(1) ?? ["", ""];
    expect(Number(first)).toBeLessThan(1);
    expect(Number(value)).toBeGreaterThanOrEqual(0);
    // What is said is also written below the chart.
    await expect(accuracy.getByText(first ?? "", { exact: true }).first()).toBeVisible();
    expect(Number(await accuracy.getAttribute("aria-valuenow"))).toBeCloseTo(Number(first), 1);
    await page.keyboard.press("Escape");
    await expect(accuracy).toHaveAttribute("aria-valuetext", /^Epoch: 2, Test: /);
  });

  await test.step("by pointer", async () => {
    const box = await loss.locator("canvas").boundingBox();
    if (!box) throw new Error("no chart");
    const legend = loss.locator(".u-legend");
    const before = await legend.innerText();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    await expect.poll(() => legend.innerText()).not.toBe(before);
    await expect(legend).toContainText(/Epoch\s*[01]\.\d\d/);
  });

  await test.step("references and their source, logarithm", async () => {
    const source = panel.getByRole("link", { name: "README of Fashion-MNIST" });
    await expect(source).toHaveAttribute("href", "https://github.com/zalandoresearch/fashion-mnist");
    const references = panel.getByRole("button", { name: "References" });
    await expect(references).toHaveAttribute("aria-pressed", "true");
    const before = await pixels(accuracy);
    await references.click();
    await expect(references).toHaveAttribute("aria-pressed", "false");
    await expect(source).toHaveCount(0);
    await expect.poll(() => pixels(accuracy)).not.toBe(before);

    const linear = await pixels(loss);
    await panel.getByRole("button", { name: "Log scale" }).click();
    await expect.poll(() => pixels(loss)).not.toBe(linear);
  });

  await test.step("as a table", async () => {
    await panel.getByText("Numbers: Accuracy").click();
    const tests = panel.getByRole("group", { name: "At each test" }).getByRole("row");
    await expect(tests).toHaveCount(3);
    for (const [place, report] of evaluations.entries()) {
      const cells = [percent(report.accuracy, 2), percent(report.trainSample?.accuracy, 2)];
      await expect(tests.nth(place + 1).getByRole("cell")).toHaveText(cells);
    }
    await expect(
      panel.getByRole("group", { name: "While it trained" }).getByRole("row").nth(3),
    ).toBeVisible();
  });
});
