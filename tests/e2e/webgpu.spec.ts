/** On Chromium's software adapter, which takes about a second for a mini-batch of eight. */

import { expect, lossRatio, test } from "./trainer-page";

const SETTINGS = "#batch-size=8&train-size=5000";

test("trains on the GPU that was asked for, and agrees with the CPU", async ({ trainer }) => {
  test.setTimeout(600_000);
  await trainer.open(`?backend=webgpu${SETTINGS}`);
  expect(await trainer.backend()).toMatchObject({
    kind: "webgpu",
    name: expect.stringMatching(/swiftshader/i),
  });

  const onGpu = await trainer.steps(30);
  expect(lossRatio(onGpu)).toBeLessThanOrEqual(0.8);
  expect(await trainer.gpuDispatches()).toBeGreaterThan(0);
  expect(await trainer.blockedFrames()).toEqual([]);

  await trainer.open(`?backend=cpu${SETTINGS}`);
  const onCpu = await trainer.steps(5);
  expect(await trainer.gpuDispatches()).toBe(0);
  for (const [step, report] of onCpu.entries()) {
    expect(Math.abs(report.loss - (onGpu[step]?.loss ?? Number.NaN))).toBeLessThan(1e-3);
  }
});

test("a software adapter is not taken unasked: the CPU trains, and the page says why", async ({
  trainer,
  page,
}) => {
  const wasm: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) wasm.push(request.url());
  });
  await trainer.open(SETTINGS);
  await expect(page.getByText(/only graphics adapter is software/)).toBeVisible();
  expect(await trainer.backend()).toMatchObject({
    kind: "cpu",
    reason: expect.stringMatching(/software.*CPU/),
  });
  expect(wasm).toHaveLength(1);
});
