/**
 * The public face of `<fashion-trainer>`: what pages that embed it call and hear. It starts its worker when it
 * comes into view or is first asked for something, and ends it when it is taken off the page.
 */

import { LitElement } from "lit";
import { blobsFrom, fileFrom } from "../engine/arguments";
import { failureFrom } from "../engine/failure";
import { defaultDataUrl } from "../engine/locations";
import type {
  Activations,
  BackendStatus,
  Command,
  ConfigInput,
  DrawingPrediction,
  EvalReport,
  FilesTaken,
  GpuWork,
  Ground,
  LayerReport,
  MistakeQuery,
  MistakesFound,
  ModelChoice,
  Phase,
  Prediction,
  Restoration,
  ResultOf,
  StepReport,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainGoal,
  Weights,
} from "../engine/protocol";
import { spawnWorker } from "../engine/spawn";
import { type PageSettings, pageSettings, urlWithSettings } from "../state/page-settings";
import type { Keeper } from "../state/saved/keeper";
import { settingsFromHash } from "../state/settings";
import type { PageEvent } from "../state/store";
import { Trainer, type TrainerSource } from "../state/trainer";
import { HeadStart } from "./head-start";
import { Visibility } from "./visibility";

/** What `importModel` and `restoreCheckpoint` take. */
export type FileContent = Blob | ArrayBuffer | Uint8Array;

export interface AskOptions {
  /** Which network is asked. Default: the one in training. */
  model?: ModelChoice;
}

export interface DrawingOptions extends AskOptions {
  /** What the picture is on. Default `border`: whatever its border shows. */
  ground?: Ground;
}

export abstract class TrainerFace extends LitElement {
  protected readonly headStart = new HeadStart();
  protected readonly trainer = new Trainer(
    () => this.#spawn(),
    (event) => this.receive(event),
  );
  #isStarted = false;
  readonly #onHashChange = () => this.#applyHash();
  /** The page is hidden, perhaps for ever. */
  readonly #onHide = () => document.hidden && this.trainer.autosave.saveNow();
  /** Only where the page says that the run is to be kept for the next visit. */
  protected keeper: Keeper | undefined;

  constructor() {
    super();
    new Visibility(this, (isVisible) => isVisible && this.#start());
  }

  /** Backend open, first data there, model initialised. After a mended failure it is a new promise. */
  get ready(): Promise<void> {
    return this.trainer.ready;
  }

  get backend(): BackendStatus | undefined {
    return this.trainer.state.backend;
  }

  get config(): TrainConfig | undefined {
    return this.trainer.state.config;
  }

  /** The layers of the network, with shapes and parameters. */
  get layers(): readonly LayerReport[] {
    return this.trainer.state.layers;
  }

  get phase(): Phase {
    return this.trainer.state.phase;
  }

  /** Every report since the model was made, neighbours merged beyond 2,000; after a restore, the checkpoint's first. */
  get history(): { steps: readonly StepReport[]; evaluations: readonly EvalReport[] } {
    const { steps, evaluations } = this.trainer.state;
    return { steps, evaluations };
  }

  /** Changes some settings. A refused one rejects with `bad-config`, and nothing changes. */
  configure(partial: ConfigInput): Promise<TrainConfig> {
    return this.request({ type: "configure", config: partial });
  }

  /** Trains until all epochs are complete, or for so many more epochs or mini-batches; or until `pause`. */
  train(goal: TrainGoal = {}): Promise<Summary> {
    if (this.isConnected) this.#start();
    return this.trainer.train(goal);
  }

  /** Trains on one mini-batch. */
  step(): Promise<Summary> {
    return this.train({ steps: 1 });
  }

  /** Acknowledged at once; resolves when the mini-batch in flight has ended. */
  async pause(): Promise<void> {
    this.trainer.dispatch({ type: "pause-asked" });
    await this.request({ type: "pause" });
  }

  /** Makes the model anew, by default from the same seed. A running training is paused first. */
  reset({ keepSeed = true }: { keepSeed?: boolean } = {}): Promise<TrainConfig> {
    return this.request({ type: "reset", keepSeed });
  }

  /** Tests on all test images. Rejects with `busy` if another model takes this one's place meanwhile. */
  evaluate(): Promise<EvalReport> {
    return this.request({ type: "evaluate" });
  }

  /** Classifies one 28 x 28 image: 784 grey levels, bright on 0. */
  predict(pixels: Uint8Array, { model }: AskOptions = {}): Promise<Prediction> {
    return this.request({ type: "predict", pixels, model });
  }

  /** Classifies a picture of any size up to 2048 x 2048, and tells what the network saw. */
  predictDrawing(image: ImageData, { model, ground }: DrawingOptions = {}): Promise<DrawingPrediction> {
    return this.request({ type: "predict-drawing", image, model, ground });
  }

  /** Test images that the last evaluation found wrong; of one truth, taken for one class, if asked so. */
  mistakes(query: Partial<MistakeQuery> = {}): Promise<MistakesFound> {
    return this.request({ type: "mistakes", query });
  }

  /** All weights and biases with their statistics, or those of one layer (`conv1`). */
  weights(layer?: string, { model }: AskOptions = {}): Promise<Weights> {
    return this.request({ type: "weights", layer, model });
  }

  /** What every layer makes of one image. */
  activations(pixels: Uint8Array, { model }: AskOptions = {}): Promise<Activations> {
    return this.request({ type: "activations", pixels, model });
  }

  /** Trains on files from disk where the host's don't come: those of Fashion-MNIST, or shards. Bad ones reject with `bad-data`. */
  async loadFiles(files: Iterable<Blob>): Promise<FilesTaken> {
    if (this.isConnected) this.#start();
    return this.trainer.loadFiles(blobsFrom(files));
  }

  /** The network as a safetensors file with PyTorch's names and layouts. */
  async exportModel(): Promise<Blob> {
    return fileOf(await this.request({ type: "export-model" }));
  }

  /** Starts over with the weights of a file. A refused one rejects with `bad-model`, and nothing changes. */
  async importModel(file: FileContent): Promise<TrainConfig> {
    return this.request({ type: "import-model", file: fileFrom("model", file) });
  }

  /** Everything that is needed to go on from here, with the settings and the history. */
  async saveCheckpoint(): Promise<Blob> {
    return fileOf(await this.request({ type: "save-checkpoint" }));
  }

  /** Goes on from a checkpoint. A refused one rejects with `bad-checkpoint`, and nothing changes. */
  async restoreCheckpoint(file: FileContent): Promise<Restoration> {
    return this.request({ type: "restore-checkpoint", file: fileFrom("checkpoint", file) });
  }

  /** For diagnosis: how many times the GPU was given work; 0 on the CPU. */
  async gpuDispatches(): Promise<number> {
    return (await this.gpuWork()).dispatches;
  }

  /** For diagnosis: what the GPU was given to do since the backend was opened; all 0 on the CPU. */
  gpuWork(): Promise<GpuWork> {
    return this.request({ type: "gpu-work" });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.settings().isInUrl) addEventListener("hashchange", this.#onHashChange);
    document.addEventListener("visibilitychange", this.#onHide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHashChange);
    document.removeEventListener("visibilitychange", this.#onHide);
    this.keeper?.end();
    this.keeper = undefined;
    this.#isStarted = false;
    this.trainer.end(new DOMException("The trainer was taken off the page.", "AbortError"));
  }

  /** Asks the engine, which starts if nothing has started it yet. */
  protected request<C extends Command>(command: C): Promise<ResultOf<C>> {
    if (this.isConnected) this.#start();
    return this.trainer.request(command);
  }

  protected settings(): PageSettings {
    return pageSettings({ attribute: (name) => this.getAttribute(name), location });
  }

  protected source(): TrainerSource {
    const { wish, threads, config, dataUrl, isAutostart } = this.settings();
    return { wish, threads, config, dataUrl: dataUrl ?? defaultDataUrl().href, isAutostart };
  }

  /** The state has changed: tells those who listen, and the address. */
  protected receive(event: TrainerEvent | PageEvent): void {
    if (event.type === "ready") this.#tell("trainer-ready", undefined);
    else if (event.type === "step") this.#tell("trainer-step", event.report);
    else if (event.type === "epoch") this.#tell("trainer-epoch", event.report);
    else if (event.type === "phase") this.#tell("trainer-state", { phase: event.phase });
    else if (event.type === "configured" && this.hasAttribute("url-settings")) {
      history.replaceState(null, "", urlWithSettings(location.href, event.config));
    } else if (event.type === "rescuing") {
      // It goes on by itself; whoever wants to know is told what happened.
      this.#tell("trainer-state", { phase: this.phase });
      this.#tell("trainer-error", { ...event.note.failure });
    } else if ("failure" in event) {
      if (event.type === "fatal") this.#tell("trainer-state", { phase: this.phase });
      this.#tell("trainer-error", { ...event.failure });
    }
  }

  #spawn(): Worker {
    const worker = spawnWorker();
    this.headStart.give(worker);
    return worker;
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.trainer.start(this.source());
    if (this.hasAttribute("autosave")) void this.#keep().catch((error) => this.#tellUnkept(error));
  }

  /** Fetched when it is needed: first the engine. */
  async #keep(): Promise<void> {
    const { Keeper } = await import("../state/saved/keeper");
    if (!this.#isStarted || this.keeper) return;
    this.keeper = new Keeper(this.trainer);
    await this.keeper.start();
  }

  /** What keeps a training has not arrived. */
  #tellUnkept(error: unknown): void {
    const failure = { code: "storage-full", message: failureFrom(error).message } as const;
    this.trainer.dispatch({ type: "not-saved", reason: "blocked", failure });
  }

  #applyHash(): void {
    // What is not open yet reads the address when it opens.
    if (!this.#isStarted) return;
    this.trainer
      .edit(settingsFromHash(location.hash))
      .catch((error) => this.trainer.dispatch({ type: "error", failure: failureFrom(error) }));
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function fileOf(bytes: Uint8Array): Blob {
  // Never of shared memory: this comes from a worker that has none.
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" });
}
