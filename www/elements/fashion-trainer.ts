/**
 * `<fashion-trainer>`: joins trainer and panels and holds no rule of its own. Panels get properties, answer with
 * events, and everything else happens in trainer and viewer.
 */

import { html, nothing } from "lit";
import { type Failure, failureFrom, TrainerError } from "../engine/failure";
import type { TrainerEvent } from "../engine/protocol";
import { diagnosticOf } from "../state/diagnostic";
import type { Problem } from "../state/errors";
import { isExplaining, rememberExplaining } from "../state/preferences";
import { type PageEvent, problemsOf } from "../state/store";
import { Viewer } from "../state/viewer";
import { type Words, wordsFor } from "../words";
import type { ControlAction } from "./controls-panel";
import { nextFrame } from "./head-start";
import type { KeepAction, KeepPanel } from "./keep/keep-panel";
import { Keeping } from "./keeping";
import { layout } from "./layout";
import { goTo, navigation, navigationStyles, sectionsOf } from "./navigation";
import { noticesOf } from "./notices";
import type { NoticeAction } from "./notices-panel";
import { GROUPS, type PanelHost, type PanelName, panel, type Shown } from "./panels";
import type { ShownProblem } from "./problems-panel";
import type { ReportPanel } from "./report/report-panel";
import type { SettingEdit } from "./settings-panel";
import { base, theme } from "./theme";
import { TrainerFace } from "./trainer-face";

export class FashionTrainer extends TrainerFace {
  static override properties = { panels: { type: String }, isReporting: { state: true } };
  static override styles = [theme, base, layout, navigationStyles];

  /** Names of the panels to show; all of them when the attribute is missing. */
  declare panels: string | null;
  /** The report stands in the place of the panels. */
  declare protected isReporting: boolean;
  #isExplaining = isExplaining();
  /** What the report is about. */
  #reported = this.trainer.state;
  readonly #viewer = new Viewer(
    (command) => this.request(command),
    () => this.requestUpdate(),
  );
  readonly #keeping = new Keeping(
    this,
    () => this.#words,
    () => this.requestUpdate(),
  );
  readonly #host: PanelHost = {
    control: (action) => this.#control(action),
    edit: (edit) => void this.#edit(edit),
    explain: (isOpen) => this.#explain(isOpen),
    draw: (drawing) => this.#viewer.draw(drawing),
    readPhoto: (photo) => void this.#viewer.readPhoto(photo),
    takeTestImage: (place) => void this.#viewer.takeTestImage(place),
    putOnPad: (pixels) => this.#putOnPad(pixels),
    chooseModel: (model) => this.#viewer.choose(model),
    look: (name, isSeen) => this.#viewer.look(name, isSeen),
    showLayer: (layer) => this.#viewer.showLayer(layer),
    showMistakes: (query) => this.#viewer.showMistakes(query),
    moreMistakes: () => this.#viewer.moreMistakes(),
    keep: (action) => this.#keep(action),
  };

  constructor() {
    super();
    this.isReporting = false;
  }

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit reads the properties of the class that this is called on.
    return [...super.observedAttributes, "lang"];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // `lang` is a property of every element already.
    if (name === "lang") this.requestUpdate();
    else super.attributeChangedCallback(name, old, value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#viewer.restart();
  }

  protected override receive(event: TrainerEvent | PageEvent): void {
    this.requestUpdate();
    // What the worker was asked for is to be asked again.
    if (event.type === "rescuing") this.#viewer.restart();
    this.#viewer.receive(event);
    // While the network is there. What fails now is asked for again when it is needed.
    if (event.type === "ready") void fetchReport().catch(ignore);
    super.receive(event);
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
      this.trainer.dispatch({ type: "setting-asked", key });
      try {
        await this.trainer.edit({ [key]: edit.value });
      } catch (error) {
        this.trainer.dispatch({ type: "setting-refused", key, message: failureFrom(error).message });
        return;
      } finally {
        this.trainer.dispatch({ type: "setting-answered", key });
      }
    }
    this.trainer.dispatch({ type: "setting-restored", key });
  }

  #remedy(remedy: Problem["remedy"]): void {
    if (remedy === "retry-loading") this.trainer.retryLoading().catch(ignore);
    else if (remedy === "restart") {
      this.#viewer.restart();
      this.trainer.restart(this.source());
    } else if (remedy === "train-slower") this.trainer.trainSlower().catch(ignore);
    else this.trainer.dispatch({ type: "problem-closed" });
  }

  #answer(action: NoticeAction): void {
    if (action === "continueIt") void this.keeper?.accept();
    else if (action === "discard") void this.keeper?.discard();
    else if (action === "close-rescue") this.trainer.dispatch({ type: "rescue-closed" });
    else this.trainer.dispatch({ type: "refusal-closed" });
  }

  /** For a report. */
  #details(failure: Failure, at?: number): string {
    const program = import.meta.url;
    return diagnosticOf(failure, this.trainer.state, {
      at,
      address: location.href,
      browser: navigator.userAgent,
      program,
    });
  }

  #problems(): ShownProblem[] {
    return problemsOf(this.trainer.state).map((problem) => ({
      ...problem,
      details: problem.remedy === "restart" ? this.#details(problem) : undefined,
    }));
  }

  async #takeFiles(files: readonly File[]): Promise<void> {
    this.trainer.dispatch({ type: "problem-closed" });
    try {
      await this.loadFiles(files);
    } catch (error) {
      if (this.isConnected) this.trainer.dispatch({ type: "error", failure: failureFrom(error) });
    }
  }

  #explain(isOpen: boolean): void {
    this.#isExplaining = isOpen;
    rememberExplaining(isOpen);
    this.requestUpdate();
  }

  /** What lies far above is brought into view, or nobody would see what happened. */
  #putOnPad(pixels: Uint8Array): void {
    this.#viewer.putOnPad(pixels);
    this.renderRoot.querySelector("fashion-trainer-pad")?.scrollIntoView({ block: "nearest" });
  }

  #keep(action: KeepAction): void {
    if (action.type === "report") void this.#report();
    else void this.#keeping.act(action);
  }

  async #report(): Promise<void> {
    try {
      await Promise.all([fetchReport(), this.#viewer.prepareReport()]);
      // As it is now: a training goes on, but not on paper.
      this.#reported = this.trainer.state;
      this.isReporting = true;
      await this.updateComplete;
      this.scrollIntoView({ block: "start" });
      this.renderRoot.querySelector<ReportPanel>("fashion-trainer-report")?.focus();
    } catch (error) {
      // Taken off the page, it is no failure.
      if (this.isConnected) this.trainer.dispatch({ type: "error", failure: failureFrom(error) });
    }
  }

  async #closeReport(): Promise<void> {
    this.isReporting = false;
    await this.updateComplete;
    this.renderRoot.querySelector<KeepPanel>("fashion-trainer-keep")?.focus();
  }

  /** The element's language, else that of the page around it. */
  get #words(): Words {
    return wordsFor([this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang]);
  }

  /** Events can come faster than frames: one drawing per frame, none in a hidden tab. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await this.headStart.isOver();
    await nextFrame();
    await super.scheduleUpdate();
  }

  protected override render() {
    const words = this.#words;
    return html`<div class="page">
      <fashion-trainer-problems
        .words=${words.problems}
        .diagnosticWords=${words.diagnostic}
        .problems=${this.#problems()}
        @remedy=${(event: CustomEvent<Problem["remedy"]>) => this.#remedy(event.detail)}
        @files=${(event: CustomEvent<File[]>) => void this.#takeFiles(event.detail)}
      ></fashion-trainer-problems>
      <fashion-trainer-notices
        .words=${words.notices}
        .diagnosticWords=${words.diagnostic}
        .notices=${noticesOf(this.trainer.state, words, (failure, at) => this.#details(failure, at))}
        @notice=${(event: CustomEvent<NoticeAction>) => this.#answer(event.detail)}
      ></fashion-trainer-notices>
      ${this.#panels(words)} ${this.isReporting ? this.#reportPanel(words) : nothing}
    </div>`;
  }

  #panels(words: Words) {
    const names = this.panels?.split(/\s+/);
    const shown: Shown = {
      state: this.trainer.state,
      views: this.#viewer.views,
      words,
      link: this.settings().isInUrl ? location.href : undefined,
      isExplaining: this.#isExplaining,
      keeping: this.#keeping.shown,
    };
    const isShown = (name: PanelName) => !names || names.includes(name);
    const sections = sectionsOf(GROUPS.flatMap(({ names }) => names.filter(isShown)));
    // Under a report they are only hidden: with them the drawing would go.
    return html`<div class="panels" ?hidden=${this.isReporting}>
      ${GROUPS.map(({ group, names }) => {
        const own = names.filter(isShown);
        const ways = group === "head" ? sections : [];
        if (own.length + ways.length === 0) return nothing;
        return html`<div class=${group}>
          ${own.map((name) => panel(name, shown, this.#host))}
          ${navigation(ways, words.common, (name) => goTo(this.renderRoot, name))}
        </div>`;
      })}
    </div>`;
  }

  #reportPanel(words: Words) {
    const { layers, evaluations, steps, config, backend } = this.#reported;
    const { report } = this.#viewer.views;
    return html`<fashion-trainer-report
      .words=${words.report}
      .structureWords=${words.structure}
      .settingsWords=${words.settings}
      .classes=${words.common.classes}
      .numbers=${words.numbers}
      .layers=${layers}
      .weights=${report?.weights}
      .evaluations=${evaluations}
      .steps=${steps}
      .mistakes=${report?.mistakes ?? []}
      .config=${config}
      .backend=${backend}
      .date=${new Date().toLocaleDateString(words.language, { dateStyle: "long" })}
      .link=${this.settings().isInUrl ? location.href : undefined}
      @print=${() => print()}
      @close=${() => void this.#closeReport()}
    ></fashion-trainer-report>`;
  }
}

async function fetchReport(): Promise<void> {
  try {
    await import("../report");
  } catch (error) {
    throw new TrainerError("network", `report: ${failureFrom(error).message}`);
  }
}

function ignore(): void {}
