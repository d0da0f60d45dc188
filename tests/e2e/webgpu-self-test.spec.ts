/** A GPU that computes something else than the CPU: here the CPU's stored number is made another one. */

import type { Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

const STORED = "0.42295915"; // the first logit in src/self_test.json
const WRONG = "0.52295915";

/** Serves every bundle with a wrong number in it; tells how many had one. */
async function falsifyStoredNumber(page: Page): Promise<() => number> {
  let falsified = 0;
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const place = body.indexOf(STORED);
    if (place >= 0) {
      falsified += 1;
      body.write(WRONG, place);
    }
    await route.fulfill({ response, body });
  });
  return () => falsified;
}

test("a GPU that fails its self-test is not used, and the page says so", async ({ trainer, page }) => {
  test.setTimeout(300_000);
  const falsified = await falsifyStoredNumber(page);
  await trainer.open("?backend=webgpu#train-size=100&batch-size=8");
  expect(falsified()).toBeGreaterThan(0);
  const backend = await trainer.backend();
  expect(backend).toMatchObject({
    kind: "cpu",
    reason: expect.stringMatching(/self-test: logit 0 is 0\.42.*CPU trains/),
  });
  await expect(page.getByText(/WebGPU failed \(the GPU miscalculates: self-test/)).toBeVisible();
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
  expect(await trainer.gpuDispatches()).toBeGreaterThan(0); // it was tried
});

/** Keeps what the page's workers tell of the making of kernels. */
function keepPreparations() {
  const preparations: { done: number; total: number }[] = [];
  const Original = Worker;
  globalThis.Worker = class extends Original {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.event?.type === "preparing") preparations.push(data.event);
      });
    }
  };
  return Object.assign(globalThis, { preparations });
}

test("a GPU that passes is used, and tells how long the test took", async ({ trainer, page }) => {
  test.setTimeout(300_000);
  await page.addInitScript(keepPreparations);
  await trainer.open("?backend=webgpu#train-size=100&batch-size=8");
  const backend = await trainer.backend();
  expect(backend).toMatchObject({ kind: "webgpu" });
  expect(backend?.selfTestMillis).toBeGreaterThan(0);
  const told = await page.evaluate(
    () => (globalThis as unknown as ReturnType<typeof keepPreparations>).preparations,
  );
  expect(told.length).toBeGreaterThan(1);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  const last = told.at(-1);
  expect(last?.done).toBe(last?.total);
});
