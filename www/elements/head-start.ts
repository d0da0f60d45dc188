/**
 * A worker's start takes 50 ms, but needs the page's thread, which the first drawing of all panels keeps busy for 200
 * on a slow machine. So the worker goes first.
 */

/** Where its script is on a slow way, the page is drawn meanwhile. */
const MOST_MILLIS = 300;

export class HeadStart {
  #running: Promise<unknown> | undefined;

  /** To the worker: until its first word. */
  give(worker: EventTarget): void {
    this.#running = new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  }

  /** At once where nothing is to be started, since the trainer is out of view. */
  async isOver(): Promise<void> {
    // What comes into view is told at the end of the first frame.
    for (let frame = 0; frame < 2 && !this.#running; frame++) await nextFrame();
    const pause = new Promise((resolve) => setTimeout(resolve, MOST_MILLIS));
    await Promise.race([this.#running, pause]);
  }
}

/** Never, in a hidden tab. */
export function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
