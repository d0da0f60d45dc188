/** The worker ends by a fault, each time another one: another worker takes over, and nothing of worth is lost. */

import type { Page } from "@playwright/test";
import { beginTraining, fail, outcome, RUN, saveByHiding, trainedTo, undisturbed, workerOf } from "./faults";
import { openPad } from "./pad-page";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

const ADDRESS = `?backend=cpu${RUN}`;
const SMALL = "?backend=cpu#train-size=640&epochs=1";

// Some tests refuse files.
test.use({ toleratedErrors: /^Failed to load resource/ });

const notice = (page: Page) => page.getByRole("status", { name: "Notices" });

/** Trains past a checkpoint; gives the mini-batch of the checkpoint, and the promise of the end. */
async function trainPastCheckpoint(trainer: TrainerPage, address = ADDRESS) {
  await trainer.open(address);
  const end = await beginTraining(trainer);
  await trainedTo(trainer, 20);
  const saved = await saveByHiding(trainer.page);
  await trainedTo(trainer, saved + 10);
  return { saved, end };
}

test("a crash in the midst of an epoch: the run ends as if there had been none", async ({
  trainer,
  newTrainer,
  page,
}) => {
  const { saved, end } = await trainPastCheckpoint(trainer);
  const told = await trainer.listen("trainer-error");
  await fail(page);
  expect(await told()).toEqual({ code: "crashed", message: "unreachable" });
  await expect(notice(page)).toContainText(/The training engine crashed at .*; it went on by itself/);
  await expect(notice(page)).toContainText(`as it was after mini-batch ${saved}:`);
  await expect(notice(page)).toContainText(/\d+ mini-batches since then are trained again/);
  await expect(page.getByRole("alert")).toHaveText("");

  // The call of before is kept, and so is every digit.
  expect(await end()).toMatchObject({ reason: "done", epoch: 2, step: 626 });
  const ended = await outcome(trainer);
  expect(ended).toEqual(await undisturbed(await newTrainer(), ADDRESS));
  await notice(page).getByRole("button", { name: "Close" }).click();
  await expect(notice(page)).toHaveText("");
});

test("a trap in the wasm is told with what a report needs, to be copied", async ({
  trainer,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // From then on the crate is called with an address far outside of its memory.
  await page.route("**/assets/cpu*.js", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      /session_step\(this\.__wbg_ptr\)/,
      "session_step(globalThis.isBroken ? 0xfffffff0 : this.__wbg_ptr)",
    );
    await route.fulfill({ response, body });
  });
  const { end } = await trainPastCheckpoint(trainer);
  const worker = await workerOf(page);
  const gone = new Promise((resolve) => worker.once("close", resolve));
  await worker.evaluate(() => Object.assign(globalThis, { isBroken: true }));
  await gone;
  await expect(notice(page)).toContainText("went on by itself");
  await notice(page).getByText("Details, for a report").click();
  await notice(page).getByRole("button", { name: "Copy the details" }).click();
  await expect(notice(page).getByRole("button", { name: "Copied" })).toBeVisible();
  const details = await page.evaluate(() => navigator.clipboard.readText());
  expect(details).toMatch(/^fault: crashed: .*out of bounds/m);
  expect(details).toMatch(/^detail: .*RuntimeError/m);
  expect(details).toMatch(/^settings: \{.*"trainSize":5000/m);
  expect(details).toMatch(/^browser: .*Chrome/m);
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});

test.describe("panics", () => {
  test.use({ toleratedErrors: /^panicked at/ });

  test("what a panic says stands in the details", async ({ trainer, page }) => {
    const { end } = await trainPastCheckpoint(trainer);
    const worker = await workerOf(page);
    // As the crate's hook writes it, and the trap that follows.
    await worker.evaluate(() => {
      console.error("panicked at src/run.rs:12:3:\nindex out of bounds");
      setTimeout(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
    });
    await expect(notice(page)).toContainText("went on by itself");
    expect(await end()).toMatchObject({ reason: "done", step: 626 });
  });
});

test("an error that nobody caught in the worker", async ({ trainer, page }) => {
  const { end } = await trainPastCheckpoint(trainer);
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error("a fault of this program");
    });
  });
  await expect(notice(page)).toContainText("went on by itself");
  await notice(page).getByText("Details, for a report").click();
  await expect(notice(page)).toContainText(/fault: crashed: .*a fault of this program/);
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});

test("a worker that was closed without a word", async ({ trainer, page }) => {
  await page.clock.install();
  const { end } = await trainPastCheckpoint(trainer);
  const worker = await workerOf(page);
  await worker.evaluate(() => self.close());
  await page.clock.runFor("02:00");
  await expect(notice(page)).toContainText("The training engine crashed");
  await expect(notice(page)).toContainText("went on by itself");
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});

test("a worker that hangs in a loop without an end", async ({ trainer, page }) => {
  await page.clock.install();
  const { end } = await trainPastCheckpoint(trainer);
  const worker = await workerOf(page);
  // Never answered.
  void worker
    .evaluate(() => {
      for (;;);
    })
    .catch(() => {});
  await page.clock.runFor("02:00");
  await expect(notice(page)).toContainText("went on by itself");
  await notice(page).getByText("Details, for a report").click();
  await expect(notice(page)).toContainText("has not answered for a minute");
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});

test("a crash before anything was saved: the training starts over, and says so", async ({
  trainer,
  page,
}) => {
  await trainer.open(ADDRESS);
  const end = await beginTraining(trainer);
  await trainedTo(trainer, 5);
  await fail(page);
  await expect(notice(page)).toContainText("as it was after mini-batch 0:");
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});

test("a crash while nothing is trained: what was learned is there, and a prediction is made again", async ({
  trainer,
  page,
}) => {
  const pad = await openPad(trainer, ADDRESS);
  await trainer.train({ steps: 30 });
  await pad.silhouette("Trouser");
  await expect(page.getByText(/^Kept in this browser for your next visit/)).toBeVisible();
  const before = await outcome(trainer);
  const drawing = await pad.ink();
  await fail(page);
  await expect(notice(page)).toContainText("nothing is lost");
  await expect.poll(() => trainer.phase()).toBe("paused");
  expect(await outcome(trainer)).toEqual(before);
  expect(await pad.ink()).toEqual(drawing);
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
});

test("a pause that is asked for while another worker takes over is a pause", async ({ trainer, page }) => {
  const { saved, end } = await trainPastCheckpoint(trainer);
  const arrive = await trainer.holdBack("**/data/manifest.json");
  await fail(page);
  await expect(notice(page)).toContainText("It is started again");
  const pausing = await trainer.element.evaluateHandle((element: Trainer) => ({ ended: element.pause() }));
  arrive();
  await pausing.evaluate(({ ended }) => ended);
  expect(await end()).toMatchObject({ reason: "paused", step: saved });
  expect(await trainer.phase()).toBe("paused");
});

test("the data can't be had when another worker takes over: it waits, and goes on when it can", async ({
  trainer,
  page,
}) => {
  const { end } = await trainPastCheckpoint(trainer);
  await page.route("**/data/**", (route) => route.fulfill({ status: 404 }));
  await fail(page);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await page.unroute("**/data/**");
  await page.getByRole("button", { name: "Try again" }).click();
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
});
test("three crashes in a row: it is told in words, and starting again by hand goes on", async ({
  trainer,
  page,
}) => {
  const { saved, end } = await trainPastCheckpoint(trainer);
  const failing = end().catch((error: unknown) => String(error));
  await page.route("**/data/manifest.json", (route) => route.abort());
  await fail(page);
  await fail(page);
  await expect.poll(async () => (await trainer.backend())?.reasonCode).toBe("last-resort");
  expect((await trainer.backend())?.threads).toBe(1);
  await fail(page);
  await page.unroute("**/data/manifest.json");
  expect(await failing).toContain("unreachable");
  expect(await trainer.phase()).toBe("failed");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("starting again by itself did not help");
  await alert.getByText("Details, for a report").click();
  await expect(alert).toContainText("fault: crashed: unreachable");

  // The texts promise it: settings can be changed now, and apply to the new start.
  await page.getByLabel("Batch size").fill("32");
  await page.getByLabel("Batch size").press("Enter");
  await alert.getByRole("button", { name: "Start again" }).click();
  await expect.poll(() => trainer.phase()).toBe("paused");
  await expect.poll(async () => (await trainer.config())?.batchSize).toBe(32);
  const { steps } = await trainer.history();
  expect(steps.at(-1)?.step).toBeLessThanOrEqual(saved);
  expect((await trainer.train({ steps: 1 })).step).toBe(saved + 1);
});

test("settings of a link outlive a crash of a network that has learned nothing", async ({
  trainer,
  page,
}) => {
  await trainer.open(`${SMALL}&seed=7`);
  await fail(page);
  await expect.poll(() => trainer.phase()).toBe("ready");
  expect(await trainer.config()).toMatchObject({ seed: 7, trainSize: 640 });
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});
