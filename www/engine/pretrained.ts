/** The network that came with the program: fetched when somebody asks for it first, given to each Session once. */

import { download } from "./download";
import type { TrainerSession } from "./protocol";

/** Several times what it has. */
const MOST_BYTES = 8 << 20;

export interface PretrainedSource {
  url: URL;
  fetch: typeof fetch;
  /** For tests: the waits between attempts. */
  pausesMillis: readonly number[] | undefined;
}

export class Pretrained {
  readonly #source: PretrainedSource;
  #bytes: Promise<Uint8Array> | undefined;
  /** The Session that has it. */
  #owner: TrainerSession | undefined;

  constructor(source: PretrainedSource) {
    this.#source = source;
  }

  /** Fetches it, outside of the queue, so that training goes on meanwhile. */
  async arrive(): Promise<void> {
    this.#bytes ??= this.#fetch();
    try {
      await this.#bytes;
    } catch (error) {
      // The next one who asks tries again.
      this.#bytes = undefined;
      throw error;
    }
  }

  /** What has arrived, to the Session; a job of the queue. */
  async give(session: TrainerSession): Promise<void> {
    if (!this.#bytes || this.#owner === session) return;
    session.loadPretrained(await this.#bytes);
    this.#owner = session;
  }

  #fetch(): Promise<Uint8Array> {
    const { url, fetch, pausesMillis } = this.#source;
    return download(url, { fetch, pausesMillis, mostBytes: MOST_BYTES });
  }
}
