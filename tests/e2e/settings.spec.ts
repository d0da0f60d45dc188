import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=640";

test("a bad value is explained at its field, and nothing is lost", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const field = page.getByLabel("Batch size");
  await field.fill("0");
  await field.press("Enter");
  await expect(page.getByText("Batch size is 0, but must be a whole number from 1 to 1024")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("0");
  expect((await trainer.config())?.batchSize).toBe(64);

  await field.fill("many");
  await field.press("Enter");
  await expect(page.getByText('Batch size is "many"')).toBeVisible();

  await field.fill("32");
  await field.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect.poll(async () => (await trainer.config())?.batchSize).toBe(32);
});

test("a refused value goes with the trainer that is taken off the page", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const field = page.getByLabel("Batch size");
  await field.fill("0");
  await field.press("Enter");
  await expect(page.getByText("Batch size is 0")).toBeVisible();
  await trainer.element.evaluate((element) => {
    const { parentNode } = element;
    element.remove();
    parentNode?.append(element);
  });
  await trainer.ready();
  await expect(page.getByText("Batch size is 0")).toHaveCount(0);
  await expect(field).toHaveValue("64");
});

test("configure rejects with the code, and changes nothing", async ({ trainer }) => {
  await trainer.open(SMALL);
  const before = await trainer.config();
  expect(await trainer.configure({ learningRate: 2, epochs: 5 })).toBe("bad-config");
  expect(await trainer.configure({ dropout: [0.5, 0.95] })).toBe("bad-config");
  expect(await trainer.config()).toEqual(before);
  expect(await trainer.configure({ epochs: 5 })).toBeUndefined();
  expect((await trainer.config())?.epochs).toBe(5);
});

test("the address holds every setting, and a link brings them back", async ({ trainer, page }) => {
  await trainer.open(`${SMALL}&seed=7&dropout=0.25+0.5`);
  await trainer.configure({ epochs: 3 });
  await expect(page).toHaveURL(/epochs=3/);
  const config = await trainer.config();
  await page.goto("about:blank");
  await page.goBack();
  await trainer.ready();
  expect(await trainer.config()).toEqual(config);
  expect(config).toMatchObject({ epochs: 3, seed: 7, dropout: [0.25, 0.5], trainSize: 640 });
});

test("a bad value in a link is explained, and the good ones apply", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu#train-size=640&epochs=0&batch-size=16");
  await expect(page.getByText(/Epochs is 0, but must be/)).toBeVisible();
  expect(await trainer.config()).toMatchObject({ epochs: 12, batchSize: 16, trainSize: 640 });
});

test("a recipe is applied before what stands beside it, and a link repeats it", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu#train-size=640&batch-size=16&recipe=reference");
  expect(await trainer.config()).toMatchObject({ recipe: "custom", batchSize: 16, trainSize: 640 });

  // By way of another page: an address that differs in its hash alone would load nothing.
  await page.goto("about:blank");
  await trainer.open("?backend=cpu#train-size=600&epochs=2&recipe=recommended");
  const config = await trainer.config();
  expect(config).toMatchObject({ recipe: "recommended", schedule: "cosine", epochs: 2, trainSize: 600 });
  await page.goto("about:blank");
  await page.goBack();
  await trainer.ready();
  await expect(page).toHaveURL(/recipe=recommended.*schedule=cosine/);
  expect(await trainer.config()).toEqual(config);

  const embedded = await page.evaluate(async () => {
    const other = document.createElement("fashion-trainer");
    const attributes = { flip: "", epochs: "3", "train-size": "100", recipe: "reference", backend: "cpu" };
    for (const [name, value] of Object.entries(attributes)) other.setAttribute(name, value);
    document.body.append(other);
    // It starts when somebody sees it.
    other.scrollIntoView();
    await other.ready;
    return other.config;
  });
  expect(embedded).toMatchObject({ recipe: "custom", batchSize: 128, flip: true, epochs: 3 });
});

test("a recipe is chosen in the form, and changing a setting of it makes it custom", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  const recipe = page.getByLabel("Recipe");
  await recipe.selectOption({ label: "Reference" });
  await expect(page.getByLabel("Batch size")).toHaveValue("128");
  expect(await trainer.config()).toMatchObject({ recipe: "reference", batchSize: 128 });

  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("Optimiser").selectOption("sgd");
  await expect(recipe).toHaveValue("custom");
  await page.getByLabel("Mirror").selectOption({ label: "Yes" });
  await expect.poll(() => trainer.config()).toMatchObject({ optimizer: "sgd", flip: true, batchSize: 128 });

  await recipe.selectOption("reference");
  await expect(page.getByLabel("Optimiser")).toHaveValue("adam");
  await expect(page.getByLabel("Mirror")).toHaveValue("false");
});

test("a bad value in the folded group is explained at its field, which unfolds", async ({
  trainer,
  page,
}) => {
  await trainer.open(`${SMALL}&shift=9`);
  const field = page.getByLabel("Shift");
  await expect(page.getByText("Shift is 9, but must be a whole number from 0 to 2")).toBeVisible();
  await field.fill("1");
  await expect(field).toBeVisible();
  await field.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect(field).toBeVisible();
  await expect.poll(async () => (await trainer.config())?.shift).toBe(1);
});

test("what would cost the training asks first", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  await trainer.train({ steps: 1 });
  const seed = page.getByLabel("Seed");
  await seed.fill("7");
  await seed.press("Enter");
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(seed).toHaveValue("42");
  expect((await trainer.history()).steps).toHaveLength(1);

  await seed.fill("7");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect.poll(async () => (await trainer.config())?.seed).toBe(7);
  expect((await trainer.history()).steps).toEqual([]);
  await expect(seed).toHaveValue("7");
});

test("while training, live settings apply at once and the others wait for a pause", async ({
  trainer,
  page,
}) => {
  await trainer.open("?backend=cpu");
  const training = trainer.train();
  await expect(page.getByLabel("Seed")).toBeDisabled();
  expect(await trainer.configure({ seed: 7 })).toBe("busy");
  const rate = page.getByLabel("Learning rate");
  await rate.fill("0.002");
  await rate.press("Enter");
  await expect.poll(async () => (await trainer.config())?.learningRate).toBeCloseTo(0.002, 6);
  expect(await trainer.phase()).toBe("training");

  // Chosen and taken back, perhaps within one mini-batch: what was chosen last is what counts.
  await page.getByText("More", { exact: true }).click();
  const schedule = page.getByLabel("Schedule");
  await schedule.selectOption("cosine");
  await schedule.selectOption("constant");
  await trainer.pause();
  expect((await trainer.config())?.schedule).toBe("constant");
  await expect(schedule).toHaveValue("constant");
  await training;
});
