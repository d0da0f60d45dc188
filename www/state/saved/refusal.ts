/** Why a browser keeps nothing for a page, as a person can do something about it. */

import { type Failure, failureFrom } from "../../engine/failure";

export interface Refusal {
  failure: Failure;
  /** `full`: no room. `blocked`: private windows, blocked site data, a disk that fails. */
  reason: "full" | "blocked";
}

export function refusalOf(error: unknown): Refusal {
  const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
  const { message } = failureFrom(error);
  const name = error instanceof DOMException ? `${error.name}: ` : "";
  return { reason: isFull ? "full" : "blocked", failure: { code: "storage-full", message: name + message } };
}
