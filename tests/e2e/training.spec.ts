import { expect, lossRatio, test } from "./trainer-page";

/** One shard and short epochs: an epoch is ten mini-batches. */
const SMALL = "?backend=cpu#train-size=640&batch-size=64";
/** A network that is tested in a few seconds. */
const LIGHT = "&filters=4+8&dense-units=16";

test("loads real shards and learns within 30 mini-batches", async ({ trainer, page }) => {
  const shards: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".bin.gz"))
      shards.push(`${response.status()} ${response.url().split("/").at(-1)}`);
  });
  await trainer.open("?backend=cpu");
  expect(await trainer.config()).toMatchObject({ epochs: 12, batchSize: 64, seed: 42, trainSize: 60_000 });

  const reports = await trainer.steps(30);
  expect(reports).toHaveLength(30);
  expect(lossRatio(reports)).toBeLessThanOrEqual(0.8);

  await expect.poll(() => shards.length).toBe(14);
  expect(shards.every((shard) => shard.startsWith("200 "))).toBe(true);
  expect(await trainer.blockedFrames()).toEqual([]);
});

test("a person trains an epoch and reads its results", async ({ trainer, page }) => {
  await trainer.open(`${SMALL}&epochs=1`);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 60_000 });

  const { evaluations } = await trainer.history();
  expect(evaluations).toHaveLength(1);
  expect(evaluations[0]).toMatchObject({ epoch: 1, count: 10_000 });
  const share = `${((evaluations[0]?.accuracy ?? 0) * 100).toFixed(2)}\u202f%`;
  const row = page.getByRole("region", { name: "Results of each epoch" }).getByRole("row").nth(1);
  await expect(row).toContainText(share);
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeDisabled();
  expect(await trainer.blockedFrames()).toEqual([]);
});

test("the structure is shown with shapes and parameters, as a diagram and as a table", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  const structure = page.getByRole("region", { name: "Structure of the network" });
  await expect(structure.getByRole("row", { name: /Dense 128, ReLU/ })).toContainText("1,179,776");
  await expect(structure.getByRole("row", { name: /Conv 3 × 3, 64 filters/ })).toContainText("24 × 24 × 64");
  await expect(structure.getByRole("row", { name: /Total/ })).toContainText("1,199,882");

  const diagram = structure.getByRole("img", { name: /^Diagram of 9 layers with 1,199,882 parameters/ });
  await expect(diagram).toHaveCount(1);
  for (const text of ["26 × 26 × 32", "18,496", "9,216"]) await expect(diagram).toContainText(text);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(diagram).toHaveCount(1);
  await expect(diagram).toContainText("26 × 26 × 32");
});

test("pause stops after the mini-batch in flight, and training goes on from there", async ({
  trainer,
  page,
}) => {
  await trainer.open("?backend=cpu");
  const step = await trainer.listen("trainer-step");
  const training = trainer.train();
  await step();
  await page.getByRole("button", { name: "Pause" }).click();
  const summary = await training;
  expect(summary.reason).toBe("paused");
  expect(await trainer.phase()).toBe("paused");
  expect((await trainer.history()).steps.at(-1)?.step).toBe(summary.step);

  // Idempotent, and nothing runs on behind.
  await trainer.pause();
  expect((await trainer.train({ steps: 2 })).step).toBe(summary.step + 2);
});

test("a second training is refused as busy", async ({ trainer }) => {
  await trainer.open("?backend=cpu");
  const training = trainer.train();
  const second = await trainer.element.evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) =>
    element.train().catch((error) => error.code),
  );
  expect(second).toBe("busy");
  await trainer.pause();
  expect((await training).reason).toBe("paused");
});

test("reset gives the same start again, a new seed another", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu");
  const [first] = await trainer.steps(1);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
  expect((await trainer.history()).steps).toEqual([]);
  const [again] = await trainer.steps(1);
  expect(again?.loss).toBe(first?.loss);

  await page.getByRole("button", { name: "New seed" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
  expect((await trainer.config())?.seed).not.toBe(42);
});

test("predicts while training", async ({ trainer }) => {
  await trainer.open("?backend=cpu");
  const training = trainer.train();
  const prediction = await trainer.element.evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) =>
    element.predict(new Uint8Array(784).fill(100)),
  );
  expect(prediction.probabilities).toHaveLength(10);
  expect(prediction.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  expect(await trainer.phase()).toBe("training");
  await trainer.pause();
  await training;
});

test("offline after loading, training and testing go on", async ({ trainer, page, context }) => {
  await trainer.open(`${SMALL}${LIGHT}&epochs=1`);
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Download/)).toHaveCount(0);
  await context.setOffline(true);
  const summary = await trainer.train();
  expect(summary).toMatchObject({ reason: "done", epoch: 1, step: 10 });
  expect(summary.testAccuracy).toBeGreaterThan(0);
});

test("in a hidden tab, where nothing is drawn, training goes on", async ({ trainer, page }) => {
  await trainer.open(`${SMALL}${LIGHT}&epochs=1`);
  // A hidden tab gets no animation frames; headless Chromium gives them to every tab.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect(await trainer.train()).toMatchObject({ reason: "done", step: 10 });
  expect((await trainer.history()).evaluations).toHaveLength(1);
});
