/** The CPU's bundles: each browser gets the fastest that it can load, and threads change no bit. */

import { availableParallelism } from "node:os";
import type { Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

const RUN = "#batch-size=32&train-size=5000&seed=7";

/** Threads need them, also on a machine that has one. */
const TWO_CORES = `Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });`;
/** What the worker asks the engine for relaxed SIMD. */
const NO_RELAXED_SIMD = "WebAssembly.validate = () => false;";
/** What a policy that forbids them does to the threads, which are workers of the worker. */
const NO_WORKERS = `self.Worker = class { constructor() { throw new DOMException("refused", "SecurityError"); } };`;
/** What Firefox does now and then while a debugger listens. */
const HANGING_WORKERS = "self.Worker = class { constructor() { for (;;); } };";
/** What a phone does that has no room for it. */
const NO_SHARED_MEMORY = `const { Memory } = WebAssembly;
  WebAssembly.Memory = function (limits) {
    if (limits.shared) throw new RangeError("could not allocate memory");
    return new Memory(limits);
  };`;

/** Before the worker's own script. */
async function beginWorkerWith(page: Page, ...scripts: string[]): Promise<void> {
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: [...scripts, await response.text()].join("\n") });
  });
}

/** The bundles whose wasm the page fetches. */
function bundlesFetched(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    const name = /assets\/([\w-]+)-[\w-]{8}\.wasm$/.exec(request.url())?.[1];
    if (name && !names.includes(name)) names.push(name);
  });
  return names;
}

/** The model's bytes in hexadecimal digits, after some mini-batches. */
async function trainedModel(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const element = document.querySelector("fashion-trainer");
    if (!element) throw new Error("no trainer");
    await element.train({ steps: 12 });
    const bytes = new Uint8Array(await (await element.exportModel()).arrayBuffer());
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
}

for (const arithmetic of ["relaxed SIMD", "SIMD"]) {
  test(`${arithmetic}: one thread and two train the same model, bit for bit`, async ({ trainer, page }) => {
    const isRelaxed = arithmetic === "relaxed SIMD";
    await beginWorkerWith(page, TWO_CORES, ...(isRelaxed ? [] : [NO_RELAXED_SIMD]));
    const fetched = bundlesFetched(page);
    const models: string[] = [];
    for (const threads of [1, 2]) {
      await trainer.open(`?backend=cpu&threads=${threads}${RUN}`);
      expect(await trainer.backend()).toMatchObject({ name: `burn-flex with ${arithmetic}`, threads });
      await expect(page.getByText(threads === 1 ? "1 thread" : "2 threads")).toBeVisible();
      models.push(await trainedModel(page));
    }
    const ending = isRelaxed ? "-relaxed" : "";
    expect(fetched).toEqual([`cpu${ending}`, `cpu-threads${ending}`]);
    expect(models[0]?.length).toBeGreaterThan(1_000_000);
    expect(models[0] === models[1]).toBe(true);
  });
}

test("fused or not, the losses are the same to three digits", async ({ trainer, page }) => {
  await trainer.open(`?backend=cpu&threads=1${RUN}`);
  const fused = await trainer.steps(5);
  await beginWorkerWith(page, NO_RELAXED_SIMD);
  await trainer.open(`?backend=cpu&threads=1&again${RUN}`);
  expect((await trainer.backend())?.name).toBe("burn-flex with SIMD");
  const plain = await trainer.steps(5);
  expect(fused.at(-1)?.loss).not.toBe(plain.at(-1)?.loss); // two programs indeed
  for (const [step, { loss }] of plain.entries()) expect(fused[step]?.loss).toBeCloseTo(loss, 3);
});

test("all cores train where the page is isolated", async ({ trainer }) => {
  await trainer.open(`?backend=cpu${RUN}`);
  const cores = availableParallelism();
  expect(await trainer.backend()).toMatchObject({
    threads: Math.min(cores, 16),
    threadsCode: cores > 1 ? "all-cores" : "one-core",
  });
});

test("where threads can't be started one thread trains, and the page says so", async ({ trainer, page }) => {
  await beginWorkerWith(page, TWO_CORES, NO_WORKERS);
  await trainer.open(`?backend=cpu${RUN}`);
  expect(await trainer.backend()).toMatchObject({ threads: 1, threadsCode: "threads-failed" });
  await expect(page.getByText("More threads could not be started.")).toBeVisible();
  expect((await trainer.train({ steps: 2 })).step).toBe(2);
});

test("threads that hang when they start: another worker trains with one", async ({ trainer, page }) => {
  await beginWorkerWith(page, TWO_CORES, HANGING_WORKERS);
  await trainer.open(`?backend=cpu${RUN}`);
  expect(await trainer.backend()).toMatchObject({ threads: 1 });
  await expect(page.getByRole("status", { name: "Notices" })).toContainText("The training engine crashed");
  expect((await trainer.train({ steps: 2 })).step).toBe(2);
});

test("without the memory that threads share one thread trains", async ({ trainer, page }) => {
  await beginWorkerWith(page, TWO_CORES, NO_SHARED_MEMORY);
  await trainer.open(`?backend=cpu${RUN}`);
  expect(await trainer.backend()).toMatchObject({ threads: 1, threadsCode: "threads-failed" });
  expect((await trainer.train({ steps: 2 })).step).toBe(2);
});
