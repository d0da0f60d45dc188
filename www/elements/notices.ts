/** What the notices say of a run's safety, and in which order: what can be answered comes first. */

import type { Failure } from "../engine/failure";
import type { Safety } from "../state/saved/safety";
import { hasLearned, isOver, type State } from "../state/store";
import type { Words } from "../words";
import type { Notice } from "./notices-panel";

/** `details` of a fault, for a report. */
export function noticesOf(
  state: State,
  words: Words,
  details: (failure: Failure, at: number) => string,
): Notice[] {
  const { safety } = state;
  const notices = [
    isOver(state) ? undefined : offered(safety, words),
    rescued(safety, words, details),
    refused(state, words),
  ];
  return notices.filter((notice) => notice !== undefined);
}

function offered({ offer }: Safety, { notices, numbers, language }: Words): Notice | undefined {
  if (!offer) return undefined;
  const { savedAt, epoch, epochs, testAccuracy } = offer;
  const when = new Date(savedAt).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const accuracy = testAccuracy === undefined ? "" : numbers.share(testAccuracy, 1);
  const text = notices.offer(when, numbers.integer(epoch), numbers.integer(epochs), accuracy);
  return { text, actions: ["continueIt", "discard"] };
}

function rescued(
  { rescue }: Safety,
  { notices, numbers, language }: Words,
  details: (failure: Failure, at: number) => string,
): Notice | undefined {
  if (!rescue) return undefined;
  const { failure, at, step, lostSteps, isDone } = rescue;
  const fault = notices.faults[failure.code] ?? failure.message;
  if (!isDone) return { text: notices.rescuing(fault), actions: [] };
  const time = new Date(at).toLocaleTimeString(language, { timeStyle: "medium" });
  const text = notices.rescued(fault, time, numbers.integer(step), numbers.integer(lostSteps));
  return { text, actions: ["close-rescue"], details: details(failure, at) };
}

/** As long as there is nothing to lose, nothing is said. */
function refused(state: State, { notices }: Words): Notice | undefined {
  const { refusal } = state.safety;
  if (!refusal || !(hasLearned(state) || state.phase === "training")) return undefined;
  return { text: notices.notSaved[refusal.reason], actions: ["close-refusal"] };
}
