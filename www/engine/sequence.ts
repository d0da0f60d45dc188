/**
 * Keeps commands in the order in which they were made. Most are one job of the queue, which keeps their order by
 * itself; but some wait for something between two jobs (the manifest, the end of a run, the bytes of a file), and
 * what is asked after such a one must not overtake it.
 */

export class Sequence {
  /** The last command that others wait for, until it has ended, well or badly. */
  #held: Promise<void> | undefined;

  /** Starts `command` in its turn, at once if it is its turn now. */
  follow<T>(command: () => Promise<T>): Promise<T> {
    return this.#held ? this.#held.then(command) : command();
  }

  /** The same for one that those after it wait for. */
  hold<T>(command: () => Promise<T>): Promise<T> {
    const result = this.follow(command);
    const release = () => {
      if (this.#held === held) this.#held = undefined;
    };
    const held = result.then(release, release);
    this.#held = held;
    return result;
  }
}
