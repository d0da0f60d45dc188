/** Faults as they happen to a worker, and runs that can be compared with those that had none. */

import type { Page, Worker } from "@playwright/test";
import { expect, type TrainerPage } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** Small, and with epochs of some seconds. */
export const RUN = "#train-size=5000&batch-size=16&filters=4+8&dense-units=16&epochs=2";

/** The worker of the page's first trainer; its threads are workers of that one. */
export async function workerOf(page: Page): Promise<Worker> {
  const find = () => page.workers().find((worker) => /\/worker-[^/]*\.js$/.test(worker.url()));
  await expect.poll(find).toBeDefined();
  const worker = find();
  if (!worker) throw new Error("no worker");
  return worker;
}

export type Change = readonly [text: string | RegExp, instead: string];

/** Serves the worker with these changes, every one of which must find its place, and this in front. */
export async function changeWorker(page: Page, changes: readonly Change[], front = ""): Promise<void> {
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (const [text, instead] of changes) {
      expect(body.split(text), `places of ${text} in the worker`).toHaveLength(2);
      body = body.replace(text, instead);
    }
    await route.fulfill({ response, body: `${front}\n${body}` });
  });
}

/** As if the engine had told it. */
export async function fail(page: Page, code = "crashed", message = "unreachable"): Promise<void> {
  const worker = await workerOf(page);
  const gone = new Promise((resolve) => worker.once("close", resolve));
  await worker.evaluate((failure) => self.postMessage({ type: "event", event: { type: "fatal", failure } }), {
    code,
    message,
  });
  await gone;
}

/** Begins to train until all epochs are complete, and gives the promise of the end. */
export async function beginTraining(trainer: TrainerPage) {
  const run = await trainer.element.evaluateHandle((element: Trainer) => ({ ended: element.train() }));
  return () => run.evaluate(({ ended }) => ended);
}

/** Waits until so many mini-batches are trained. */
export async function trainedTo(trainer: TrainerPage, step: number): Promise<void> {
  const last = async () => (await trainer.history()).steps.at(-1)?.step ?? 0;
  await expect.poll(last, { timeout: 90_000 }).toBeGreaterThanOrEqual(step);
}

/** As when the tab goes to the background. */
export async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
  });
}

/** What is learned is saved at once then. Gives the mini-batch that it was saved at. */
export async function saveByHiding(page: Page): Promise<number> {
  const sentence = page.getByText(/^Kept in this browser for your next visit/);
  const before = (await sentence.count()) > 0 ? await sentence.textContent() : "";
  await hide(page);
  await expect(sentence).not.toHaveText(before ?? "");
  const step = /mini-batch ([\d,]+)/.exec((await sentence.textContent()) ?? "")?.[1];
  return Number(step?.replace(",", ""));
}

/** What a run ends in: the weights, and what was told of it. */
export async function outcome(trainer: TrainerPage) {
  const { steps, evaluations } = await trainer.history();
  const model = await trainer.save("exportModel");
  return {
    model: model.toString("base64"),
    tests: evaluations.map(({ epoch, accuracy, loss }) => ({ epoch, accuracy, loss })),
    last: { step: steps.at(-1)?.step, imagesSeen: steps.at(-1)?.imagesSeen },
  };
}

/** The same without a fault, in another tab. */
export async function undisturbed(other: TrainerPage, address: string) {
  await other.open(address);
  await other.train();
  return outcome(other);
}
