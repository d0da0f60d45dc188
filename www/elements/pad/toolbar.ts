/** What stands beside the pad. Groups of radio buttons: one stop for the Tab key each, arrows inside. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ModelChoice } from "../../engine/protocol";
import type { PadWords } from "../../words/en/pad";
import { inlineStyle } from "../inline-style";
import { type IconName, icon } from "./icons";
import { MENU, OPENER } from "./silhouettes";
import { type Choice, GREYS, SIZES, TOOLS } from "./tools";

export type EditAction = "undo" | "redo" | "mirror" | "clear";

export interface ToolbarState {
  words: PadWords;
  choice: Choice;
  model: ModelChoice;
  canUseMine: boolean;
  isEmpty: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export interface ToolbarListener {
  choose(choice: Choice): void;
  edit(action: EditAction): void;
  testImage(): void;
  photo(): void;
  model(model: ModelChoice): void;
}

const MODELS = ["pretrained", "untrained", "mine"] as const satisfies readonly ModelChoice[];

/** How large a size shows on its button, of 24: the thickest would not fit as it is. */
const DOT_SIZES = ["3px", "6px", "10px", "15px", "22px"];

export function toolbar(state: ToolbarState, listener: ToolbarListener): TemplateResult {
  const { words, choice, isEmpty, canUndo, canRedo } = state;
  return html`
    ${radios({
      name: "tool",
      legend: words.tool,
      chosen: choice.tool,
      options: TOOLS.map((tool) => ({
        value: tool,
        label: words.tools[tool],
        title: `${words.tools[tool]} (${tool.charAt(0).toUpperCase()})`,
        picture: icon(tool),
      })),
      choose: (tool) => listener.choose({ ...choice, tool }),
    })}
    ${radios({
      name: "size",
      legend: words.size,
      chosen: choice.size,
      options: SIZES.map((_, size) => ({
        value: size,
        label: words.sizes[size] ?? "",
        picture: html`<span class="dot" style=${inlineStyle({ width: DOT_SIZES[size] ?? "" })}></span>`,
      })),
      choose: (size) => listener.choose({ ...choice, size }),
    })}
    ${radios({
      name: "grey",
      legend: words.grey,
      chosen: choice.grey,
      options: GREYS.map((level, grey) => ({
        value: grey,
        label: words.greys[grey] ?? "",
        picture: html`<span class="swatch" style=${inlineStyle({ background: `rgb(${level} ${level} ${level})` })}></span>`,
      })),
      choose: (grey) => listener.choose({ ...choice, grey }),
    })}
    <div class="group edit" role="group" aria-label=${words.edit}>
      <div class="buttons">
        ${button({ icon: "undo", label: words.undo, isEnabled: canUndo, press: () => listener.edit("undo") })}
        ${button({ icon: "redo", label: words.redo, isEnabled: canRedo, press: () => listener.edit("redo") })}
        ${button({ icon: "mirror", label: words.mirror, isEnabled: !isEmpty, press: () => listener.edit("mirror") })}
        ${button({ icon: "clear", label: words.clear, isEnabled: !isEmpty, press: () => listener.edit("clear") })}
      </div>
    </div>
    ${startGroup(words, listener)} ${modelGroup(state, listener)}
  `;
}

/** The keys of the pad. */
export function keyHelp(words: PadWords): TemplateResult {
  return html`
    <details class="group">
      <summary>${words.keys}</summary>
      <dl>
        ${words.keyList.map(
          ({ keys, meaning }) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${meaning}</dd>`,
        )}
      </dl>
    </details>
  `;
}

function startGroup(words: PadWords, listener: ToolbarListener): TemplateResult {
  return html`
    <div class="group start" role="group" aria-labelledby="start-legend">
      <p class="legend" id="start-legend">${words.start}</p>
      <div class="buttons">
        <button type="button" id=${OPENER} title=${words.silhouettesHelp} popovertarget=${MENU}>
          ${icon("silhouette")}<span>${words.silhouettes}</span>
        </button>
        ${button({ icon: "testImage", label: words.testImage, title: words.testImageHelp, press: () => listener.testImage() })}
        ${button({ icon: "photo", label: words.photo, title: words.photoHelp, press: () => listener.photo() })}
      </div>
    </div>
  `;
}

function modelGroup({ words, model, canUseMine }: ToolbarState, listener: ToolbarListener): TemplateResult {
  return html`
    ${radios({
      name: "model",
      legend: words.model,
      chosen: model,
      options: MODELS.map((value) => ({
        value,
        label: words.models[value],
        refusal: value === "mine" && !canUseMine ? "mine-missing" : undefined,
      })),
      choose: (value) => listener.model(value),
    })}
    ${canUseMine ? nothing : html`<p class="note muted" id="mine-missing">${words.mineMissing}</p>`}
  `;
}

interface Option<Value> {
  value: Value;
  label: string;
  title?: string;
  picture?: TemplateResult;
  /** Id of the text that says why it can't be chosen. */
  refusal?: string | undefined;
}

interface Radios<Value> {
  name: string;
  legend: string;
  chosen: Value;
  options: readonly Option<Value>[];
  choose(value: Value): void;
}

function radios<Value extends string | number>({ name, legend, chosen, options, choose }: Radios<Value>) {
  return html`
    <div class="group ${name}" role="radiogroup" aria-labelledby="${name}-legend">
      <p class="legend" id="${name}-legend">${legend}</p>
      <div class="options">
        ${options.map(
          ({ value, label, title, picture, refusal }) => html`<label title=${title ?? label}>
            <input
              type="radio"
              name=${name}
              value=${value}
              aria-disabled=${refusal ? "true" : nothing}
              aria-describedby=${refusal ?? nothing}
              .checked=${live(value === chosen)}
              @click=${(event: Event) => refusal && event.preventDefault()}
              @change=${() => refusal || choose(value)}
            />
            ${picture}<span class="label">${label}</span>
          </label>`,
        )}
      </div>
    </div>
  `;
}

interface Button {
  icon: IconName;
  label: string;
  title?: string;
  isEnabled?: boolean;
  press(): void;
}

/** Not `disabled`: that would take the focus from who has just pressed it on the keyboard. */
function button({ icon: name, label, title, isEnabled = true, press }: Button): TemplateResult {
  return html`<button
    type="button"
    title=${title ?? label}
    aria-disabled=${isEnabled ? "false" : "true"}
    @click=${() => isEnabled && press()}
  >
    ${icon(name)}<span>${label}</span>
  </button>`;
}
