/** One call of `train`, which may outlive the worker that it began in. */

import type { Progress, Summary, TrainGoal } from "../engine/protocol";
import type { State } from "./store";

const NOWHERE: Whereabouts = { epoch: 0, step: 0 };

type Whereabouts = Pick<Progress, "epoch" | "step">;

export class TrainingCall {
  readonly #goal: TrainGoal;
  readonly #startedMillis = performance.now();
  /** Where the run stood when it began. */
  #start: Whereabouts | undefined;
  #isStopped = false;
  #ended: { reason: unknown } | undefined;

  constructor(goal: TrainGoal) {
    this.#goal = goal;
  }

  /** The training has begun, from here. */
  began(progress: Progress | undefined): void {
    this.#start ??= progress;
  }

  /** A pause was asked for, which only a worker that is there can answer. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** The trainer was taken off the page. */
  end(reason: unknown): void {
    this.#ended = { reason };
  }

  throwIfEnded(): void {
    if (this.#ended) throw this.#ended.reason;
  }

  /** What is left to do for a worker that goes on from here. */
  rest(now: Whereabouts = NOWHERE): TrainGoal {
    const start = this.#start ?? now;
    const { epochs, steps } = this.#goal;
    return {
      // More than was asked for, where it goes on from before the start.
      ...(epochs !== undefined && { epochs: Math.max(epochs - (now.epoch - start.epoch), 0) }),
      ...(steps !== undefined && { steps: Math.max(steps - (now.step - start.step), 0) }),
    };
  }

  /** How it ended in a pause that came between two workers. */
  stoppedAt({ progress, steps, evaluations }: State): Summary {
    const { epoch, step } = progress ?? NOWHERE;
    const { loss, accuracy } = steps.at(-1) ?? {};
    const testAccuracy = evaluations.at(-1)?.accuracy;
    return this.summary({ reason: "paused", epoch, step, loss, accuracy, testAccuracy, seconds: 0 });
  }

  /** How it ended, although the worker in which it ended knows only its own part. */
  summary(last: Summary): Summary {
    return { ...last, seconds: (performance.now() - this.#startedMillis) / 1000 };
  }
}
