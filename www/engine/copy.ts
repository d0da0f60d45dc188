/** What a GPU is given of the run on the CPU: its settings and images to see how fast it trains them, then its state. */

import type { Gpu } from "./backend";
import { MOST_MANIFEST_BYTES } from "./data";
import { download } from "./download";
import type { GpuFaults } from "./gpu-faults";
import type { ShardEntry, TrainConfig, TrainerSession } from "./protocol";
import type { Stopwatch } from "./stopwatch";

export interface CopySource {
  /** The folder of manifest and shards. The browser's cache has them: they were fetched for the CPU. */
  dataUrl: string;
  fetch: typeof fetch;
  /** For tests: the waits between attempts to download. */
  pausesMillis: readonly number[] | undefined;
  /** For tests: a clock in milliseconds. */
  now(): number;
}

/** The CPU's training waits no longer than this, and one mini-batch. */
const PIECE_MILLIS = 100;
/** Too small to diverge, which would be the settings' fault, but told as the GPU's. */
const LEARNING_RATE = 1e-6;

export class Copy {
  readonly gpu: Gpu<TrainerSession>;
  readonly #source: CopySource;
  readonly #faults: GpuFaults;

  constructor(gpu: Gpu<TrainerSession>, source: CopySource, faults: GpuFaults) {
    this.gpu = gpu;
    this.#source = source;
    this.#faults = faults;
  }

  async fetchManifest(): Promise<string> {
    return new TextDecoder().decode(await this.#download("manifest.json", MOST_MANIFEST_BYTES));
  }

  fetchShard({ file, byteLength }: ShardEntry): Promise<Uint8Array<ArrayBuffer>> {
    return this.#download(file, byteLength);
  }

  /** The shards that `cpu` has and this one lacks, in the order in which they are needed. */
  lacking(cpu: TrainerSession): ShardEntry[] {
    const missing = new Set(cpu.shardPlan().map(({ name }) => name));
    return this.gpu.session.shardPlan().filter(({ name }) => !missing.has(name));
  }

  /** Whether the next mini-batch can be trained. */
  get hasNextShard(): boolean {
    return this.gpu.session.nextShard() === undefined;
  }

  /** Becomes a new model with these settings, trained for the clock alone. */
  becomeTrial(config: TrainConfig): void {
    this.gpu.session.configure({ ...config, learningRate: LEARNING_RATE });
  }

  /** Goes on with the run that was saved. */
  restore(checkpoint: Uint8Array): void {
    this.gpu.session.restoreCheckpoint(checkpoint);
  }

  /** Trains some mini-batches, at least one, and notes how long it took. */
  train(watch: Stopwatch): Promise<void> {
    return this.#faults.during(async () => {
      const { session } = this.gpu;
      const before = session.progress().imagesSeen;
      const started = this.#source.now();
      let steps = 0;
      do {
        await session.step();
        steps += 1;
      } while (steps < watch.left && this.#source.now() - started < PIECE_MILLIS && this.hasNextShard);
      // A step resolves before the GPU has done its work; a report is read from it.
      await session.report();
      watch.note(steps, session.progress().imagesSeen - before, this.#source.now() - started);
    });
  }

  #download(file: string, mostBytes: number) {
    const { dataUrl, fetch, pausesMillis } = this.#source;
    return download(new URL(file, dataUrl), { fetch, pausesMillis, mostBytes });
  }
}
