/** A Session that only pretends to learn: same calls, same rules of use, no wasm. For tests of the engine. */

import { TrainerError } from "../../www/engine/failure";
import type {
  EvalReport,
  LayerReport,
  Prediction,
  Progress,
  ShardEntry,
  StepReport,
  TrainConfig,
  TrainerSession,
} from "../../www/engine/protocol";

const DEFAULTS: TrainConfig = {
  epochs: 2,
  batchSize: 10,
  learningRate: 0.001,
  seed: 42,
  trainSize: 40,
  dropout: [0.5, 0.5],
  filters: [32, 64],
  denseUnits: 128,
};
const LAYERS: LayerReport[] = [
  { name: "input, pixels / 255", output: [28, 28, 1], parameters: 0 },
  { name: "conv 3x3, 32 filters, ReLU", output: [26, 26, 32], parameters: 320 },
  { name: "dense 10, softmax", output: [10], parameters: 1290 },
];
const EVALUATION_CHUNKS = 3;
const CLASSES = 10;

export interface FakeOptions {
  /** Mini-batches that a report covers. */
  reportEvery?: number;
  /** Called in every step; may throw or wait. */
  onStep?: (step: number) => void | Promise<void>;
}

export class FakeSession implements TrainerSession {
  #config = DEFAULTS;
  #shards: ShardEntry[] = [];
  readonly #loaded = new Set<string>();
  #step = 0;
  #unreported = 0;
  #chunksDone = 0;
  #isBusy = false;
  readonly #options: FakeOptions;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
  }

  backend() {
    return { kind: "cpu" as const, name: "fake", threads: 1 };
  }

  config(): TrainConfig {
    return this.#config;
  }

  configure(partial: Partial<TrainConfig>) {
    this.#checkIdle();
    const restarted = this.wouldRestart(partial);
    this.#config = { ...this.#config, ...partial };
    if (restarted) this.#restart();
    return { config: this.#config, restarted };
  }

  wouldRestart(partial: Partial<TrainConfig>): boolean {
    if (partial.batchSize === 0) throw new TrainerError("bad-config", "batchSize is 0, but must be more");
    const { seed = this.#config.seed, trainSize = this.#config.trainSize } = partial;
    return seed !== this.#config.seed || trainSize !== this.#config.trainSize;
  }

  layers(): LayerReport[] {
    return LAYERS;
  }

  loadManifest(json: string): void {
    this.#checkIdle();
    this.#shards = JSON.parse(json).shards;
  }

  shardPlan(): ShardEntry[] {
    return this.#shards.filter((shard) => !this.#loaded.has(shard.name));
  }

  loadShard(name: string, bytes: Uint8Array): void {
    this.#checkIdle();
    const shard = this.#shards.find((planned) => planned.name === name);
    if (bytes.length !== shard?.byteLength) throw new TrainerError("bad-data", `${name}: wrong length`);
    this.#loaded.add(name);
  }

  /** The shards' images are trained on one shard after the other. */
  nextShard(): string | undefined {
    const shards = this.#shards.filter((shard) => shard.split === "train");
    const place = (this.#step % this.#stepsPerEpoch) / this.#stepsPerEpoch;
    const name = shards[Math.floor(place * shards.length)]?.name;
    return name !== undefined && this.#loaded.has(name) ? undefined : name;
  }

  progress(): Progress {
    const { epochs, trainSize } = this.#config;
    const epoch = Math.floor(this.#step / this.#stepsPerEpoch);
    return {
      epoch,
      epochs,
      step: this.#step,
      stepInEpoch: this.#step % this.#stepsPerEpoch,
      stepsPerEpoch: this.#stepsPerEpoch,
      imagesSeen: Math.min(this.#step / this.#stepsPerEpoch, epochs) * trainSize,
      finished: epoch >= epochs,
    };
  }

  async step(): Promise<StepReport | undefined> {
    return this.#alone(async () => {
      this.#step += 1;
      this.#unreported += 1;
      await this.#options.onStep?.(this.#step);
      const isDue = this.#unreported >= (this.#options.reportEvery ?? 1);
      return isDue || this.#step % this.#stepsPerEpoch === 0 ? this.#report() : undefined;
    });
  }

  async report(): Promise<StepReport | undefined> {
    return this.#alone(async () => (this.#unreported > 0 ? this.#report() : undefined));
  }

  async evaluateChunk() {
    return this.#alone(async () => {
      this.#chunksDone += 1;
      const isLast = this.#chunksDone === EVALUATION_CHUNKS;
      const done = this.#chunksDone;
      if (isLast) this.#chunksDone = 0;
      return { done, total: EVALUATION_CHUNKS, report: isLast ? this.#evaluation() : undefined };
    });
  }

  async predict(pixels: Uint8Array): Promise<Prediction> {
    return this.#alone(async () => {
      if (pixels.length !== 784) throw new TrainerError("bad-image", "image: wrong number of bytes");
      return { label: 0, name: "T-shirt/top", probabilities: Array(CLASSES).fill(1 / CLASSES) };
    });
  }

  reset(keepSeed: boolean): TrainConfig {
    this.#checkIdle();
    if (!keepSeed) this.#config = { ...this.#config, seed: this.#config.seed + 1 };
    this.#restart();
    return this.#config;
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#config.trainSize / this.#config.batchSize);
  }

  #restart(): void {
    this.#step = 0;
    this.#unreported = 0;
    this.#chunksDone = 0;
  }

  #report(): StepReport {
    const { batchSize, trainSize } = this.#config;
    const batches = this.#unreported;
    this.#unreported = 0;
    const epochPosition = this.#step / this.#stepsPerEpoch;
    return {
      step: this.#step,
      epoch: Math.floor((this.#step - 1) / this.#stepsPerEpoch),
      imagesSeen: epochPosition * trainSize,
      batches,
      loss: 2.3 / (1 + 3 * epochPosition) + 0.2,
      accuracy: 0.92 - 0.82 / (1 + 8 * epochPosition),
      imagesPerSecond: batchSize * 4,
      elapsedMillis: this.#step * 250,
      epochEnded: Number.isInteger(epochPosition),
    };
  }

  #evaluation(): EvalReport {
    const { loss, accuracy } = this.#report();
    return {
      epoch: this.progress().epoch,
      step: this.#step,
      count: 10_000,
      loss: loss * 0.9,
      accuracy: accuracy + 0.02,
      trainLoss: loss,
      trainAccuracy: accuracy,
      confusion: [],
      perClass: [],
      elapsedMillis: 300,
    };
  }

  /** As wasm-bindgen does: a second call while one is pending throws. */
  async #alone<T>(body: () => Promise<T>): Promise<T> {
    this.#checkIdle();
    this.#isBusy = true;
    try {
      await Promise.resolve();
      return await body();
    } finally {
      this.#isBusy = false;
    }
  }

  #checkIdle(): void {
    if (this.#isBusy) throw new Error("recursive use of an object detected");
  }
}
