/**
 * What a GPU does wrong beside a training on the CPU, which must not hear of it. A trap of wasm within an async
 * method leaves its promise pending and is thrown at the worker's global object; and a driver may not answer at all.
 */

import { TrainerError } from "./failure";

/** Meanwhile the CPU's training stands still. */
const PATIENCE_MILLIS = 10_000;

export class GpuFaults {
  #isUsed = false;
  #reject: (error: unknown) => void = () => {};
  readonly #fault = new Promise<never>((_, reject) => {
    this.#reject = reject;
  });

  constructor() {
    // Whatever waits for the GPU hears of it, if anything does.
    this.#fault.catch(() => {});
  }

  /** Takes an error that nobody caught, if it is the GPU's: unless the GPU is asked, it comes between two uses of the CPU. */
  take(error: unknown, isCpuUsed: boolean): boolean {
    if (isCpuUsed && !this.#isUsed) return false;
    this.#reject(error);
    return true;
  }

  /** Fails with what nobody caught meanwhile. */
  beside<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#fault]);
  }

  /** The same for a use of the GPU that the CPU waits for. */
  async during<T>(use: () => Promise<T>): Promise<T> {
    this.#isUsed = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_, reject) => {
      const message = `no answer within ${PATIENCE_MILLIS / 1000} seconds`;
      timer = setTimeout(() => reject(new TrainerError("device-lost", message)), PATIENCE_MILLIS);
    });
    try {
      return await this.beside(Promise.race([use(), patience]));
    } finally {
      clearTimeout(timer);
      this.#isUsed = false;
    }
  }
}
