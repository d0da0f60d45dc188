/** The phase of a run, derived from what is there, in this one place; and whether it could ever begin. */

import type { Failure } from "./failure";
import type { Phase, TrainerEvent, TrainerSession } from "./protocol";

export interface Situation {
  /** The data of the next mini-batch is here. */
  hasData: boolean;
  isRunning: boolean;
  /** Why no further data comes, if so. */
  loadFailure: Failure | undefined;
}

export class PhaseOfRun {
  readonly #emit: (event: TrainerEvent) => void;
  #phase: Phase = "opening";
  #isReady = false;

  constructor(emit: (event: TrainerEvent) => void) {
    this.#emit = emit;
  }

  update(session: TrainerSession, situation: Situation): void {
    if (situation.hasData && !this.#isReady) {
      this.#isReady = true;
      // With the data, the length of an epoch is known.
      this.#emit({ type: "ready", progress: session.progress() });
    }
    const phase = phaseOf(session.progress().step > 0, situation);
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#emit({ type: "phase", phase });
  }
}

function phaseOf(hasStarted: boolean, { hasData, isRunning, loadFailure }: Situation): Phase {
  if (!hasStarted && !hasData) return loadFailure ? "failed" : "loading";
  if (isRunning) return "training";
  return hasStarted ? "paused" : "ready";
}
