/** One call of `train`: how far it goes, and the promise of its end. */

import type { StepReport, TrainGoal } from "./protocol";

export class Run {
  /** Set by pause: no further mini-batch begins. */
  stopping = false;
  lastReport: StepReport | undefined;
  readonly startedMillis = performance.now();
  readonly finished: Promise<Run>;
  #stepsLeft: number;
  #epochsLeft: number;
  readonly #untilConfiguredEnd: boolean;
  #resolve: (run: Run) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(goal: TrainGoal) {
    this.#stepsLeft = goal.steps ?? Number.POSITIVE_INFINITY;
    this.#epochsLeft = goal.epochs ?? Number.POSITIVE_INFINITY;
    this.#untilConfiguredEnd = goal.steps === undefined && goal.epochs === undefined;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** `configuredEnd`: all epochs of the settings are complete. */
  reachedGoal(configuredEnd: boolean): boolean {
    return this.#stepsLeft <= 0 || this.#epochsLeft <= 0 || (this.#untilConfiguredEnd && configuredEnd);
  }

  countStep(): void {
    this.#stepsLeft -= 1;
  }

  noteReport(report: StepReport): void {
    this.lastReport = report;
    if (report.epochEnded) this.#epochsLeft -= 1;
  }

  end(): void {
    this.#resolve(this);
  }

  fail(error: unknown): void {
    this.#reject(error);
  }
}
