/** How errors are shown: what can be done about each. What is said of it, the page's words know. */

import { type Failure, failureFrom } from "../engine/failure";

/** An error on show, and what the button beside it does. */
export interface Problem extends Failure {
  remedy: "retry-loading" | "restart" | "train-slower" | "dismiss";
}

/** None, if only the trainer was taken off the page. */
export function problemOf(error: unknown): Failure | undefined {
  return error instanceof DOMException ? undefined : failureFrom(error);
}
