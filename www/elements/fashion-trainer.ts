/**
 * `<fashion-trainer>`: the public face. It joins trainer and panels and holds no rule of its own: panels get
 * properties, answer with events, and everything else happens in the trainer.
 */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { failureFrom } from "../engine/failure";
import { defaultDataUrl } from "../engine/locations";
import type {
  BackendStatus,
  ConfigInput,
  EvalReport,
  Phase,
  Prediction,
  StepReport,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainGoal,
} from "../engine/protocol";
import { spawnWorker } from "../engine/spawn";
import type { Problem } from "../state/errors";
import { type PageSettings, pageSettings, urlWithSettings } from "../state/page-settings";
import { settingsFromHash } from "../state/settings";
import { statusOf } from "../state/status";
import { type PageEvent, problemsOf, type State } from "../state/store";
import { Trainer, type TrainerSource } from "../state/trainer";
import type { ControlAction } from "./controls-panel";
import type { SettingEdit } from "./settings-panel";
import { base, theme } from "./theme";

const PANELS = ["controls", "status", "curves", "settings", "epochs", "structure"] as const;
type PanelName = (typeof PANELS)[number];

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

  /** Everything reported since the model was made. */
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

  /** Tests on all test images. */
  evaluate(): Promise<EvalReport> {
    return this.#trainer.request({ type: "evaluate" });
  }

  /** Classifies one 28 x 28 image: 784 grey levels, bright on 0. */
  predict(pixels: Uint8Array): Promise<Prediction> {
    return this.#trainer.request({ type: "predict", pixels });
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
      try {
        await this.#trainer.edit({ [key]: edit.value });
      } catch (error) {
        this.#trainer.dispatch({ type: "setting-refused", key, message: failureFrom(error).message });
        return;
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
        ${PANELS.map((name) => (names && !names.includes(name) ? nothing : this.#panel(name, state)))}
      </div>
    `;
  }

  #panel(name: PanelName, state: State): TemplateResult {
    switch (name) {
      case "status":
        return html`<fashion-trainer-status .status=${statusOf(state)}></fashion-trainer-status>`;
      case "controls":
        return html`<fashion-trainer-controls
          .phase=${state.phase}
          .isPausing=${state.isPausing}
          .isFinished=${state.progress?.finished === true}
          @control=${(event: CustomEvent<ControlAction>) => this.#control(event.detail)}
        ></fashion-trainer-controls>`;
      case "curves":
        return html`<fashion-trainer-curves
          .steps=${state.steps}
          .evaluations=${state.evaluations}
          .epochSize=${state.config?.trainSize ?? 1}
        ></fashion-trainer-curves>`;
      case "settings":
        return html`<fashion-trainer-settings
          .config=${state.config}
          .errors=${state.settingErrors}
          .isTraining=${state.phase === "training"}
          .hasTrained=${state.phase !== "failed" && (state.progress?.step ?? 0) > 0}
          @setting=${(event: CustomEvent<SettingEdit>) => this.#edit(event.detail)}
        ></fashion-trainer-settings>`;
      case "epochs":
        return html`<fashion-trainer-epochs
          class="epochs"
          .steps=${state.steps}
          .evaluations=${state.evaluations}
        ></fashion-trainer-epochs>`;
      case "structure":
        return html`<fashion-trainer-structure class="structure" .layers=${state.layers}></fashion-trainer-structure>`;
    }
  }
}

function sourceOf({ wish, config, dataUrl, isAutostart }: PageSettings): TrainerSource {
  return { wish, config, dataUrl: dataUrl ?? defaultDataUrl().href, isAutostart };
}

function ignore(): void {}
