/**
 * Brings manifest and shards to the engine: first what the training waits for, which has the line to itself, then the
 * rest in the order of the Session's plan, two at a time; resumable after a failure. It judges no content: the crate
 * checks length and SHA-256.
 */

import { download } from "./download";
import { type Failure, failureFrom } from "./failure";
import type { ShardEntry } from "./protocol";

/** A thousand shards take no more. */
export const MOST_MANIFEST_BYTES = 1 << 18;

const PARALLEL_DOWNLOADS = 2;

export interface LoaderHost {
  fetch: typeof fetch;
  /** The manifest's text is here; the host answers with `plan`. */
  onManifest(text: string): void;
  /** A shard is here, unpacked; the host answers with `plan` or `fail`. */
  onShard(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  onProgress(loadedBytes: number, totalBytes: number): void;
  /** A file did not come, and will be asked for again: for the how manieth time, of how many. */
  onWait(retry: number, retries: number): void;
  /** Once for each standstill; `resume` ends it. */
  onFailure(failure: Failure): void;
  /** For tests: the waits between attempts. */
  pausesMillis: readonly number[] | undefined;
}

export class ShardLoader {
  readonly #base: URL;
  readonly #host: LoaderHost;
  /** What is still to come; undefined until the manifest is here. */
  #plan: readonly ShardEntry[] | undefined;
  /** The one of them that the next mini-batch needs. */
  #next: string | undefined;
  /** Shards under way, with the compressed bytes of each so far. */
  readonly #active = new Map<string, number>();
  #finishedBytes = 0;
  #isManifestUnderWay = false;
  #failure: Failure | undefined;
  /** Files whose copy in the browser's cache is not to be trusted. */
  readonly #suspect = new Set<string>();

  constructor(base: URL, host: LoaderHost) {
    this.#base = base;
    this.#host = host;
  }

  /** Why the downloads stand still, if they do. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Starts, or goes on where a failure stopped it. */
  resume(): void {
    this.#failure = undefined;
    if (this.#plan) this.#fill();
    else if (!this.#isManifestUnderWay) void this.#fetchManifest();
  }

  get hasPlan(): boolean {
    return this.#plan !== undefined;
  }

  /** The shards that are still missing, in the order to fetch, and the name of the one that must come before them. */
  setPlan(plan: readonly ShardEntry[], next: string | undefined): void {
    this.#plan = plan;
    this.#next = next;
    this.#tellProgress();
    this.#fill();
  }

  /** The shard is where it belongs; `setPlan` follows. */
  settle(name: string): void {
    this.#active.delete(name);
    this.#finishedBytes += this.#plan?.find((shard) => shard.name === name)?.gzipLength ?? 0;
  }

  /** Notes that `file` was no good; the shard `name` may then be fetched again. */
  fail(failure: Failure, file: string, name?: string): void {
    if (name !== undefined) this.#active.delete(name);
    this.#suspect.add(file);
    if (this.#failure) return;
    this.#failure = failure;
    this.#host.onFailure(failure);
  }

  async #fetchManifest(): Promise<void> {
    const file = "manifest.json";
    this.#isManifestUnderWay = true;
    try {
      this.#host.onManifest(new TextDecoder().decode(await this.#download(file, MOST_MANIFEST_BYTES)));
    } catch (error) {
      this.fail(failureFrom(error), file);
    } finally {
      this.#isManifestUnderWay = false;
    }
  }

  #fill(): void {
    const next = this.#plan?.find(({ name }) => name === this.#next);
    for (const shard of next ? [next] : (this.#plan ?? [])) {
      if (this.#failure || this.#active.size >= PARALLEL_DOWNLOADS) return;
      if (!this.#active.has(shard.name)) void this.#fetchShard(shard);
    }
  }

  async #fetchShard(shard: ShardEntry): Promise<void> {
    this.#active.set(shard.name, 0);
    try {
      const bytes = await this.#download(shard.file, shard.byteLength, (received, isPacked) => {
        // Unpacked by the host: the same share of the compressed length.
        const share = received / (isPacked ? shard.gzipLength : shard.byteLength);
        this.#active.set(shard.name, Math.min(share, 1) * shard.gzipLength);
        this.#tellProgress();
      });
      this.#host.onShard(shard.name, bytes);
    } catch (error) {
      this.fail(failureFrom(error), shard.file, shard.name);
    }
  }

  #download(file: string, mostBytes: number, onBytes?: (received: number, isPacked: boolean) => void) {
    return download(new URL(file, this.#base), {
      fetch: this.#host.fetch,
      mostBytes,
      reload: this.#suspect.has(file),
      onBytes,
      onWait: this.#host.onWait,
      pausesMillis: this.#host.pausesMillis,
    });
  }

  #tellProgress(): void {
    let loaded = this.#finishedBytes;
    for (const received of this.#active.values()) loaded += received;
    const missing = (this.#plan ?? []).reduce((sum, shard) => sum + shard.gzipLength, 0);
    this.#host.onProgress(Math.round(loaded), this.#finishedBytes + missing);
  }
}
