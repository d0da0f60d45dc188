/** A run at one moment, as the engine wrote it down. */

import type { Autosaved } from "../../engine/protocol";
import type { State } from "../store";

/** What can be said of a checkpoint without reading it. */
export interface RunMark {
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Completed epochs, and of how many. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mini-batches. */
  readonly step: number;
  /** Of the last evaluation. */
  readonly testAccuracy: number | undefined;
  /** Of the last report; no number if there was none yet. */
  readonly loss: number;
  /** All epochs are complete. */
  readonly isFinished: boolean;
}

export interface Kept extends RunMark {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What guessing costs: ten classes, each as likely as the other. */
const LOSS_OF_GUESSING = Math.log(10);

export function keptOf({ bytes, progress }: Autosaved, state: State, savedAt: number): Kept {
  const { epoch, epochs, step, finished, evaluationDue } = progress;
  return {
    // Never of shared memory: it comes from a worker.
    bytes: bytes as Uint8Array<ArrayBuffer>,
    savedAt,
    epoch,
    epochs,
    step,
    testAccuracy: state.evaluations.at(-1)?.accuracy,
    loss: state.steps.at(-1)?.loss ?? Number.NaN,
    isFinished: finished && !evaluationDue,
  };
}

/** Before a training that diverges ends in what is no number, it becomes worse than guessing. */
export function isSound({ loss }: RunMark): boolean {
  return loss <= LOSS_OF_GUESSING;
}
