/** A Session that only pretends to learn: same calls, same rules of use, no wasm. For tests of the engine. */

import { TrainerError } from "../../www/engine/failure";
import type {
  BackendKind,
  EvalReport,
  Ground,
  History,
  LayerReport,
  MistakeQuery,
  ModelChoice,
  Prediction,
  Progress,
  ShardEntry,
  StepReport,
  TrainConfig,
  TrainerSession,
} from "../../www/engine/protocol";
import { type FakeFile, readFile, writeFile } from "./fake-file";
import { fakeEvaluation, fakeReport, LAYERS, parameterOf } from "./fake-reports";
import { CONFIG } from "./reports";

const DEFAULTS: TrainConfig = { ...CONFIG, epochs: 2, batchSize: 10, trainSize: 40 };
const EVALUATION_CHUNKS = 3;
const CLASSES = 10;
const SHARD_IMAGES = 20;

export interface FakeOptions {
  /** Mini-batches that a report covers. */
  reportEvery?: number;
  /** Called in every step; may throw or wait. */
  onStep?: (step: number) => void | Promise<void>;
  kind?: BackendKind;
}

export class FakeSession implements TrainerSession {
  #config = DEFAULTS;
  #shards: ShardEntry[] = [];
  readonly #loaded = new Set<string>();
  #step = 0;
  #unreported = 0;
  #chunksDone = 0;
  #history: History = { steps: [], evaluations: [] };
  #isBusy = false;
  #hasPretrained = false;
  isFree = false;
  readonly #options: FakeOptions;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
  }

  free(): void {
    this.#checkIdle();
    this.isFree = true;
  }

  backend() {
    const { kind = "cpu" } = this.#options;
    return { kind, name: "fake", threads: 1, selfTestMillis: undefined };
  }

  config(): TrainConfig {
    this.#checkIdle();
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
    this.#restart();
  }

  shardPlan(): ShardEntry[] {
    const needed = [...this.#trainShards, ...this.#shards.filter((shard) => shard.split === "test")];
    return needed.filter((shard) => !this.#loaded.has(shard.name));
  }

  loadShard(name: string, bytes: Uint8Array): void {
    this.#checkIdle();
    const shard = this.#shards.find((planned) => planned.name === name);
    if (bytes.length !== shard?.byteLength) throw new TrainerError("bad-data", `${name}: wrong length`);
    this.#loaded.add(name);
  }

  /** The shards' images are trained on one shard after the other. */
  nextShard(): string | undefined {
    const shards = this.#trainShards;
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
      evaluationDue: this.#isEpochEnd && this.#history.evaluations.every(({ step }) => step !== this.#step),
    };
  }

  async step(): Promise<StepReport | undefined> {
    return this.#alone(async () => {
      this.#step += 1;
      this.#unreported += 1;
      await this.#options.onStep?.(this.#step);
      const isDue = this.#unreported >= (this.#options.reportEvery ?? 1);
      return isDue || this.#isEpochEnd ? this.#report() : undefined;
    });
  }

  async report(): Promise<StepReport | undefined> {
    return this.#alone(async () => (this.#unreported > 0 ? this.#report() : undefined));
  }

  async evaluateChunk() {
    return this.#alone(async () => {
      const needed = this.#shards.filter(({ split }) => split === "test");
      const isComplete = needed.length > 0 && needed.every(({ name }) => this.#loaded.has(name));
      if (!isComplete) throw new TrainerError("bad-data", "a shard of the test images is missing");
      this.#chunksDone += 1;
      const isLast = this.#chunksDone === EVALUATION_CHUNKS;
      const done = this.#chunksDone;
      if (!isLast) return { done, total: EVALUATION_CHUNKS, report: undefined };
      this.#chunksDone = 0;
      const report = this.#evaluation();
      if (this.#isEpochEnd) this.#history.evaluations.push(report);
      return { done, total: EVALUATION_CHUNKS, report };
    });
  }

  loadPretrained(bytes: Uint8Array): void {
    this.#checkIdle();
    if (bytes.length === 0) throw new TrainerError("bad-model", "model file: it has 0 bytes");
    this.#hasPretrained = true;
  }

  async predict(pixels: Uint8Array, model: ModelChoice): Promise<Prediction> {
    return this.#alone(async () => {
      if (pixels.length !== 784) throw new TrainerError("bad-image", "image: wrong number of bytes");
      const known = { mine: 0, untrained: 1, pretrained: this.#hasPretrained ? 2 : undefined };
      const label = known[model];
      if (label === undefined) throw new TrainerError("bad-model", "model file: not loaded yet");
      return { label, name: "T-shirt/top", probabilities: Array(CLASSES).fill(1 / CLASSES) };
    });
  }

  async predictDrawing(rgba: Uint8Array, width: number, _ground: Ground, model: ModelChoice) {
    const seen = new Uint8Array(784).fill(rgba[0] ?? 0);
    const box = { x: 0, y: 0, width, height: rgba.length / 4 / width };
    const scaled = { scaledWidth: 28, scaledHeight: 28 };
    return { ...(await this.predict(seen, model)), isInverted: false, box, ...scaled, seen };
  }

  ink(rgba: Uint8Array): Uint8Array {
    this.#checkIdle();
    return new Uint8Array(rgba.length / 4);
  }

  testImage(position: number) {
    this.#checkIdle();
    return { index: position % 20, truth: 0, pixels: new Uint8Array(784) };
  }

  mistakes(query: Partial<MistakeQuery>) {
    this.#checkIdle();
    for (const [field, value] of Object.entries(query)) {
      if (value === undefined || value === -1) throw new TrainerError("bad-config", `${field} is ${value}`);
    }
    return { step: this.#history.evaluations.at(-1)?.step, total: 0, mistakes: [] };
  }

  async weights(layer?: string | null) {
    return this.#alone(async () => (layer === "conv9" ? [] : [parameterOf(this.#step)]));
  }

  async activations(pixels: Uint8Array) {
    return this.#alone(async () => {
      if (pixels.length !== 784) throw new TrainerError("bad-image", "image: wrong number of bytes");
      return [{ name: "fc2", shape: [CLASSES], data: new Float32Array(CLASSES) }];
    });
  }

  async exportModel(): Promise<Uint8Array> {
    return this.#alone(async () => this.#file("model"));
  }

  async saveCheckpoint(): Promise<Uint8Array> {
    return this.#alone(async () => this.#file("checkpoint"));
  }

  importModel(bytes: Uint8Array) {
    this.#checkIdle();
    this.#config = { ...this.#config, filters: readFile("model", bytes).config.filters };
    this.#restart();
    return { config: this.#config, restarted: true };
  }

  /** Like the crate's, it needs the manifest, here and where the file was made: no shards fit to none. */
  restoreCheckpoint(bytes: Uint8Array) {
    this.#checkIdle();
    const { config, step, history, shards } = readFile("checkpoint", bytes);
    const fits = this.#shards.length > 0 && shards > 0;
    if (!fits) throw new TrainerError("bad-checkpoint", "checkpoint: made with others");
    this.#restart();
    [this.#config, this.#step, this.#history] = [config, step, history];
    return { config, history: structuredClone(history), exact: true };
  }

  reset(keepSeed: boolean): TrainConfig {
    this.#checkIdle();
    if (!keepSeed) this.#config = { ...this.#config, seed: this.#config.seed + 1 };
    this.#restart();
    return this.#config;
  }

  /** Those that the settings need. */
  get #trainShards(): ShardEntry[] {
    const shards = this.#shards.filter((shard) => shard.split === "train");
    return shards.slice(0, Math.ceil(this.#config.trainSize / SHARD_IMAGES));
  }

  get #isEpochEnd(): boolean {
    return this.#step > 0 && this.#step % this.#stepsPerEpoch === 0;
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#config.trainSize / this.#config.batchSize);
  }

  #restart(): void {
    this.#step = 0;
    this.#unreported = 0;
    this.#chunksDone = 0;
    this.#history = { steps: [], evaluations: [] };
  }

  #file(kind: FakeFile["kind"]): Uint8Array {
    const shards = this.#shards.length;
    return writeFile({ kind, config: this.#config, step: this.#step, shards, history: this.#history });
  }

  #report(): StepReport {
    const report = fakeReport(this.#step, this.#unreported, this.#stepsPerEpoch, this.#config);
    this.#unreported = 0;
    this.#history.steps.push(report);
    return report;
  }

  #evaluation(): EvalReport {
    const { epoch } = this.progress();
    return fakeEvaluation(this.#history.steps.at(-1), epoch, this.#step, this.#config.trainSize);
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
    if (this.isFree) throw new Error("null pointer passed to rust");
    if (this.#isBusy) throw new Error("recursive use of an object detected");
  }
}
