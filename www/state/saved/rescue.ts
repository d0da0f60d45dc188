/** What to try after the worker has ended by a fault: the same once more, then something plainer, then nothing. */

import type { Failure } from "../../engine/failure";
import type { BackendKind, BackendWish } from "../../engine/protocol";

/** How the next worker is opened. */
export interface Attempt {
  wish: BackendWish;
  gpuFailure?: Failure | undefined;
  lastResort?: Failure | undefined;
  /** The most threads on the CPU, if fewer than were asked for. */
  threads?: number;
}

/** Whoever fails this often will fail again, and each new start costs time. */
const MOST_RESCUES = 10;

export class Rescue {
  /** Faults since a checkpoint was last made. */
  #faults = 0;
  #rescues = 0;
  #last: Attempt | undefined;

  /** `opened` is the backend that failed; undefined if none was open. */
  next(failure: Failure, opened: BackendKind | undefined, wish: BackendWish): Attempt | undefined {
    // Not the same again: Firefox does it in one start of twenty while a debugger listens.
    if (failure.isOfThreads) return { wish, ...this.#last, threads: 1 };
    // What could not be opened at first needs a person: a network, another browser.
    if ((opened === undefined && this.#faults === 0) || this.#rescues >= MOST_RESCUES) return undefined;
    this.#faults += 1;
    this.#rescues += 1;
    const isGpu = opened === "webgpu" || (opened === undefined && this.#last?.wish === "webgpu");
    this.#last = this.#attempt(failure, isGpu, wish);
    return this.#last;
  }

  #attempt(failure: Failure, isGpu: boolean, wish: BackendWish): Attempt | undefined {
    if (this.#faults === 1) return isGpu ? { wish: "webgpu", gpuFailure: failure } : { wish };
    if (isGpu) return { wish: "auto", gpuFailure: failure };
    if (this.#last?.lastResort) return undefined;
    return { wish: "cpu", lastResort: failure, threads: 1 };
  }

  /** The training has come further than where it failed. */
  progressed(): void {
    this.#faults = 0;
    this.#last = undefined;
  }

  /** A person has started again. */
  reset(): void {
    this.progressed();
    this.#rescues = 0;
  }
}
