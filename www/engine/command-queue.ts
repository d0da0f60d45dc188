/**
 * Runs jobs one at a time. A wasm-bindgen method that takes `&mut self` and awaits throws when it is called
 * again meanwhile, so every use of the Session is a job of this queue.
 */

type Job = () => Promise<void>;

export class CommandQueue {
  readonly #jobs: Job[] = [];
  readonly #work: () => Promise<boolean>;
  readonly #channel = new MessageChannel();
  #resume: () => void = () => {};
  #draining = false;
  #isBusy = false;

  /** `work` does one short piece of background work (a mini-batch) and says whether there may be more. */
  constructor(work: () => Promise<boolean>) {
    this.#work = work;
    this.#channel.port1.onmessage = () => this.#resume();
  }

  /** A job or a piece of work is in flight. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Runs `job` as soon as the job or the piece of work in flight has ended. */
  push<T>(job: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push(async () => {
        try {
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      });
      void this.#drain();
    });
  }

  /** Jobs first, then a piece of work, until neither is left. Any new job starts it again. */
  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (;;) {
      const job = this.#jobs.shift();
      if (job) await this.#alone(job);
      else if (await this.#alone(this.#work)) await this.#messages();
      else if (this.#jobs.length === 0) break;
    }
    this.#draining = false;
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * Lets the messages that have arrived be heard. Not setTimeout (4 ms each, more in a hidden tab) and not
   * requestAnimationFrame (stops in a hidden tab).
   */
  #messages(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
      this.#channel.port2.postMessage(undefined);
    });
  }
}
