/** A history that grew beyond its bound. */

import { expect, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** A mini-batch takes a few milliseconds, and no epoch ends, which would be tested. */
const TINY =
  "?backend=cpu&threads=1&panels=controls+status+curves#train-size=5000&batch-size=2&filters=1&dense-units=1";
/** `src/train/history.rs` and `www/state/history.ts`. */
const MOST_STEPS = 2000;

interface SavedReport {
  step: number;
  batches: number;
  loss: number;
}

/** The history in a checkpoint: `docs/architecture.md` has the format. */
function savedSteps(file: Buffer): SavedReport[] {
  const header = JSON.parse(file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString());
  const { state } = JSON.parse(header.__metadata__["fashion-trainer-checkpoint"]);
  return JSON.parse(state).history.steps;
}

test("beyond 2,000 reports neighbours are merged, on the page as in the checkpoint, and training goes on", async ({
  trainer,
}) => {
  await trainer.open(TINY);
  const most = await trainer.element.evaluate(async (element: Trainer, limit) => {
    let most = 0;
    for (let step = 0; step < limit + 100; step++) {
      await element.step();
      most = Math.max(most, element.history.steps.length);
    }
    return most;
  }, MOST_STEPS);
  expect(most).toBe(MOST_STEPS);

  const { steps } = await trainer.history();
  expect(steps.length).toBeLessThan(MOST_STEPS);
  expect(steps.reduce((sum, { batches }) => sum + batches, 0)).toBe(MOST_STEPS + 100);
  expect(steps.at(-1)?.step).toBe(MOST_STEPS + 100);
  const told = ({ step, batches, loss }: SavedReport) => ({ step, batches, loss });
  expect(steps.map(told)).toEqual(savedSteps(await trainer.save("saveCheckpoint")).map(told));
});
