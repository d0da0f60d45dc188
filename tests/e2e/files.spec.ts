/** What leaves the tab as a file and comes back into another, and what the trainer tells of its mistakes. */

import { writeFile } from "node:fs/promises";
import { labelsByNumpy, trueLabels } from "../../scripts/lib/test-labels.mjs";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** A small network, and epochs of ten mini-batches. */
const SMALL = "?backend=cpu#train-size=320&batch-size=32&filters=4+8&dense-units=16&epochs=3";

const IMAGES = [0, 1, 2].map((kind) =>
  Array.from({ length: 784 }, (_, place) => (place * place * (kind + 3)) % 256),
);

/** Probabilities of each image; on a model that was trained, no two are alike. */
function predictions(trainer: TrainerPage): Promise<number[][]> {
  return trainer.element.evaluate(
    (element: Trainer, images) =>
      Promise.all(
        images.map(async (pixels) => (await element.predict(Uint8Array.from(pixels))).probabilities),
      ),
    IMAGES,
  );
}

async function losses(trainer: TrainerPage, steps: number): Promise<number[]> {
  return (await trainer.steps(steps)).map((report) => report.loss);
}

/** All mistakes of the last evaluation, without the pixels, of which only the number is told. */
function mistakes(trainer: TrainerPage, query: { limit: number; truth?: number; predicted?: number }) {
  return trainer.element.evaluate(async (element: Trainer, query) => {
    const { mistakes, ...page } = await element.mistakes(query);
    return {
      ...page,
      mistakes: mistakes.map(({ pixels, ...mistake }) => ({ ...mistake, size: pixels.length })),
    };
  }, query);
}

/** The same file with another shape in its header. */
function reshaped(file: Buffer, name: string, shape: number[]): Buffer {
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, 8 + length).toString());
  header[name].shape = shape;
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([start, text, file.subarray(8 + length)]);
}

test("a checkpoint goes on in another tab, bit for bit and with its history", async ({
  trainer,
  newTrainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.train({ epochs: 1 });
  await trainer.steps(2);
  const before = await trainer.history();
  const checkpoint = await trainer.save("saveCheckpoint");
  const expected = await losses(trainer, 3);
  const seed = (await trainer.config())?.seed;
  await page.close();

  const other = await newTrainer();
  await other.open("?backend=cpu#train-size=64&batch-size=8&seed=7&filters=4");
  expect(await losses(other, 3)).not.toEqual(expected);

  const restored = await other.load("restoreCheckpoint", checkpoint);
  expect(restored).toMatchObject({ exact: true, config: { seed, trainSize: 320, filters: [4, 8] } });
  expect(await other.config()).toEqual(restored.config);
  expect(await other.phase()).toBe("paused");
  const after = await other.history();
  expect(after.steps.map((report) => report.step)).toEqual(before.steps.map((report) => report.step));
  expect(after.steps.at(-1)?.loss).toBeCloseTo(before.steps.at(-1)?.loss ?? Number.NaN, 9);
  expect(after.evaluations.map((report) => report.confusion)).toEqual(
    before.evaluations.map((report) => report.confusion),
  );
  expect(after.evaluations).toHaveLength(1);
  const results = other.page.getByRole("region", { name: "Results of each epoch" }).getByRole("row");
  await expect(results).toHaveCount(2);
  await expect(other.page).toHaveURL(/train-size=320/);

  expect(await losses(other, 3)).toEqual(expected);
  expect(new Set(expected).size).toBe(3);
});

test("a checkpoint that is given before the data is here waits for it", async ({
  trainer,
  newTrainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(2);
  const checkpoint = await trainer.save("saveCheckpoint");
  const expected = await losses(trainer, 2);
  await page.close();

  const other = await newTrainer();
  const arrive = await other.holdBack("**/manifest.json");
  await other.goto("?backend=cpu#seed=7");
  const restoring = other.load("restoreCheckpoint", checkpoint);
  await expect.poll(() => other.phase()).toBe("loading");
  arrive();
  expect(await restoring).toMatchObject({ exact: true, config: { seed: 42, trainSize: 320 } });
  await other.ready();
  expect(await losses(other, 2)).toEqual(expected);
});

test("calls that don't wait for each other keep their order, also behind a file", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(2);
  const results = await trainer.element.evaluate(async (element: Trainer) => {
    const file = await element.saveCheckpoint();
    await element.reset();
    const restoring = element.restoreCheckpoint(file);
    const training = element.step();
    return { exact: (await restoring).exact, step: (await training).step };
  });
  expect(results).toEqual({ exact: true, step: 3 });

  const imported = await trainer.element.evaluate(async (element: Trainer) => {
    await element.importModel(await element.exportModel());
    return element.phase;
  });
  expect(imported).toBe("ready");
  await expect(page.getByText("The network comes from a file")).toBeVisible();
  await page.getByLabel("Seed").fill("7");
  await expect(page.getByText("This starts over")).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.getByText("Nothing is learned yet")).toBeVisible();
});

test("a bad checkpoint is refused, and the training goes on as if nothing had been", async ({ trainer }) => {
  await trainer.open(SMALL);
  await trainer.steps(2);
  const checkpoint = await trainer.save("saveCheckpoint");
  const model = await trainer.save("exportModel");
  const expected = await losses(trainer, 2);
  await trainer.load("restoreCheckpoint", checkpoint);

  const damaged = Buffer.from(checkpoint);
  damaged[damaged.length - 3] = (damaged.at(-3) ?? 0) ^ 1;
  for (const file of [damaged, checkpoint.subarray(0, -4), model, Buffer.from("PNG")]) {
    expect(await trainer.load("restoreCheckpoint", file)).toMatchObject({ code: "bad-checkpoint" });
  }
  expect(await losses(trainer, 2)).toEqual(expected);
});

test("a model predicts the same in another tab; a bad file is refused, and the model stays", async ({
  trainer,
  newTrainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(5);
  const expected = await predictions(trainer);
  const model = await trainer.save("exportModel");
  expect(model.equals(await trainer.save("exportModel"))).toBe(true);
  await page.close();

  const other = await newTrainer();
  await other.open("?backend=cpu#train-size=64&batch-size=8&seed=7&filters=4");
  await other.steps(2);
  expect(await predictions(other)).not.toEqual(expected);
  const config = await other.load("importModel", model);
  expect(config).toMatchObject({ filters: [4, 8], denseUnits: 16, trainSize: 64, seed: 7 });
  expect(await other.phase()).toBe("ready");
  expect((await other.history()).steps).toEqual([]);
  expect(await predictions(other)).toEqual(expected);

  await other.steps(1);
  const trained = await predictions(other);
  const foreign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48]);
  for (const [file, words] of [
    [model.subarray(0, model.length - 4), /not a safetensors file/],
    [foreign, /cut short or not a safetensors file/],
    [reshaped(model, "fc2.bias", [2, 5]), /fc2\.bias has shape \[2, 5\], but must have \[10\]/],
  ] as const) {
    const message = expect.stringMatching(words);
    expect(await other.load("importModel", file)).toEqual({ code: "bad-model", message });
  }
  expect(await predictions(other)).toEqual(trained);
  expect(trained).not.toEqual(expected);
  expect((await other.history()).steps).toHaveLength(1);

  const training = other.train();
  expect(await other.load("importModel", model)).toMatchObject({ code: "busy" });
  expect(await other.phase()).toBe("training");
  expect((await other.save("exportModel")).length).toBe(model.length);
  await other.pause();
  expect(await training).toMatchObject({ reason: "paused" });
});

test("mistakes are those that the confusion matrix counts", async ({ trainer }) => {
  await trainer.open(SMALL);
  expect(await mistakes(trainer, { limit: 5 })).toEqual({ step: undefined, total: 0, mistakes: [] });
  await trainer.steps(10);
  const { confusion } = await trainer.element.evaluate((element: Trainer) => element.evaluate());
  const all = await mistakes(trainer, { limit: 10_000 });
  expect(all).toMatchObject({ step: 10 });
  expect(all.mistakes).toHaveLength(all.total);

  const counted = confusion.map((row) => row.map(() => 0));
  for (const { truth, predicted, size, probabilities } of all.mistakes) {
    expect(size).toBe(784);
    expect(probabilities[predicted]).toBe(Math.max(...probabilities));
    const row = counted[truth] ?? [];
    row[predicted] = (row[predicted] ?? 0) + 1;
  }
  const right = confusion.map((row, truth) => row[truth] ?? 0);
  expect(counted).toEqual(
    confusion.map((row, truth) => row.map((count, place) => (place === truth ? 0 : count))),
  );
  expect(all.total).toBe(10_000 - right.reduce((sum, count) => sum + count, 0));
  expect(all.total).toBeGreaterThan(100);

  const { truth = 0, predicted = 0 } = all.mistakes[0] ?? {};
  const pair = await mistakes(trainer, { limit: 2, truth, predicted });
  expect(pair.total).toBe(confusion[truth]?.[predicted]);
  expect(pair.mistakes[0]?.index).toBe(all.mistakes[0]?.index);
});

/** Images whose label differs although numpy is sure of it, and the others that differ. */
function disagreements(labels: readonly number[], numpy: { labels: number[]; margins: number[] }) {
  const differing = numpy.labels.flatMap((label, index) => (label === labels[index] ? [] : [index]));
  const told = (index: number) =>
    `image ${index}: ${labels[index]} here, ${numpy.labels[index]} in numpy, margin ${numpy.margins[index]}`;
  const isSure = (index: number) => (numpy.margins[index] ?? 0) > 1e-3;
  return {
    sure: differing.filter(isSure).map(told),
    unsure: differing.filter((index) => !isSure(index)).map(told),
  };
}

test("numpy finds the same labels from the exported file", async ({ trainer }, testInfo) => {
  test.setTimeout(600_000);
  // No epoch ends within it, so that the test images are judged once only.
  await trainer.open("?backend=cpu#train-size=2000&batch-size=32");
  await trainer.train({ steps: 60 });
  const { accuracy } = await trainer.element.evaluate((element: Trainer) => element.evaluate());
  expect(accuracy).toBeGreaterThan(0.5);

  const truths = trueLabels();
  expect(truths).toHaveLength(10_000);
  const labels = [...truths];
  for (const { index, truth, predicted } of (await mistakes(trainer, { limit: 10_000 })).mistakes) {
    expect(truths[index]).toBe(truth);
    labels[index] = predicted;
  }
  const model = testInfo.outputPath("model.safetensors");
  await writeFile(model, await trainer.save("exportModel"));
  const numpy = await labelsByNumpy(model);

  // The first twenty in published order.
  const shown = await trainer.element.evaluate(async (element: Trainer) => {
    const { mistakes } = await element.mistakes({ limit: 20, sort: "index" });
    return Promise.all(
      mistakes.map(async ({ index, pixels }) => {
        const layers = await element.activations(pixels);
        return { index, logits: [...(layers.at(-1)?.data ?? [])] };
      }),
    );
  });
  expect(shown).toHaveLength(20);
  for (const { index, logits } of shown) {
    const wanted = numpy.logits[index] ?? [];
    const largest = Math.max(...wanted.map(Math.abs));
    for (const [place, logit] of logits.entries()) {
      expect(Math.abs(logit - (wanted[place] ?? Number.NaN))).toBeLessThanOrEqual(1e-4 * largest);
    }
  }

  const { sure, unsure } = disagreements(labels, numpy);
  expect(sure).toEqual([]);
  expect(unsure.length, unsure.join("\n")).toBeLessThanOrEqual(5);
  // The comparison tells models apart: one that is always right is another one.
  expect(disagreements(truths, numpy).sure.length).toBeGreaterThan(100);
});
