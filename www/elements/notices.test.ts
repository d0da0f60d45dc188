import { expect, test } from "vitest";
import { CONFIG, progressOf } from "../../tests/support/reports";
import type { TrainerEvent } from "../engine/protocol";
import { INITIAL_STATE, type PageEvent, reduce } from "../state/store";
import { wordsFor } from "../words";
import { noticesOf } from "./notices";

const failure = { code: "crashed", message: "unreachable" } as const;
const offer = {
  run: "a",
  savedAt: 0,
  epoch: 2,
  epochs: 12,
  step: 7,
  testAccuracy: 0.8,
  loss: 1,
  isFinished: false,
};
const offered = { type: "offered", offer } as const;
const rescuing = { type: "rescuing", note: { failure, at: 0, step: 1200, lostSteps: 3 } } as const;
const rescued = { type: "rescued", imagesSeen: 64 } as const;
const refused = { type: "not-saved", reason: "full", failure } as const;

/** What is said after these events: the beginning of each notice, and its buttons. */
function told(...events: (TrainerEvent | PageEvent)[]) {
  const state = events.reduce(reduce, INITIAL_STATE);
  return noticesOf(state, wordsFor(["en"]), () => "details").map(({ text, actions }) => [text, ...actions]);
}

test("an earlier run is offered until somebody answers, or trains", () => {
  const text = expect.stringMatching(/after epoch 2 of 12, with 80\.0\u202f% of the test images right/);
  expect(told(offered)).toEqual([[text, "continueIt", "discard"]]);
  expect(told(offered, { type: "offer-closed" })).toEqual([]);
  expect(told(offered, { type: "phase", phase: "training" })).toEqual([]);
});

test("a fault is told while it is mended, and then with what it cost", () => {
  expect(told(rescuing)).toEqual([[expect.stringContaining("It is started again")]]);
  expect(told(rescuing, rescued)).toEqual([
    [expect.stringMatching(/after mini-batch 1,200: 3 mini-batches since then/), "close-rescue"],
  ]);
  expect(told(rescuing, rescued, { type: "rescue-closed" })).toEqual([]);
});

test("where nothing helped, nothing else is said: neither that it went on, nor what could be continued", () => {
  expect(told(offered, rescuing, rescued, rescuing, { type: "fatal", failure })).toEqual([]);
});

test("what isn't kept is said once there is something to lose, until it is kept again", () => {
  const progress = progressOf({ step: 3 });
  const learned: TrainerEvent = {
    type: "configured",
    config: CONFIG,
    layers: [],
    progress,
    restarted: false,
  };
  expect(told(refused)).toEqual([]);
  expect(told(refused, learned)).toEqual([[expect.stringContaining("no room left"), "close-refusal"]]);
  expect(told(refused, learned, { type: "saved", saved: { savedAt: 1, epoch: 0, step: 3 } })).toEqual([]);
});
