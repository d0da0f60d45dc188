/**
 * Whatever is pressed, in whatever order: at most one training runs, everything is answered, and what the page says is
 * so. `npm run clicks -- --cycles 1000 --seed 7` is the long form; a failure tells its seed and what was done.
 */

import { readFile, writeFile } from "node:fs/promises";
import { wordsFor } from "../../www/words";
import { type Action, nextAction, perform, told } from "./clicking/actions";
import { listControls } from "./clicking/controls";
import { Dice } from "./clicking/dice";
import { answerChoosers, prepareFiles } from "./clicking/files";
import { lies } from "./clicking/lies";
import { EXPECTED_CODES, TRANSITIONS, watchTrainer } from "./clicking/watch";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

const CYCLES = Number(process.env.CLICKS_CYCLES ?? 120);
const SEED = Number(process.env.CLICKS_SEED ?? 1);
/** A list of actions that an earlier run has written. */
const REPLAY = process.env.CLICKS_REPLAY;
const MILLIS_A_CYCLE = 3_000;
/** An answer that takes longer would be taken for none; a test on 10,000 images takes a few seconds on a slow machine. */
const ANSWER_MILLIS = 60_000;
/** Whatever the language is just then. */
const CONTROLS = ["en", "de"].map((language) => wordsFor([language]).controls);
/** How many of the last actions a failure shows. */
const SHOWN = 12;

/** A network that is tested in a second, and epochs of 40 mini-batches; so many that it is not done soon. */
const SMALL = "?backend=cpu#train-size=640&batch-size=16&filters=4+8&dense-units=16&epochs=50";

test("at most one training, every answer in time, and no lie, whatever is clicked", async ({
  trainer,
  page,
}) => {
  test.setTimeout(120_000 + CYCLES * MILLIS_A_CYCLE);
  const replayed: Action[] = REPLAY ? JSON.parse(await readFile(REPLAY, "utf8")) : [];
  const count = REPLAY ? replayed.length : CYCLES;
  const dice = new Dice(SEED);
  const actions: Action[] = [];
  let gone = 0;
  let whileTraining = 0;
  await page.addInitScript(listControls);
  await page.addInitScript(watchTrainer, [TRANSITIONS, EXPECTED_CODES] as const);
  await page.addInitScript(() => {
    // It would wait for a person.
    window.print = () => {};
  });
  answerChoosers(page);
  await trainer.open(SMALL);
  await trainer.train({ steps: 3 });
  await prepareFiles(page);

  try {
    while (actions.length < count) {
      const action = replayed[actions.length] ?? (await nextAction(page, dice));
      actions.push(action);
      if ((await trainer.phase()) === "training") whileTraining += 1;
      if ((await perform(page, action)) === "gone") gone += 1;
      else await expectConsequence(trainer, action);
      expect(await lies(page), "what the page says").toEqual([]);
      expect(await unanswered(trainer), "calls without an answer").toEqual([]);
      expect(await page.evaluate(() => window.watched.faults), "what must never be").toEqual([]);
      expect(trainer.consoleErrors, "errors of the page").toEqual([]);
    }
    await expectUsable(trainer);
  } catch (error) {
    const file = test.info().outputPath(`actions-${SEED}.json`);
    await writeFile(file, JSON.stringify(actions));
    console.log(`seed ${SEED}, after ${actions.length} actions, all of them in ${file}; the last ones:`);
    for (const action of actions.slice(-SHOWN)) console.log(`  ${told(action)}`);
    throw error;
  }
  const counts = await page.evaluate(() => window.watched.counts);
  const used = new Set(
    actions.map((action) =>
      "control" in action ? told({ ...action, type: "press", isByKey: false } as Action) : action.type,
    ),
  );
  console.log(
    `seed ${SEED}: ${actions.length} actions on ${used.size} controls, ${gone} of them gone, ${whileTraining} while it trained; ${JSON.stringify(counts)}`,
  );
  // A few may all be about something else, by chance.
  if (count < 100) return;
  expect(gone).toBeLessThan(count / 5);
  // On a fast machine trainings are short; of a thousand presses one in six came into one.
  expect(whileTraining).toBeGreaterThan(count < 1000 ? 0 : count / 10);
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(["training", "paused", "reports"]));
});

/** What a person who pressed a button relies on. */
async function expectConsequence(trainer: TrainerPage, action: Action): Promise<void> {
  if (action.type !== "press" || action.control.isDisabled) return;
  const { region, name } = action.control;
  const isNamed = (...keys: ("pause" | "reset" | "newSeed")[]) =>
    CONTROLS.some((words) => region === words.title && keys.some((key) => words[key] === name));
  if (isNamed("pause")) {
    // No report comes after this: `watch.ts` looks at each.
    await expect.poll(() => trainer.phase(), { timeout: ANSWER_MILLIS }).not.toBe("training");
  } else if (isNamed("reset", "newSeed")) {
    const isNew = async () => {
      const { steps, evaluations } = await trainer.history();
      return steps.length + evaluations.length === 0 && ["ready", "loading"].includes(await trainer.phase());
    };
    await expect.poll(isNew, { timeout: ANSWER_MILLIS }).toBe(true);
  }
}

/** What was called and waits for longer than anybody would. A prediction is asked now and answered now. */
async function unanswered(trainer: TrainerPage): Promise<string[]> {
  return trainer.element.evaluate(async (element: Trainer, limit) => {
    const late = window.watched.calls.filter(({ since }) => performance.now() - since > limit);
    const alarm = new Promise<string>((resolve) => setTimeout(resolve, limit, "nothing"));
    const asked = element.predict(new Uint8Array(784).fill(100)).then(
      () => "answer",
      ({ code }) => code,
    );
    const found = await Promise.race([asked, alarm]);
    return [...late.map(({ method }) => method), ...(found === "nothing" ? ["predict"] : [])];
  }, ANSWER_MILLIS);
}

/** After all that it still learns. */
async function expectUsable(trainer: TrainerPage): Promise<void> {
  await trainer.element.evaluate(async (element: Trainer) => {
    await element.pause();
    await element.configure({ learningRate: 0.001 });
    await element.reset();
  });
  const reports = await trainer.steps(3);
  expect(reports.map(({ step }) => step)).toEqual([1, 2, 3]);
}
