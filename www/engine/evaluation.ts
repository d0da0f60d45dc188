/** The callers of `evaluate` who wait, and the last evaluation at an epoch's end. Which one is due, the crate knows. */

import { TrainerError } from "./failure";
import type { EvalReport } from "./protocol";

interface Waiter {
  resolve(report: EvalReport): void;
  reject(error: unknown): void;
}

export class Evaluation {
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

  /** The model is another one; `lastReport` is of it. Who waits asked about the one before. */
  restart(lastReport: EvalReport | undefined): void {
    this.lastReport = lastReport;
    this.fail(new TrainerError("busy", "The model was replaced before it was evaluated."));
  }

  complete(report: EvalReport): void {
    for (const waiter of this.#take()) waiter.resolve(report);
  }

  fail(error: unknown): void {
    for (const waiter of this.#take()) waiter.reject(error);
  }

  #take(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}
