/** What the page knows of how safe a run is, and how each event changes it. */

import type { Failure } from "../../engine/failure";
import type { TrainerEvent } from "../../engine/protocol";
import type { PageEvent } from "../store";
import type { RunMark } from "./kept";
import type { Refusal } from "./refusal";
import type { SavedRun } from "./saved-runs";

export interface Safety {
  /** A run of an earlier visit, which can be continued. */
  readonly offer: SavedRun | undefined;
  /** What the browser keeps for the next visit. */
  readonly saved: SavedMark | undefined;
  /** Why it keeps nothing, or nothing newer. */
  readonly refusal: Refusal | undefined;
  readonly rescue: RescueNote | undefined;
  /** Images seen when the training went on after a fault. */
  readonly interruptions: readonly number[];
}

export type SavedMark = Pick<RunMark, "savedAt" | "epoch" | "step">;

/** A fault that the training was brought over. */
export interface RescueNote {
  readonly failure: Failure;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Mini-batch that it goes on from. */
  readonly step: number;
  /** Mini-batches that are trained once more. */
  readonly lostSteps: number;
  readonly isDone: boolean;
}

export type SafetyEvent =
  | { type: "offered"; offer: SavedRun }
  | { type: "offer-closed" }
  | { type: "saved"; saved: SavedMark }
  | ({ type: "not-saved" } & Refusal)
  /** The worker has ended by a fault, and another one takes over; the curves stay. */
  | { type: "rescuing"; note: Omit<RescueNote, "isDone"> }
  /** It has the model again. */
  | { type: "rescued"; imagesSeen: number }
  | { type: "rescue-closed" }
  | { type: "refusal-closed" };

type Configured = Extract<TrainerEvent, { type: "configured" }>;

export const UNTOUCHED: Safety = {
  offer: undefined,
  saved: undefined,
  refusal: undefined,
  rescue: undefined,
  interruptions: [],
};

export function reduceSafety(safety: Safety, event: TrainerEvent | PageEvent): Safety {
  switch (event.type) {
    case "offered":
      return { ...safety, offer: event.offer };
    case "offer-closed":
      return { ...safety, offer: undefined };
    case "phase":
      // Whoever trains has answered.
      return event.phase === "training" ? { ...safety, offer: undefined } : safety;
    case "saved":
      return { ...safety, saved: event.saved, refusal: undefined };
    case "not-saved":
      return { ...safety, refusal: { failure: event.failure, reason: event.reason } };
    case "configured":
      return event.restarted ? { ...safety, saved: undefined, interruptions: kept(safety, event) } : safety;
    case "rescuing":
      return { ...safety, rescue: { ...event.note, isDone: false } };
    case "rescued": {
      const rescue = safety.rescue && { ...safety.rescue, isDone: true };
      // A training that starts over has nothing before it that could be told from what comes after.
      const moments = event.imagesSeen > 0 ? [event.imagesSeen] : [];
      return { ...safety, rescue, interruptions: [...safety.interruptions, ...moments] };
    }
    // It did not help after all.
    case "fatal":
    case "rescue-closed":
      return { ...safety, rescue: undefined };
    case "refusal-closed":
      return { ...safety, refusal: undefined };
    default:
      return safety;
  }
}

/** A rescue brings the curve back, with what interrupted it up to there. */
function kept({ rescue, interruptions }: Safety, { history, progress }: Configured): readonly number[] {
  const isRescued = history !== undefined && rescue?.isDone === false;
  return isRescued ? interruptions.filter((imagesSeen) => imagesSeen <= progress.imagesSeen) : [];
}
