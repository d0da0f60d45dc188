/**
 * `<fashion-trainer>`: the public face. It joins trainer and panels and holds no rule of its own: panels get
 * properties, answer with events, and everything else happens in the trainer.
 */

import { css, html, LitElement, nothing } from "lit";
import { fileFrom } from "../engine/arguments";
import { failureFrom } from "../engine/failure";
import { defaultDataUrl } from "../engine/locations";
import type {
  Activations,
  BackendStatus,
  ConfigInput,
  EvalReport,
  MistakeQuery,
  MistakesFound,
  Phase,
  Prediction,
  Restoration,
  StepReport,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainGoal,
  Weights,
} from "../engine/protocol";
import { spawnWorker } from "../engine/spawn";
import type { Problem } from "../state/errors";
import { type PageSettings, pageSettings, urlWithSettings } from "../state/page-settings";
import { settingsFromHash } from "../state/settings";
import { type PageEvent, problemsOf } from "../state/store";
import { Trainer, type TrainerSource } from "../state/trainer";
import type { ControlAction } from "./controls-panel";
import { PANELS, type PanelHost, panel } from "./panels";
import type { SettingEdit } from "./settings-panel";
import { base, theme } from "./theme";

/** What `importModel` and `restoreCheckpoint` take. */
export type FileContent = Blob | ArrayBuffer | Uint8Array;

export class FashionTrainer extends LitElement {
  static override properties = { panels: { type: String } };
  static override styles = [
    theme,
    base,
    css`
      :host {
        color: var(--ink);
        font: 1rem / 1.5 system-ui, sans-serif;
      }
      .panels {
        display: flex;
        flex-wrap: wrap;
        gap: 2.25rem 2rem;
      }
      .panels > * {
        flex: 1 1 100%;
      }
      .panels > .epochs,
      .panels > .structure {
        flex: 1 1 22rem;
      }
    `,
  ];

  /** Names of the panels to show; all of them when the attribute is missing. */
  declare panels: string | null;
  readonly #trainer = new Trainer(spawnWorker, (event) => this.#receive(event));
  readonly #onHashChange = () => this.#applyHash();
  readonly #panelHost: PanelHost = {
    control: (action) => this.#control(action),
    edit: (edit) => void this.#edit(edit),
  };

  /** Backend open, first data there, model initialised. After a mended failure it is a new promise. */
  get ready(): Promise<void> {
    return this.#trainer.ready;
  }

  get backend(): BackendStatus | undefined {
    return this.#trainer.state.backend;
  }

  get config(): TrainConfig | undefined {
    return this.#trainer.state.config;
  }

  get phase(): Phase {
    return this.#trainer.state.phase;
  }

  /** Every report since the model was made; after a restore, those of the checkpoint first. */
  get history(): { steps: readonly StepReport[]; evaluations: readonly EvalReport[] } {
    const { steps, evaluations } = this.#trainer.state;
    return { steps, evaluations };
  }

  /** Changes some settings. A refused one rejects with `bad-config`, and nothing changes. */
  configure(partial: ConfigInput): Promise<TrainConfig> {
    return this.#trainer.request({ type: "configure", config: partial });
  }

  /** Trains until all epochs are complete, or for so many more epochs or mini-batches; or until `pause`. */
  train(goal: TrainGoal = {}): Promise<Summary> {
    return this.#trainer.request({ type: "train", goal });
  }

  /** Trains on one mini-batch. */
  step(): Promise<Summary> {
    return this.train({ steps: 1 });
  }

  /** Acknowledged at once; resolves when the mini-batch in flight has ended. */
  async pause(): Promise<void> {
    this.#trainer.dispatch({ type: "pause-asked" });
    await this.#trainer.request({ type: "pause" });
  }

  /** Makes the model anew, by default from the same seed. A running training is paused first. */
  reset({ keepSeed = true }: { keepSeed?: boolean } = {}): Promise<TrainConfig> {
    return this.#trainer.request({ type: "reset", keepSeed });
  }

  /** Tests on all test images. Rejects with `busy` if another model takes this one's place meanwhile. */
  evaluate(): Promise<EvalReport> {
    return this.#trainer.request({ type: "evaluate" });
  }

  /** Classifies one 28 x 28 image: 784 grey levels, bright on 0. */
  predict(pixels: Uint8Array): Promise<Prediction> {
    return this.#trainer.request({ type: "predict", pixels });
  }

  /** Test images that the last evaluation found wrong; of one truth, taken for one class, if asked so. */
  mistakes(query: Partial<MistakeQuery> = {}): Promise<MistakesFound> {
    return this.#trainer.request({ type: "mistakes", query });
  }

  /** All weights and biases with their statistics, or those of one layer (`conv1`). */
  weights(layer?: string): Promise<Weights> {
    return this.#trainer.request({ type: "weights", layer });
  }

  /** What every layer makes of one image. */
  activations(pixels: Uint8Array): Promise<Activations> {
    return this.#trainer.request({ type: "activations", pixels });
  }

  /** The network as a safetensors file with PyTorch's names and layouts. */
  async exportModel(): Promise<Blob> {
    return fileOf(await this.#trainer.request({ type: "export-model" }));
  }

  /** Starts over with the weights of a file. A refused one rejects with `bad-model`, and nothing changes. */
  async importModel(file: FileContent): Promise<TrainConfig> {
    return this.#trainer.request({ type: "import-model", file: fileFrom("model", file) });
  }

  /** Everything that is needed to go on from here, with the settings and the history. */
  async saveCheckpoint(): Promise<Blob> {
    return fileOf(await this.#trainer.request({ type: "save-checkpoint" }));
  }

  /** Goes on from a checkpoint. A refused one rejects with `bad-checkpoint`, and nothing changes. */
  async restoreCheckpoint(file: FileContent): Promise<Restoration> {
    return this.#trainer.request({ type: "restore-checkpoint", file: fileFrom("checkpoint", file) });
  }

  /** For diagnosis: how many times the GPU was given work; 0 on the CPU. */
  gpuDispatches(): Promise<number> {
    return this.#trainer.request({ type: "dispatches" });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const settings = this.#pageSettings();
    if (settings.isInUrl) addEventListener("hashchange", this.#onHashChange);
    this.#trainer.start(sourceOf(settings));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHashChange);
    this.#trainer.end(new DOMException("The trainer was taken off the page.", "AbortError"));
  }

  #pageSettings(): PageSettings {
    return pageSettings({ attribute: (name) => this.getAttribute(name), location });
  }

  #applyHash(): void {
    this.#trainer
      .edit(settingsFromHash(location.hash))
      .catch((error) => this.#trainer.dispatch({ type: "error", failure: failureFrom(error) }));
  }

  /** The state has changed: the public events, the address, and a drawing with the next frame. */
  #receive(event: TrainerEvent | PageEvent): void {
    this.requestUpdate();
    if (event.type === "ready") this.#tell("trainer-ready", undefined);
    else if (event.type === "step") this.#tell("trainer-step", event.report);
    else if (event.type === "epoch") this.#tell("trainer-epoch", event.report);
    else if (event.type === "phase") this.#tell("trainer-state", { phase: event.phase });
    else if (event.type === "configured" && this.hasAttribute("url-settings")) {
      history.replaceState(null, "", urlWithSettings(location.href, event.config));
    } else if ("failure" in event) {
      if (event.type === "fatal") this.#tell("trainer-state", { phase: this.phase });
      this.#tell("trainer-error", { ...event.failure });
    }
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** What fails here is told by the engine as an event. */
  #control(action: ControlAction): void {
    const actions: Record<ControlAction, () => Promise<unknown>> = {
      train: () => this.train(),
      pause: () => this.pause(),
      step: () => this.step(),
      reset: () => this.reset(),
      "new-seed": () => this.reset({ keepSeed: false }),
    };
    actions[action]().catch(ignore);
  }

  async #edit(edit: SettingEdit): Promise<void> {
    const { key } = edit;
    if (edit.type === "setting-changed") {
      this.#trainer.dispatch({ type: "setting-asked", key });
      try {
        await this.#trainer.edit({ [key]: edit.value });
      } catch (error) {
        this.#trainer.dispatch({ type: "setting-refused", key, message: failureFrom(error).message });
        return;
      } finally {
        this.#trainer.dispatch({ type: "setting-answered", key });
      }
    }
    this.#trainer.dispatch({ type: "setting-restored", key });
  }

  #remedy(remedy: Problem["remedy"]): void {
    if (remedy === "retry-loading") this.#trainer.retryLoading().catch(ignore);
    else if (remedy === "restart") this.#trainer.restart(sourceOf(this.#pageSettings()));
    else this.#trainer.dispatch({ type: "problem-closed" });
  }

  /** Events can come faster than frames: one drawing per frame, none in a hidden tab. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await super.scheduleUpdate();
  }

  protected override render() {
    const { state } = this.#trainer;
    const names = this.panels?.split(/\s+/);
    return html`
      <fashion-trainer-problems
        .problems=${problemsOf(state)}
        @remedy=${(event: CustomEvent<Problem["remedy"]>) => this.#remedy(event.detail)}
      ></fashion-trainer-problems>
      <div class="panels">
        ${PANELS.map((name) => (names && !names.includes(name) ? nothing : panel(name, state, this.#panelHost)))}
      </div>
    `;
  }
}

function sourceOf({ wish, config, dataUrl, isAutostart }: PageSettings): TrainerSource {
  return { wish, config, dataUrl: dataUrl ?? defaultDataUrl().href, isAutostart };
}

function fileOf(bytes: Uint8Array): Blob {
  // Never of shared memory: this comes from a worker that has none.
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" });
}

function ignore(): void {}
