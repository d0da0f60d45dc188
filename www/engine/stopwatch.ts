/** How fast mini-batches are trained, once the first ones are over, which are slower than all others. */

const WARM_UP = 3;
const TIMED = 20;

export class Stopwatch {
  #warmUp = WARM_UP;
  #toTime = TIMED;
  #images = 0;
  #millis = 0;

  /** Mini-batches until the end of the warm-up, and then until enough are timed. */
  get left(): number {
    return this.#warmUp > 0 ? this.#warmUp : this.#toTime;
  }

  get isDone(): boolean {
    return this.left <= 0;
  }

  /** That the timed ones took so far. */
  get millis(): number {
    return this.#millis;
  }

  /** Images per second, of the timed ones so far. */
  get rate(): number {
    return (this.#images / Math.max(this.#millis, 0.001)) * 1000;
  }

  /** So many mini-batches were trained, at most as many as there are left. */
  note(steps: number, images: number, millis: number): void {
    if (this.#warmUp > 0) {
      this.#warmUp -= steps;
      return;
    }
    this.#toTime -= steps;
    this.#images += images;
    this.#millis += millis;
  }
}
