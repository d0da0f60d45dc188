/** Looks at every event of the trainer for what must never be, as it comes. */

import type { Phase, StepReport } from "../../../www/engine/protocol";

declare global {
  interface Window {
    watched: {
      /** What must never be, in words. */
      faults: string[];
      /** The phase told last; set to `opening` by who takes the trainer off the page. */
      phase: Phase;
      /** How often each phase was told, and how often a report. */
      counts: Record<string, number>;
      /** What was called and is not answered. */
      calls: { method: string; since: number }[];
    };
  }
}

/**
 * From one phase to the next, by `phase-of-run.ts`: a model is new with a reset, a file, or some settings, and the
 * data of its first mini-batch may be missing; a run may end before its first mini-batch.
 */
export const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
  opening: ["loading", "ready", "failed"],
  loading: ["ready", "training", "paused", "failed"],
  ready: ["training", "loading", "paused", "failed"],
  training: ["paused", "ready", "failed"],
  paused: ["training", "ready", "loading", "failed"],
  failed: ["loading", "ready", "opening"],
};

/** Errors that a person can cause by what is done here. */
export const EXPECTED_CODES = [
  "bad-config",
  "busy",
  "diverged",
  "bad-model",
  "bad-checkpoint",
  "bad-image",
  "bad-data",
];

/** In the page, before its own scripts. */
export function watchTrainer([transitions, expectedCodes]: readonly [
  Readonly<Record<string, readonly string[]>>,
  readonly string[],
]): void {
  const watched: Window["watched"] = { faults: [], phase: "opening", counts: {}, calls: [] };
  window.watched = watched;
  const count = (name: string) => {
    watched.counts[name] = (watched.counts[name] ?? 0) + 1;
  };
  addEventListener("trainer-state", (event) => {
    const { phase } = (event as CustomEvent<{ phase: Phase }>).detail;
    count(phase);
    if (!transitions[watched.phase]?.includes(phase))
      watched.faults.push(`from ${watched.phase} to ${phase}`);
    watched.phase = phase;
  });
  addEventListener("trainer-step", (event) => {
    const { target, detail } = event as CustomEvent<StepReport>;
    const trainer = target as HTMLElementTagNameMap["fashion-trainer"];
    count("reports");
    const { steps } = trainer.history;
    const [before, last] = [steps.at(-2), steps.at(-1)];
    if (trainer.phase !== "training")
      watched.faults.push(`a report of step ${detail.step} while ${trainer.phase}`);
    if (last?.step !== detail.step)
      watched.faults.push(`step ${detail.step} is told, and ${last?.step} is kept`);
    // Two loops, or two models, would leave gaps or overlap.
    const expected = before?.step ?? 0;
    if (last && last.step - last.batches !== expected) {
      watched.faults.push(`${last.batches} mini-batches up to ${last.step} come after ${expected}`);
    }
    if (last && before && last.imagesSeen <= before.imagesSeen) {
      watched.faults.push(`${last.imagesSeen} images seen come after ${before.imagesSeen}`);
    }
  });
  addEventListener("trainer-epoch", () => count("evaluations"));
  addEventListener("trainer-error", (event) => {
    const { code, message } = (event as CustomEvent<{ code: string; message: string }>).detail;
    count(code);
    if (!expectedCodes.includes(code)) watched.faults.push(`${code}: ${message}`);
  });
}
