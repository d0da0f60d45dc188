/**
 * The data's way to the Session: what arrives is handed over between two uses of it, and what its settings
 * need is fetched. Whoever needs the manifest first can wait for it.
 */

import { ShardLoader } from "./data";
import { type Failure, failureFrom, isFatal, TrainerError } from "./failure";
import { giveShard } from "./give-shard";
import type { OwnFiles } from "./own-files";
import type { FilesTaken, TrainerEvent, TrainerSession } from "./protocol";

export interface SupplyHost {
  /** What somebody has on disk; it also asks the network. */
  ownFiles: OwnFiles;
  /** For tests: the waits between attempts to download. */
  pausesMillis: readonly number[] | undefined;
  /** Runs `job` when the Session is free; never, if there is none any more. */
  use(job: (session: TrainerSession) => void): void;
  emit(event: TrainerEvent): void;
  /** More data is here, or no more is coming. */
  onChange(): void;
  onFatal(error: unknown): void;
}

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

export class Supply {
  readonly #host: SupplyHost;
  readonly #loader: ShardLoader;
  /** Who waits for the manifest. */
  #waiters: Waiter[] = [];
  /** Not before the Session is open, however early the loading has failed. */
  #isFailureTold = false;

  constructor(dataUrl: string, host: SupplyHost) {
    this.#host = host;
    this.#loader = new ShardLoader(new URL(dataUrl), {
      fetch: host.ownFiles.fetch,
      pausesMillis: host.pausesMillis,
      onManifest: (text) => host.use((session) => this.#acceptManifest(session, text)),
      onShard: (name, bytes) => host.use((session) => this.#acceptShard(session, name, bytes)),
      onWait: (retry, retries) => host.emit({ type: "load-waiting", retry, retries }),
      onProgress: (loadedBytes, totalBytes) => host.emit({ type: "loading", loadedBytes, totalBytes }),
      // As a job, so that a training which waits for this shard hears of it.
      onFailure: (failure) => host.use(() => this.#tellFailure(failure)),
    });
  }

  /** Why no further data comes, if so. */
  get failure(): Failure | undefined {
    return this.#isFailureTold ? this.#loader.failure : undefined;
  }

  /** Starts, or goes on where a failure stopped it. */
  resume(): void {
    this.#isFailureTold = false;
    this.#loader.resume();
    this.#host.onChange();
  }

  /** Files from disk take the place of those that don't come. The good ones, also where another is refused. */
  async takeFiles(files: readonly Blob[]): Promise<FilesTaken> {
    const { ownFiles } = this.#host;
    const { taken, problem } = await ownFiles.add(files);
    if (!this.#loader.hasPlan) ownFiles.standIn();
    if (this.#loader.failure && taken > 0) {
      this.#host.emit({ type: "loading-retried" });
      this.resume();
    }
    if (problem) throw problem;
    return { missing: ownFiles.missing };
  }

  /** Other settings need other shards, or another order. Before the manifest is here there is no plan. */
  replan(session: TrainerSession): void {
    if (this.#loader.hasPlan) this.#plan(session);
  }

  /** False as long as the manifest or a shard that the next mini-batch needs is missing. */
  hasNextShard(session: TrainerSession): boolean {
    return this.#loader.hasPlan && session.nextShard() === undefined;
  }

  /** False as long as the manifest or a shard of the test images is missing. */
  hasTestShards(session: TrainerSession): boolean {
    return this.#loader.hasPlan && !session.shardPlan().some((shard) => shard.split === "test");
  }

  /** Resolves once the manifest is here, and rejects with what keeps it from coming. */
  manifest(): Promise<void> {
    if (this.#loader.hasPlan) return Promise.resolve();
    if (this.failure) return Promise.reject(errorOf(this.failure));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  #acceptManifest(session: TrainerSession, text: string): void {
    // A second one would make a new model, and what was learned would be gone.
    if (this.#loader.hasPlan) return;
    try {
      session.loadManifest(text);
      this.#plan(session);
      this.#host.onChange();
      for (const { resolve } of this.#takeWaiters()) resolve();
    } catch (error) {
      this.#refuse(error, "manifest.json");
    }
  }

  #acceptShard(session: TrainerSession, name: string, bytes: Uint8Array<ArrayBuffer>): void {
    const shard = session.shardPlan().find((planned) => planned.name === name);
    try {
      if (shard) giveShard(session, name, bytes);
      this.#loader.settle(name);
      this.#plan(session);
      this.#host.onChange();
    } catch (error) {
      this.#refuse(error, shard?.file ?? name, name);
    }
  }

  #plan(session: TrainerSession): void {
    this.#loader.setPlan(session.shardPlan(), session.nextShard());
  }

  #refuse(error: unknown, file: string, shard?: string): void {
    const failure = failureFrom(error);
    this.#host.ownFiles.drop(file);
    if (isFatal(failure.code)) this.#host.onFatal(error);
    else this.#loader.fail(failure, file, shard);
  }

  #tellFailure(failure: Failure): void {
    this.#isFailureTold = true;
    const { missing } = this.#host.ownFiles;
    const hint = missing.length > 0 ? `. Not chosen yet: ${missing.join(", ")}` : "";
    const message = failure.message + hint;
    this.#host.emit({ type: "load-failed", failure: { ...failure, message } });
    this.#host.onChange();
    if (this.#loader.hasPlan) return;
    for (const { reject } of this.#takeWaiters()) reject(errorOf(failure));
  }

  #takeWaiters(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}

function errorOf({ code, message }: Failure): TrainerError {
  return new TrainerError(code, message);
}
