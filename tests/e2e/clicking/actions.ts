/** What a person may do next, chosen by chance, and doing it. An action is plain data, so that it can be repeated. */

import type { Page } from "@playwright/test";
import { wordsFor } from "../../../www/words";
import { type Control, elementOf, shownControls } from "./controls";
import type { Dice } from "./dice";
import { type FileName, NAMES, setFiles } from "./files";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];
type Point = readonly [x: number, y: number];

export type Action =
  | { type: "press"; control: Control; isByKey: boolean }
  | { type: "enter"; control: Control; text: string }
  | { type: "choose"; control: Control; place: number }
  | { type: "slide"; control: Control; keys: string[] }
  | { type: "draw"; control: Control; points: Point[] }
  | { type: "keys"; keys: string[] }
  | { type: "file"; name: FileName }
  | { type: "drop"; name: FileName }
  | { type: "hash"; hash: string }
  | { type: "visibility"; isHidden: boolean }
  | { type: "size"; width: number }
  | { type: "scroll"; share: number }
  | { type: "replace" }
  | { type: "call"; method: "evaluate" | "pause" | "train" | "reset" | "exportModel" | "saveCheckpoint" };

/** What did not happen, since the page had changed meanwhile. */
export type Outcome = "done" | "gone";

/** For what is only a click: a page that is busy for longer is too slow for anybody. */
const CLICK_MILLIS = 10_000;

/** Good values, and some that are none; small, so that every epoch is over soon. */
const TEXTS: readonly [label: RegExp, texts: readonly [string, ...string[]]][] = [
  [/^(Epochs|Epochen)$/, ["1", "9", "50", "100", "0", "1e9"]],
  [/^(Batch size|.*Batch.*)$/, ["8", "16", "64", "640", "0", "many"]],
  [/^(Training images|Trainingsbilder)$/, ["100", "320", "640", "5000", "-1", "99999"]],
  [/^(Learning rate|Lernrate)$/, ["0.001", "0.01", "1", "0", "0,002", "NaN"]],
  [/^Dropout$/, ["0.5 0.5", "0 0", "0.25", "2 2", "<b>0</b>"]],
  [/^(Seed|Startwert)$/, ["1", "42", "4294967295", "-1", "1.5"]],
];
const OTHER_TEXTS = ["0", "0.1", "0.5", "1", "2", "-1", "abc", ""] as const;
const KEYS = [
  "Tab",
  "Shift+Tab",
  "Enter",
  "Space",
  "Escape",
  "ArrowDown",
  "ArrowRight",
  "Home",
  "End",
  "PageDown",
] as const;
const PAD_KEYS = [
  "b",
  "e",
  "f",
  "m",
  "[",
  "]",
  "Space",
  "Enter",
  "Delete",
  "Control+z",
  "Control+y",
  "ArrowUp",
] as const;
const SLIDER_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End", "Escape", "PageUp"] as const;
const HASHES = [
  "epochs=2&seed=7",
  "batch-size=32",
  "train-size=320",
  "epochs=0",
  "recipe=recommended&epochs=2",
] as const;
const CALLS = ["evaluate", "pause", "train", "reset", "exportModel", "saveCheckpoint"] as const;

/** Where training is begun and ended: often, since most of what may go wrong does so there. */
const TRAINING = ["en", "de"].map((language) => wordsFor([language]).controls.title);
const STEERING = 0.25;
const BESIDE = 0.22;

/** Panels first, then roles, then one of these: else it would hardly ever be anything but a cell or a tile. */
export async function nextAction(page: Page, dice: Dice): Promise<Action> {
  if (dice.isLucky(BESIDE)) return beside(dice);
  const all = await shownControls(page);
  const steering = all.filter(({ region }) => TRAINING.includes(region));
  if (steering[0] && dice.isLucky(STEERING)) {
    // Train or Pause, whichever it is now, as often as the others together.
    return actionOn(dice.isLucky(0.5) ? steering[0] : (dice.pick(steering) ?? steering[0]), dice);
  }
  const inRegion = groupOf(all, ({ region }) => region, dice);
  const control = dice.pick(groupOf(inRegion, ({ role }) => role, dice));
  return control ? actionOn(control, dice) : { type: "keys", keys: ["Tab"] };
}

function groupOf(controls: readonly Control[], keyOf: (control: Control) => string, dice: Dice): Control[] {
  const key = dice.pick([...new Set(controls.map(keyOf))]);
  return controls.filter((control) => keyOf(control) === key);
}

function actionOn(control: Control, dice: Dice): Action {
  switch (control.role) {
    case "textbox": {
      const texts = TEXTS.find(([label]) => label.test(control.name))?.[1] ?? OTHER_TEXTS;
      return { type: "enter", control, text: dice.pick(texts) };
    }
    case "combobox":
      return { type: "choose", control, place: dice.whole(0, 9) };
    case "slider":
      return { type: "slide", control, keys: some(dice, SLIDER_KEYS) };
    case "application":
      if (dice.isLucky(0.4)) return { type: "slide", control, keys: some(dice, PAD_KEYS) };
      return {
        type: "draw",
        control,
        points: Array.from({ length: 4 }, () => [dice.next(), dice.next()] as const),
      };
    default:
      return { type: "press", control, isByKey: dice.isLucky(0.3) };
  }
}

/** Without a control of the page. */
function beside(dice: Dice): Action {
  switch (dice.whole(0, 9)) {
    case 0:
      return { type: "replace" };
    case 1:
      return { type: "visibility", isHidden: dice.isLucky(0.5) };
    case 2:
      return { type: "size", width: dice.pick([360, 800, 1280]) };
    case 3:
      return { type: "scroll", share: dice.next() };
    case 4:
      return { type: "hash", hash: dice.pick(HASHES) };
    case 5:
      return { type: "file", name: dice.pick(NAMES) };
    case 6:
      return { type: "drop", name: dice.pick(NAMES) };
    case 7:
      return { type: "keys", keys: some(dice, KEYS) };
    default:
      return { type: "call", method: dice.pick(CALLS) };
  }
}

function some<T>(dice: Dice, values: readonly [T, ...T[]]): T[] {
  return Array.from({ length: dice.whole(1, 5) }, () => dice.pick(values));
}

/** In a few words. */
export function told(action: Action): string {
  if (!("control" in action)) return JSON.stringify(action);
  const { region, role, name, place, isDisabled } = action.control;
  const { type, control: _, ...rest } = action;
  const which = `${region} › ${role} "${name}"${place ? ` (${place})` : ""}${isDisabled ? ", disabled" : ""}`;
  return `${type} ${which} ${JSON.stringify(rest)}`;
}

export async function perform(page: Page, action: Action): Promise<Outcome> {
  if ("control" in action) return performOn(page, action);
  switch (action.type) {
    case "keys":
      for (const key of action.keys) await page.keyboard.press(key);
      return "done";
    case "file":
    case "drop":
      return setFiles(page, action);
    case "hash":
      await page.evaluate((hash) => {
        location.hash = hash;
      }, action.hash);
      return "done";
    case "visibility":
      await page.evaluate((isHidden) => {
        const visibilityState = isHidden ? "hidden" : "visible";
        Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, action.isHidden);
      return "done";
    case "size":
      await page.setViewportSize({ width: action.width, height: 900 });
      return "done";
    case "scroll":
      await page.evaluate(
        (share) => scrollTo(0, share * document.documentElement.scrollHeight),
        action.share,
      );
      return "done";
    case "replace":
      await page.evaluate(replaceTrainer);
      return "done";
    case "call":
      await page.evaluate(callTrainer, action.method);
      return "done";
  }
}

async function performOn(page: Page, action: Extract<Action, { control: Control }>): Promise<Outcome> {
  const element = await elementOf(page, action.control);
  if (!element) return "gone";
  // What can't be used is pressed all the same: nothing may come of it.
  const options = { timeout: CLICK_MILLIS, force: action.control.isDisabled };
  try {
    await element.scrollIntoViewIfNeeded({ timeout: CLICK_MILLIS });
    if (action.type === "press" && action.isByKey) {
      await element.focus();
      await page.keyboard.press(isChoice(action.control) ? "Space" : "Enter");
    } else if (action.type === "press" && isChoice(action.control)) {
      const label = await element.evaluateHandle((radio) => radio.closest("label") ?? radio);
      await label.click(options);
    } else if (action.type === "press") await element.click(options);
    else if (action.type === "slide") {
      await element.focus();
      for (const key of action.keys) await page.keyboard.press(key);
    } else if (action.control.isDisabled) await element.click(options);
    else if (action.type === "enter") {
      await element.fill(action.text, options);
      await page.keyboard.press("Enter");
    } else if (action.type === "choose") {
      const count = await element.evaluate((select) => (select as HTMLSelectElement).options.length);
      await element.selectOption({ index: action.place % count }, options);
    } else await draw(page, await element.boundingBox(), action.points);
    return "done";
  } catch (error) {
    if (await isGone(page, action.control)) return "gone";
    throw error;
  }
}

function isChoice({ role }: Control): boolean {
  return role === "radio" || role === "checkbox";
}

/** Since it was chosen the page has changed, as when a training begins or an epoch ends. */
async function isGone(page: Page, control: Control): Promise<boolean> {
  const now = await shownControls(page);
  return !now.some((each) => JSON.stringify(each) === JSON.stringify(control));
}

async function draw(
  page: Page,
  box: { x: number; y: number; width: number; height: number } | null,
  points: readonly Point[],
): Promise<void> {
  if (!box) return;
  for (const [place, [x, y]] of points.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 2 });
    if (place === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** In the page: takes the trainer off it, and puts it back in the same task. */
function replaceTrainer(): void {
  const trainer = document.querySelector("fashion-trainer");
  const { parentNode } = trainer ?? {};
  trainer?.remove();
  window.watched.phase = "opening";
  if (trainer) parentNode?.append(trainer);
}

/** In the page: what it resolves with is checked elsewhere; that it is settled, too. */
function callTrainer(method: Extract<Action, { type: "call" }>["method"]): void {
  const trainer = document.querySelector("fashion-trainer") as Trainer;
  const { watched } = window;
  const call = { method, since: performance.now() };
  // A training may go on for as long as it likes.
  if (method !== "train") watched.calls.push(call);
  const settle = () => {
    watched.calls = watched.calls.filter((each) => each !== call);
  };
  const answer: Promise<unknown> = method === "train" ? trainer.train({ steps: 20 }) : trainer[method]();
  answer.then(settle, (error) => {
    settle();
    const isKnown =
      error instanceof DOMException || ["busy", "bad-model", "diverged", "network"].includes(error.code);
    if (!isKnown) watched.faults.push(`${method}: ${error.code}: ${error.message}`);
  });
}
