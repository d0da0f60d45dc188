/**
 * The GPU fails while it trains, on Chromium's software adapter. The devices that the worker opens are kept at hand,
 * so that they can be made to fail as a driver does.
 */

import type { Page } from "@playwright/test";
import type { BackendReasonCode } from "../../www/engine/protocol";
import { beginTraining, changeWorker, trainedTo, workerOf } from "./faults";
import { expect, type TrainerPage, test } from "./trainer-page";

declare global {
  var devices: GPUDevice[];
}

const ADDRESS = "?backend=webgpu#train-size=640&batch-size=8&filters=4+8&dense-units=16&epochs=9";
const OPENING_MILLIS = 120_000;

const KEEP_DEVICES = `globalThis.devices = [];
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    globalThis.devices.push(device);
    return device;
  };`;

test.setTimeout(400_000);

const notice = (page: Page) => page.getByRole("status", { name: "Notices" });

/** Trains on the GPU until a checkpoint is made. */
async function trainOnGpu(trainer: TrainerPage) {
  await changeWorker(trainer.page, [], KEEP_DEVICES);
  await trainer.open(ADDRESS);
  expect(await trainer.backend()).toMatchObject({ kind: "webgpu", reasonCode: "webgpu-asked" });
  await trainer.train({ steps: 5 });
  await expect(trainer.page.getByText(/^Kept in this browser for your next visit/)).toBeVisible();
  const end = await beginTraining(trainer);
  await trainedTo(trainer, 8);
  return end;
}

/** As a driver that resets. */
async function loseDevice(page: Page): Promise<void> {
  const worker = await workerOf(page);
  const gone = new Promise((resolve) => worker.once("close", resolve));
  await worker.evaluate(() => globalThis.devices.at(-1)?.destroy());
  await gone;
}

/** Another worker trains, for this reason, and has come further than the last one. */
async function expectGoingOn(trainer: TrainerPage, code: BackendReasonCode): Promise<void> {
  const reason = async () => (await trainer.backend())?.reasonCode;
  await expect.poll(reason, { timeout: OPENING_MILLIS }).toBe(code);
  await expect(notice(trainer.page)).toContainText("it went on by itself");
  await expect.poll(() => trainer.phase()).toBe("training");
  const { steps } = await trainer.history();
  // The curve has the beginning of the run, made before the fault.
  expect(steps[0]?.step).toBeLessThanOrEqual(5);
  await trainedTo(trainer, 12);
}

test("a device that is lost is opened again, and the training goes on there; lost again, on the CPU", async ({
  trainer,
  page,
}) => {
  const end = await trainOnGpu(trainer);
  await loseDevice(page);
  await expectGoingOn(trainer, "webgpu-again");
  expect((await trainer.backend())?.kind).toBe("webgpu");
  expect(await trainer.gpuDispatches()).toBeGreaterThan(0);
  await expect(notice(page)).toContainText("The graphics processor stopped answering");
  await expect(notice(page)).toContainText("as it was after mini-batch 5:");

  await trainer.pause();
  expect(await end()).toMatchObject({ reason: "paused" });
  const again = await beginTraining(trainer);
  await loseDevice(page);
  await expect
    .poll(async () => (await trainer.backend())?.reasonCode, { timeout: OPENING_MILLIS, intervals: [50] })
    .toBe("webgpu-again");
  // Before it has come further than the last time.
  await loseDevice(page);
  await expectGoingOn(trainer, "webgpu-failed-before");
  expect(await trainer.gpuDispatches()).toBe(0);
  await expect(page.getByText(/WebGPU failed before .*, so the CPU trains/)).toBeVisible();
  await trainer.pause();
  expect(await again()).toMatchObject({ reason: "paused" });
});

test("an adapter that is gone for good: the CPU goes on", async ({ trainer, page }) => {
  await trainOnGpu(trainer);
  await page.unroute("**/worker-*.js");
  await changeWorker(page, [], "GPU.prototype.requestAdapter = async () => null;");
  await loseDevice(page);
  await expectGoingOn(trainer, "no-adapter");
  expect((await trainer.backend())?.kind).toBe("cpu");
});

test("kernels that don't compile any more: the CPU goes on", async ({ trainer, page }) => {
  await trainOnGpu(trainer);
  await page.unroute("**/worker-*.js");
  const front = 'GPUDevice.prototype.createShaderModule = () => { throw new Error("no shaders here"); };';
  await changeWorker(page, [], front);
  await loseDevice(page);
  await expectGoingOn(trainer, "webgpu-failed-before");
  await expect(page.getByText(/WebGPU failed before \(.*no shaders here\), so the CPU trains/)).toBeVisible();
});

test("a GPU without memory left: it is opened again, and the training goes on", async ({ trainer, page }) => {
  await trainOnGpu(trainer);
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    const error = new GPUOutOfMemoryError("no memory left");
    globalThis.devices.at(-1)?.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error }));
  });
  await expectGoingOn(trainer, "webgpu-again");
});
