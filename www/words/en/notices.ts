/** What became of a training, or can: an earlier one, a fault that it was brought over, what can't be saved. */

import type { ErrorCode } from "../../engine/failure";

export interface NoticesWords {
  title: string;
  /** `when`: day and time. `accuracy` of the test images; empty if none was measured. */
  offer(when: string, epoch: string, epochs: string, accuracy: string): string;
  continueIt: string;
  discard: string;
  /** What failed, for those that a training can be brought over. */
  faults: Readonly<Partial<Record<ErrorCode, string>>>;
  rescuing(fault: string): string;
  /** From mini-batch `step`; `lost` mini-batches are trained again, "0" if none. */
  rescued(fault: string, time: string, step: string, lost: string): string;
  /** Why the next visit won't find it. */
  notSaved: Readonly<Record<"full" | "blocked", string>>;
  close: string;
}

export const notices: NoticesWords = {
  title: "Notices",
  offer: (when, epoch, epochs, accuracy) =>
    `A training of ${when} is kept in this browser, after epoch ${epoch} of ${epochs}${accuracy && `, with ${accuracy} of the test images right`}.`,
  continueIt: "Continue it",
  discard: "Discard it",
  faults: {
    "device-lost": "The graphics processor stopped answering",
    "out-of-memory": "The device ran out of memory",
    crashed: "The training engine crashed",
  },
  rescuing: (fault) => `${fault}. It is started again, with what the network had learned.`,
  rescued: (fault, time, step, lost) => {
    const again = lost === "0" ? "nothing is lost" : `${lost} mini-batches since then are trained again`;
    return `${fault} at ${time}; it went on by itself. The network is as it was after mini-batch ${step}: ${again}.`;
  },
  notSaved: {
    full: "The browser has no room left, so what is learned from now on isn't kept for the next visit. The training goes on: free some space, or save a checkpoint below.",
    blocked:
      "The browser lets this page store nothing, as in some private windows, so what is learned isn't kept for the next visit. The training goes on: save a checkpoint below if it matters.",
  },
  close: "Close",
};
