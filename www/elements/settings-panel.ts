/** The form of settings, made from the table. What is refused stays as typed, with the reason below it. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { TrainConfig } from "../engine/protocol";
import { Drafts } from "../state/drafts";
import { SETTINGS, type Setting, type SettingKey } from "../state/settings";
import type { SettingsWords } from "../words/en/settings";
import { base, buttons } from "./theme";

export type SettingEdit =
  /** A value to apply, as parsed from the text. */
  | { type: "setting-changed"; key: SettingKey; value: unknown }
  /** What was said about the old text no longer holds. */
  | { type: "setting-edited"; key: SettingKey };

export class SettingsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    config: { attribute: false },
    errors: { attribute: false },
    underWay: { attribute: false },
    isTraining: { attribute: false },
    hasLearned: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    css`
      section {
        container-type: inline-size;
      }
      .fields {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.1rem 1.5rem;
      }
      @container (min-width: 32rem) {
        .fields {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        /* What sets the others, and no field stays alone in the last row. */
        .recipe {
          grid-column: span 2;
        }
      }
      @container (min-width: 60rem) {
        .fields {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      label {
        display: block;
        font-weight: 600;
      }
      input,
      select {
        width: 100%;
        min-height: 44px;
        margin: 0.3rem 0;
        padding: 0 0.7rem;
        border: 1.5px solid var(--field-line);
        border-radius: 8px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-variant-numeric: tabular-nums;
      }
      select {
        /* It indents its text by itself. */
        padding: 0 0.45rem;
      }
      [aria-invalid="true"] {
        border-color: var(--alarm);
      }
      :disabled {
        border-color: var(--line);
        background: transparent;
        color: var(--muted);
      }
      .help {
        color: var(--muted);
        font-size: 0.875rem;
      }
      .error {
        color: var(--alarm);
        font-size: 0.925rem;
        font-weight: 500;
      }
      details {
        margin-top: 1.1rem;
      }
      summary {
        min-height: 44px;
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      details .fields {
        margin-top: 0.6rem;
      }
      .confirm {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.5rem;
      }
      .confirm p {
        flex-basis: 100%;
      }
    `,
  ];

  declare words: SettingsWords;
  declare config: TrainConfig | undefined;
  declare errors: Readonly<Partial<Record<SettingKey, string>>>;
  /** Edits without an answer. */
  declare underWay: Readonly<Partial<Record<SettingKey, number>>>;
  declare isTraining: boolean;
  declare hasLearned: boolean;
  #drafts = new Drafts();

  constructor() {
    super();
    this.errors = {};
    this.underWay = {};
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // With the trainer goes what it said of them: one put back begins anew.
    this.#drafts = new Drafts();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Only with what the page knows now: a drawing of our own would take old answers for those to a new edit.
    if (!changed.has("config") && !changed.has("errors") && !changed.has("underWay")) return;
    const { errors, underWay } = this;
    this.#drafts.settle({ isNewConfig: changed.has("config"), errors, underWay });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("errors")) return;
    const details = this.renderRoot.querySelector("details");
    // Opened here and not by the template, which would close it as soon as the value is corrected.
    if (details && inPlace("more").some(({ key }) => this.errors[key] !== undefined)) details.open = true;
  }

  protected override render() {
    return html`
      <section aria-label=${this.words.title}>
        <h2>${this.words.title}</h2>
        <div class="fields">${inPlace("front").map((setting) => this.#field(setting))}</div>
        <details>
          <summary>${this.words.more}</summary>
          <div class="fields">${inPlace("more").map((setting) => this.#field(setting))}</div>
        </details>
      </section>
    `;
  }

  #field(setting: Setting) {
    const { words } = this;
    const { key, restarts } = setting;
    const { label, help } = words.fields[key];
    const error = this.errors[key];
    const mustConfirm =
      this.#drafts.get(key) !== undefined && error === undefined && this.#needsConsent(setting);
    return html`
      <div class=${key}>
        <label for=${key}>${label}</label>
        ${setting.choices ? this.#select(setting, setting.choices) : this.#input(setting)}
        <p class="help" id="${key}-help">${help}${restarts && this.isTraining ? ` ${words.pauseToChange}` : nothing}</p>
        <p class="error" id="${key}-error" aria-live="polite">${error === undefined ? nothing : words.refused(label, key, error)}</p>
        ${mustConfirm ? this.#consent(setting) : nothing}
      </div>
    `;
  }

  #input(setting: Setting) {
    const { key } = setting;
    return html`<input
      id=${key}
      inputmode="decimal"
      autocomplete="off"
      spellcheck="false"
      .value=${this.#shown(setting)}
      ?disabled=${this.#isLocked(setting)}
      aria-invalid=${this.errors[key] ? "true" : "false"}
      aria-describedby="${key}-help ${key}-error"
      @input=${(event: InputEvent) => this.#type(key, event)}
      @change=${() => this.#changed(setting)}
    />`;
  }

  #select(setting: Setting, choices: NonNullable<Setting["choices"]>) {
    const { key } = setting;
    const shown = this.#shown(setting);
    return html`<select
      id=${key}
      ?disabled=${this.#isLocked(setting)}
      aria-invalid=${this.errors[key] ? "true" : "false"}
      aria-describedby="${key}-help ${key}-error"
      @input=${(event: InputEvent) => this.#type(key, event)}
      @change=${() => this.#changed(setting)}
    >
      ${choices.map(
        (text) => html`<option value=${text} .selected=${text === shown}>${this.#choice(key, text)}</option>`,
      )}
    </select>`;
  }

  #choice(key: SettingKey, text: string): string {
    const labels: Readonly<Partial<Record<SettingKey, Readonly<Record<string, string>>>>> =
      this.words.choices;
    return labels[key]?.[text] ?? text;
  }

  /** What was typed, else the value in force. */
  #shown(setting: Setting): string {
    return this.#drafts.get(setting.key) ?? (this.config ? setting.format(this.config) : "");
  }

  #isLocked({ restarts }: Setting): boolean {
    return !this.config || (restarts && this.isTraining);
  }

  #consent(setting: Setting) {
    return html`
      <div class="confirm">
        <p>${this.words.startsOver}</p>
        <button type="button" @click=${() => this.#apply(setting)}>${this.words.startOver}</button>
        <button type="button" @click=${() => this.#discard(setting.key)}>${this.words.keep}</button>
      </div>
    `;
  }

  /** A slip in a field must not cost half an hour of training. */
  #needsConsent(setting: Setting): boolean {
    return setting.restarts && this.hasLearned;
  }

  #type(key: SettingKey, event: InputEvent): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    this.#drafts.type(key, field.value);
    this.requestUpdate();
    if (this.errors[key] !== undefined) this.#tell({ type: "setting-edited", key });
  }

  #changed(setting: Setting): void {
    const verdict = this.#drafts.verdict(setting, this.config);
    if (verdict === "discard") this.#discard(setting.key);
    else if (verdict === "apply" && !this.#needsConsent(setting)) this.#apply(setting);
  }

  #apply(setting: Setting): void {
    const { key, parse } = setting;
    this.#tell({ type: "setting-changed", key, value: parse(this.#drafts.tell(key)) });
  }

  /** The field shows the value in force again. */
  #discard(key: SettingKey): void {
    this.#drafts.discard(key);
    this.requestUpdate();
    this.#tell({ type: "setting-edited", key });
  }

  #tell(edit: SettingEdit): void {
    this.dispatchEvent(new CustomEvent<SettingEdit>("setting", { detail: edit }));
  }
}

function inPlace(place: Setting["place"]): Setting[] {
  return SETTINGS.filter((setting) => setting.place === place);
}
