/** The form of settings, made from the table. What is refused stays as typed, with the reason below it. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { TrainConfig } from "../engine/protocol";
import { SETTINGS, type Setting, type SettingKey } from "../state/settings";
import { base, buttons } from "./theme";

export type SettingEdit =
  /** A value to apply, as parsed from the text. */
  | { type: "setting-changed"; key: SettingKey; value: unknown }
  /** What was said about the old text no longer holds. */
  | { type: "setting-edited"; key: SettingKey };

export class SettingsPanel extends LitElement {
  static override properties = {
    config: { attribute: false },
    errors: { attribute: false },
    isTraining: { attribute: false },
    hasTrained: { attribute: false },
    drafts: { state: true },
  };
  static override styles = [
    base,
    buttons,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        gap: 1.1rem 1.5rem;
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

  declare config: TrainConfig | undefined;
  declare errors: Readonly<Partial<Record<SettingKey, string>>>;
  declare isTraining: boolean;
  declare hasTrained: boolean;
  /** What stands in fields whose value is not (yet) in force. */
  declare private drafts: Partial<Record<SettingKey, string>>;
  /** Fields whose text was told to the page: once the settings change, they are in force. */
  readonly #told = new Set<SettingKey>();

  constructor() {
    super();
    this.errors = {};
    this.drafts = {};
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("config")) return;
    const drafts = { ...this.drafts };
    for (const key of this.#told) if (this.errors[key] === undefined) delete drafts[key];
    this.#told.clear();
    this.drafts = drafts;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("errors")) return;
    const details = this.renderRoot.querySelector("details");
    // Opened here and not by the template, which would close it as soon as the value is corrected.
    if (details && inPlace("more").some(({ key }) => this.errors[key] !== undefined)) details.open = true;
  }

  protected override render() {
    return html`
      <section aria-label="Settings">
        <h2>Settings</h2>
        <div class="fields">${inPlace("front").map((setting) => this.#field(setting))}</div>
        <details>
          <summary>More</summary>
          <div class="fields">${inPlace("more").map((setting) => this.#field(setting))}</div>
        </details>
      </section>
    `;
  }

  #field(setting: Setting) {
    const { key, label, help, restarts } = setting;
    const error = this.errors[key];
    const draft = this.drafts[key];
    const mustConfirm = draft !== undefined && error === undefined && this.#needsConsent(setting);
    return html`
      <div>
        <label for=${key}>${label}</label>
        ${setting.choices ? this.#select(setting, setting.choices) : this.#input(setting)}
        <p class="help" id="${key}-help">${help}${restarts && this.isTraining ? " Pause to change it." : nothing}</p>
        <p class="error" id="${key}-error" aria-live="polite">${error?.replace(key, label) ?? nothing}</p>
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
      ${choices.map(({ text, label }) => html`<option value=${text} .selected=${text === shown}>${label}</option>`)}
    </select>`;
  }

  /** What was typed, else the value in force. */
  #shown(setting: Setting): string {
    return this.drafts[setting.key] ?? (this.config ? setting.format(this.config) : "");
  }

  #isLocked({ restarts }: Setting): boolean {
    return !this.config || (restarts && this.isTraining);
  }

  #consent(setting: Setting) {
    return html`
      <div class="confirm">
        <p>This starts over: what the network has learned is lost.</p>
        <button type="button" @click=${() => this.#apply(setting)}>Start over</button>
        <button type="button" @click=${() => this.#discard(setting.key)}>Keep</button>
      </div>
    `;
  }

  /** A slip in a field must not cost half an hour of training. */
  #needsConsent(setting: Setting): boolean {
    return setting.restarts && this.hasTrained;
  }

  #type(key: SettingKey, event: InputEvent): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    this.drafts = { ...this.drafts, [key]: field.value };
    if (this.errors[key] !== undefined) this.#tell({ type: "setting-edited", key });
  }

  #changed(setting: Setting): void {
    const text = this.drafts[setting.key];
    if (text === undefined) return;
    if (this.config && text.trim() === setting.format(this.config)) this.#discard(setting.key);
    else if (!this.#needsConsent(setting)) this.#apply(setting);
  }

  #apply(setting: Setting): void {
    this.#told.add(setting.key);
    this.#tell({
      type: "setting-changed",
      key: setting.key,
      value: setting.parse(this.drafts[setting.key] ?? ""),
    });
  }

  /** The field shows the value in force again. */
  #discard(key: SettingKey): void {
    const { [key]: _discarded, ...drafts } = this.drafts;
    this.drafts = drafts;
    this.#tell({ type: "setting-edited", key });
  }

  #tell(edit: SettingEdit): void {
    this.dispatchEvent(new CustomEvent<SettingEdit>("setting", { detail: edit }));
  }
}

function inPlace(place: Setting["place"]): Setting[] {
  return SETTINGS.filter((setting) => setting.place === place);
}
