/**
 * The report: structure, weights, curves and mistakes of a run put together for paper. It is shown in place of the
 * other panels; to print is for the host, which owns the window.
 */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import type {
  BackendStatus,
  EvalReport,
  LayerReport,
  StepReport,
  TrainConfig,
  Weights,
} from "../../engine/protocol";
import { SETTINGS, type Setting } from "../../state/settings";
import type { ReportWords } from "../../words/en/report";
import type { SettingsWords } from "../../words/en/settings";
import type { StructureWords } from "../../words/en/structure";
import type { Numbers } from "../../words/numbers";
import { base, buttons, tables } from "../theme";
import { curvesSection } from "./curves";
import { figures } from "./figure-styles";
import { drawMistakes, type Mistakes, mistakesSection } from "./mistakes";
import { structureSection } from "./structure";
import { page, print } from "./styles";
import { weightsSection } from "./weights";

export class ReportPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    structureWords: { attribute: false },
    settingsWords: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    layers: { attribute: false },
    weights: { attribute: false },
    evaluations: { attribute: false },
    steps: { attribute: false },
    mistakes: { attribute: false },
    config: { attribute: false },
    backend: { attribute: false },
    date: { attribute: false },
    link: { attribute: false },
  };
  static override styles = [base, buttons, tables, figures, page, print];

  declare words: ReportWords;
  declare structureWords: StructureWords;
  declare settingsWords: SettingsWords;
  declare classes: readonly string[];
  declare numbers: Numbers;
  declare layers: readonly LayerReport[];
  /** Of all layers; undefined until they are read. */
  declare weights: Weights | undefined;
  declare evaluations: readonly EvalReport[];
  declare steps: readonly StepReport[];
  /** Those that the network was surest of, first. */
  declare mistakes: Mistakes;
  declare config: TrainConfig | undefined;
  declare backend: BackendStatus | undefined;
  /** When the report was made, as people write it. */
  declare date: string;
  /** Address that repeats the run. */
  declare link: string | undefined;

  /** To the title: what had the focus before is not shown any more. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus(options);
  }

  /** Not with every report of training: those since the last evaluation come with the next one. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlySteps = changed.size === 1 && changed.has("steps");
    const hadSteps = (changed.get("steps")?.length ?? 0) > 0;
    return !(isOnlySteps && hadSteps && this.steps.length > 0);
  }

  protected override updated(): void {
    drawMistakes(this.renderRoot, this.mistakes);
  }

  protected override render() {
    const { words, structureWords, classes, numbers, layers, weights, evaluations, steps, mistakes, config } =
      this;
    const isUntrained = steps.length === 0 && evaluations.length === 0;
    return html`
      <section aria-label=${words.title}>
        <div class="actions" role="group" aria-label=${words.actions}>
          <button type="button" @click=${() => this.#tell("close")}>${words.back}</button>
          <button type="button" class="primary" @click=${() => this.#tell("print")}>${words.print}</button>
        </div>
        <h2 tabindex="-1">${words.title}</h2>
        ${this.#about()}
        <h3>${words.structure.title}</h3>
        ${structureSection({ words: words.structure, structureWords, numbers, layers })}
        <h3>${words.weights.title}</h3>
        ${weightsSection({ words: words.weights, numbers, weights, isUntrained })}
        <h3>${words.curves.title}</h3>
        ${curvesSection({ words: words.curves, numbers, evaluations, steps, config })}
        <h3>${words.mistakes.title}</h3>
        ${mistakesSection({ words: words.mistakes, classes, numbers, evaluations, mistakes })}
      </section>
    `;
  }

  /** What the report is of. */
  #about() {
    const { words, config, backend, date, link } = this;
    const fact = (term: string, value: string) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
    return html`
      <dl class="about">
        ${fact(words.date, date)}
        ${backend ? fact(words.trainedOn, `${backend.kind === "webgpu" ? "WebGPU" : "CPU"}: ${backend.name}`) : nothing}
        ${config ? SETTINGS.map((setting) => fact(this.settingsWords.fields[setting.key].label, this.#value(setting, config))) : nothing}
      </dl>
      ${link === undefined ? nothing : html`<p class="link">${words.link}: <a href=${link}>${link}</a></p>`}
    `;
  }

  /** As the form of settings shows it. */
  #value({ key, format }: Setting, config: TrainConfig): string {
    if (key === "trainSize") return this.numbers.integer(config.trainSize);
    const choices: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> =
      this.settingsWords.choices;
    const text = format(config);
    return choices[key]?.[text] ?? text;
  }

  #tell(name: "close" | "print"): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}
