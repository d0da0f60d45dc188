/**
 * The CPU trains first, and a GPU beside it takes over if it is faster. Chromium's software adapter is not, and
 * isn't even tried; here the worker is made to try it, and to find it faster where a test says so.
 */

import type { BackendReasonCode } from "../../www/engine/protocol";
import { beginTraining, type Change, changeWorker } from "./faults";
import { expect, type TrainerPage, test } from "./trainer-page";

const SETTINGS = "#batch-size=16";
const PREPARED_MILLIS = 120_000;

const SOFTWARE_IS_FINE: readonly Change[] = [
  ["/swiftshader|llvmpipe|", "/"],
  [".isFallbackAdapter===", ".isNone==="],
];
const GPU_IS_FASTER: readonly Change[] = [
  [/\w+\.gpu<=\w+\.cpu/, "false"],
  [/\w+\.millis<\w+\.millis/, "true"],
];
/** In the midst of an async method of the wasm, whose promise then stays pending. */
const SHADERS_THROW = `GPUDevice.prototype.createShaderModule = () => { throw new Error("no shaders here"); };`;

async function becomes(trainer: TrainerPage, code: BackendReasonCode): Promise<void> {
  const reason = async () => (await trainer.backend())?.reasonCode;
  await expect.poll(reason, { timeout: PREPARED_MILLIS }).toBe(code);
}

/** Pauses, and checks that every mini-batch was trained once and told once. */
async function expectWholeRun(trainer: TrainerPage, end: () => ReturnType<TrainerPage["train"]>) {
  await trainer.pause();
  const summary = await end();
  const { steps } = await trainer.history();
  expect(summary).toMatchObject({ reason: "paused", step: steps.at(-1)?.step });
  expect(steps.reduce((sum, { batches }) => sum + batches, 0)).toBe(summary.step);
  expect(steps.at(-1)?.imagesSeen).toBe(16 * summary.step);
  const each = steps.map(({ step }) => step);
  expect(each).toEqual([...new Set(each)].sort((a, b) => a - b));
  return steps;
}

test("the CPU trains while the GPU is prepared and timed, and goes on if that is slower", async ({
  trainer,
  page,
}) => {
  test.setTimeout(300_000);
  await changeWorker(page, SOFTWARE_IS_FINE);
  await trainer.open(SETTINGS);
  const end = await beginTraining(trainer);
  await expect.poll(async () => (await trainer.history()).steps.length).toBeGreaterThan(3);
  expect(await trainer.backend()).toMatchObject({ kind: "cpu", reasonCode: "gpu-preparing" });
  await expect(
    page.getByText(/graphics processor \(.*\) is prepared\. GPU kernels: \d+ of \d+/),
  ).toBeVisible();
  await becomes(trainer, "gpu-slower");
  expect(await trainer.gpuDispatches()).toBeGreaterThan(0);
  const backend = await trainer.backend();
  expect(backend?.kind).toBe("cpu");
  expect(backend?.rates?.gpu).toBeGreaterThan(0);
  expect(backend?.rates?.gpu).toBeLessThan(backend?.rates?.cpu ?? 0);
  await expect(page.getByText(/trains [\d,]+ images per second here, the CPU [\d,]+, so/)).toBeVisible();

  const before = (await trainer.history()).steps.length;
  await expect.poll(async () => (await trainer.history()).steps.length).toBeGreaterThan(before + 3);
  await expectWholeRun(trainer, end);
});

test("a faster GPU takes the run over in the midst of an epoch, and everything goes on", async ({
  trainer,
  page,
}) => {
  test.setTimeout(300_000);
  await changeWorker(page, [...SOFTWARE_IS_FINE, ...GPU_IS_FASTER]);
  await trainer.open(SETTINGS);
  const end = await beginTraining(trainer);
  await becomes(trainer, "gpu-faster");
  const before = (await trainer.history()).steps.length;
  expect(await trainer.backend()).toMatchObject({
    kind: "webgpu",
    name: expect.stringMatching(/swiftshader/i),
    rates: { cpu: expect.any(Number), gpu: expect.any(Number) },
  });
  await expect(page.getByText(/^WebGPU: .*swiftshader/i)).toBeVisible();
  await expect.poll(async () => (await trainer.history()).steps.length).toBeGreaterThan(before + 10);
  const steps = await expectWholeRun(trainer, end);
  const mean = (some: typeof steps) => some.reduce((sum, { accuracy }) => sum + accuracy, 0) / some.length;
  expect(mean(steps.slice(before))).toBeGreaterThan(mean(steps.slice(0, before)) - 0.05);

  // The GPU has all that the CPU had.
  expect((await trainer.train({ steps: 1 })).step).toBe((steps.at(-1)?.step ?? 0) + 1);
  const image = await trainer.element.evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) =>
    element.predict(new Uint8Array(784).fill(100)),
  );
  expect(image.probabilities).toHaveLength(10);
});

test("a GPU that breaks while it is prepared costs the training nothing", async ({ trainer, page }) => {
  await changeWorker(page, SOFTWARE_IS_FINE, SHADERS_THROW);
  await trainer.open(SETTINGS);
  const end = await beginTraining(trainer);
  await becomes(trainer, "webgpu-failed");
  await expect(page.getByText("WebGPU failed (no shaders here), so the CPU trains.")).toBeVisible();
  const before = (await trainer.history()).steps.length;
  await expect.poll(async () => (await trainer.history()).steps.length).toBeGreaterThan(before + 3);
  await expectWholeRun(trainer, end);
});
