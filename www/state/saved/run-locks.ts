/**
 * Which runs are alive: each is locked by the page that trains it, and the browser unlocks it with the page, however
 * that ends. Over plain http there are no locks; then no run is taken for alive, and nothing is removed for being dead.
 */

type Locks = Pick<LockManager, "request" | "query">;

const PREFIX = "fashion-trainer run ";

export class RunLocks {
  readonly #locks: Locks | undefined;

  constructor(locks: Locks | undefined) {
    this.#locks = locks;
  }

  /** Whether it is known which runs are alive. */
  get isKnowing(): boolean {
    return this.#locks !== undefined;
  }

  /** Until the returned function is called. */
  hold(run: string): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // A page that is being left can't lock any more, and needn't.
    this.#locks?.request(PREFIX + run, () => held).catch(() => {});
    return release;
  }

  /** Resolves when no page trains `run` any more; rejects when `signal` ends the waiting. */
  async free(run: string, signal: AbortSignal): Promise<void> {
    await this.#locks?.request(PREFIX + run, { signal }, () => {});
  }

  /** Those of all pages of this origin. */
  async alive(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await this.#locks?.query()) ?? {};
    const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    return new Set(names);
  }
}
