/**
 * Notices a worker that no longer listens: a thread of it has died while the others wait for it, or a loop has no
 * end. Such a worker says nothing by itself. Time is counted in ticks that came, not by the clock: while a laptop
 * sleeps, no tick comes.
 */

/** A mini-batch of the largest size on an old processor keeps a worker for some ten seconds. */
const TICK_MILLIS = 5000;
const MOST_UNANSWERED_TICKS = 12;

export class Watchdog {
  readonly #ping: () => Promise<unknown>;
  readonly #onSilence: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #unanswered = 0;

  /** `onSilence` is called once, after about a minute in which a ping was not answered. */
  constructor(ping: () => Promise<unknown>, onSilence: () => void) {
    this.#ping = ping;
    this.#onSilence = onSilence;
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
  }

  /** The worker has ended. */
  end(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (this.#unanswered === 0) {
      this.#ping().then(
        () => {
          this.#unanswered = 0;
        },
        () => {},
      );
    } else if (this.#unanswered >= MOST_UNANSWERED_TICKS) {
      this.end();
      this.#onSilence();
    }
    this.#unanswered += 1;
  }
}
