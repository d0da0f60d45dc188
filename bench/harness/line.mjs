// The line between a visitor and a host: so many bits a second for everything that is under way together, and a round
// trip before each answer. DevTools' own throttle does not see what workers fetch.

import { setTimeout as pause } from "node:timers/promises";

/** What may pass at once after a pause: timers are late by a millisecond or more. */
const BURST_MILLIS = 10;

export class Line {
  #settings;
  #isWide = false;
  /** When all that was given to it will have passed. */
  #freeAt = 0;

  /** @param {{ mbit: number, latency: number }} settings megabits a second, milliseconds */
  constructor(settings) {
    this.#settings = settings;
  }

  /** From now on everything passes at once. */
  widen() {
    this.#isWide = true;
  }

  /** As at the beginning. */
  narrow() {
    this.#isWide = false;
    this.#freeAt = 0;
  }

  /** Resolves when a question has reached the host, and its answer could be here. */
  async roundTrip() {
    if (!this.#isWide) await pause(this.#settings.latency);
  }

  /** Resolves when so many bytes have passed, behind those that came before. @param {number} bytes */
  async carry(bytes) {
    if (this.#isWide) return;
    const now = performance.now();
    const bytesPerMilli = (this.#settings.mbit * 1e6) / 8 / 1000;
    this.#freeAt = Math.max(this.#freeAt, now - BURST_MILLIS) + bytes / bytesPerMilli;
    if (this.#freeAt > now) await pause(this.#freeAt - now);
  }
}
