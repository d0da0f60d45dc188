/**
 * What outlives the page: keeps the run in the browser's storage under a name of its own, so that pages never write
 * over each other, and offers the run of an earlier visit that no page is training.
 */

import type { Kept } from "./kept";
import type { RunLocks } from "./run-locks";
import type { SavedRun, SavedRuns } from "./saved-runs";

const NAME_BYTES = 16;

export class Visits {
  readonly #runs: SavedRuns;
  readonly #locks: RunLocks;
  /** The run of this page. */
  readonly #run = randomName();
  readonly #release: () => void;
  readonly #ending = new AbortController();
  /** Continued here, so that it is let go of as soon as there is a checkpoint of this page. */
  #continued: string | undefined;

  constructor(runs: SavedRuns, locks: RunLocks) {
    this.#runs = runs;
    this.#locks = locks;
    this.#release = locks.hold(this.#run);
  }

  /**
   * Offers the newest run that no page is training; and the newest of all, once its page is gone: that of a page that
   * is being reloaded lives on for a moment.
   */
  async watch(offer: (run: SavedRun) => void): Promise<void> {
    const alive = await this.#locks.alive();
    const runs = await this.#runs.list();
    const free = runs.find(({ run }) => !alive.has(run));
    if (free) offer(free);
    const [newest] = runs;
    if (!newest || !alive.has(newest.run)) return;
    await this.#locks.free(newest.run, this.#ending.signal);
    const left = (await this.#runs.list()).find(({ run }) => run === newest.run);
    if (left) offer(left);
  }

  async put(kept: Kept): Promise<void> {
    await this.#runs.put(this.#run, kept);
    const superseded = this.#continued;
    this.#continued = undefined;
    if (!this.#locks.isKnowing) return;
    const alive = await this.#locks.alive();
    if (superseded !== undefined && !alive.has(superseded)) await this.#runs.remove(superseded);
    await this.#runs.prune((run) => alive.has(run));
  }

  /** The newest first. */
  checkpoints(run: string): Promise<Uint8Array<ArrayBuffer>[]> {
    return this.#runs.checkpoints(run);
  }

  /** This page goes on with it. */
  continues(run: string): void {
    this.#continued = run;
  }

  discard(run: string): Promise<void> {
    return this.#runs.remove(run);
  }

  /** The page, or the trainer on it, goes. What it has saved is offered to the next one. */
  end(): void {
    this.#ending.abort();
    this.#release();
    this.#runs.close();
  }
}

/** Not `crypto.randomUUID`, which is missing on plain http. */
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NAME_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
