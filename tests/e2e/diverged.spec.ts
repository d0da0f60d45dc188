/** A training that has no numbers left to learn from. */

import { workerOf } from "./faults";
import { expect, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

const SMALL = "?backend=cpu#train-size=320&batch-size=32&filters=4+8&dense-units=16&epochs=2";

/** Such that no mini-batch gives a gradient whose square is a number. */
const TIMES = 1e25;

/** The same model file, its last layer's weights so many times as large. */
function enlarged(file: Buffer): Buffer {
  const length = 8 + Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, length).toString());
  const [begin, end] = header["fc2.weight"].data_offsets;
  const copy = Buffer.from(file);
  for (let at = length + begin; at < length + end; at += 4) {
    copy.writeFloatLE(copy.readFloatLE(at) * TIMES, at);
  }
  return copy;
}

test("a training that diverges stops before its weights are spoiled, and says which mini-batch", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(3);
  const file = enlarged(await trainer.save("exportModel"));
  await trainer.load("importModel", file);
  const before = await trainer.save("exportModel");
  const refusal = () =>
    trainer.element.evaluate((element: Trainer) =>
      element.train().then(
        () => undefined,
        ({ code, message }) => ({ code, message }),
      ),
    );
  const first = await refusal();
  expect(first?.code).toBe("diverged");
  expect(first?.message).toMatch(/^in mini-batch 1 the .* with a learning rate of 0.001/);
  await expect(page.getByText(/^The training diverged/)).toBeVisible();

  // Nothing was learned from it, and what there is can be kept.
  expect(await trainer.save("exportModel")).toEqual(before);
  const checkpoint = await trainer.save("saveCheckpoint");
  expect(await refusal()).toEqual(first);
  await trainer.element.evaluate((element: Trainer) => element.reset());
  expect((await trainer.steps(2)).every(({ loss }) => Number.isFinite(loss))).toBe(true);
  expect(await trainer.load("restoreCheckpoint", checkpoint)).toMatchObject({ exact: true });
  expect(await trainer.save("exportModel")).toEqual(before);
});

const SLOWER = "Go on, at a third of the learning rate";

test("without a good checkpoint it starts over, with a third of the learning rate", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  await trainer.steps(3);
  await trainer.load("importModel", enlarged(await trainer.save("exportModel")));
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const told = await trainer.listen("trainer-step");
  await page.getByRole("alert").getByRole("button", { name: SLOWER }).click();
  expect(await told()).toMatchObject({ learningRate: expect.closeTo(0.00033, 5) });
  await expect.poll(async () => (await trainer.history()).evaluations.length).toBe(2);
  const { steps } = await trainer.history();
  expect(steps[0]?.step).toBe(1);
  expect(steps.every(({ loss }) => loss < 5)).toBe(true);
  await expect(page.getByRole("alert")).toHaveText("");
});

test("with a good checkpoint it goes on from there", async ({ trainer, page }) => {
  // Such that each mini-batch is soon better than guessing.
  await trainer.open(`${SMALL}&dropout=0&learning-rate=0.003`);
  await trainer.train({ steps: 15 });
  await expect(page.getByText(/^Kept in this browser .* after mini-batch 15\.$/)).toBeVisible();
  // As the engine tells it: here no setting that is allowed makes a training diverge within a test's time.
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    const failure = { code: "diverged", message: "in mini-batch 16 the loss is NaN" };
    self.postMessage({ type: "event", event: { type: "error", failure } });
  });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("what the network had learned before is kept");
  const told = await trainer.listen("trainer-step");
  await alert.getByRole("button", { name: SLOWER }).click();
  expect(await told()).toMatchObject({ step: 16, learningRate: expect.closeTo(0.001, 5) });
  await expect.poll(async () => (await trainer.history()).evaluations.length).toBe(2);
  const { steps } = await trainer.history();
  expect(steps[0]?.step).toBeLessThanOrEqual(15);
});
