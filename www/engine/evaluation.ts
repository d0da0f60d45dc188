/** Who waits for an evaluation over the test images: an epoch that has ended, callers of `evaluate`, or both. */

import type { EvalReport } from "./protocol";

interface Waiter {
  resolve(report: EvalReport): void;
  reject(error: unknown): void;
}

export class Evaluation {
  /** An epoch has ended and its evaluation is not complete; a pause may leave it so. */
  owed = false;
  /** The last one at an epoch's end since the model was made. */
  lastReport: EvalReport | undefined;
  #waiters: Waiter[] = [];

  get isAsked(): boolean {
    return this.#waiters.length > 0;
  }

  /** The promise is wrapped, so that waiting for this answer does not wait for the report. */
  ask(): { report: Promise<EvalReport> } {
    const report = new Promise<EvalReport>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
    return { report };
  }

  complete(report: EvalReport): void {
    if (this.owed) this.lastReport = report;
    this.owed = false;
    for (const waiter of this.#take()) waiter.resolve(report);
  }

  fail(error: unknown): void {
    for (const waiter of this.#take()) waiter.reject(error);
  }

  /** The model is new: what was measured or owed belongs to the old one. */
  forget(): void {
    this.owed = false;
    this.lastReport = undefined;
  }

  #take(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}
