/** Weights and biases of one layer: as a picture, in numbers, and whether they look as they should. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { guard } from "lit/directives/guard.js";
import { gradient, signedScale } from "../../draw/colour-scale";
import type { ModelChoice, Weights } from "../../engine/protocol";
import type { WeightsWords } from "../../words/en/weights";
import type { Numbers } from "../../words/numbers";
import { inlineStyle } from "../inline-style";
import { base, buttons } from "../theme";
import { Appearance } from "../tiles/appearance";
import { written, writtenShort } from "../tiles/numbers";
import { tileStyles } from "../tiles/styles";
import { TileView } from "../tiles/tiles";
import { Visibility } from "../visibility";
import { type Drawing, Drawings, type DrawingsOfLayer, KINDS, type Kind, startOf } from "./drawings";
import { StatisticsView } from "./statistics";
import { statisticsStyles } from "./statistics-styles";
import { captionOf, cellText } from "./texts";

export class WeightsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    classes: { attribute: false },
    layers: { attribute: false },
    layer: { attribute: false },
    weights: { attribute: false },
    start: { attribute: false },
    step: { attribute: false },
    model: { attribute: false },
    isFromFile: { attribute: false },
    isLoading: { attribute: false },
    problem: { attribute: false },
    showsChange: { state: true },
    unit: { state: true },
  };
  static override styles = [
    base,
    buttons,
    tileStyles,
    statisticsStyles,
    css`
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem 1rem;
        margin: 0.9rem 0;
      }
      label {
        display: grid;
        gap: 0.2rem;
        font-weight: 600;
      }
      select {
        min-height: 44px;
        padding: 0 0.45rem;
        border: 1.5px solid var(--field-line);
        border-radius: 8px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-weight: 400;
      }
      button[aria-pressed="true"]::before {
        content: "✓ ";
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      button[aria-pressed="true"]:hover:not([aria-disabled="true"]) {
        color: var(--on-accent);
      }
      .reason {
        flex-basis: 100%;
        font-size: 0.9rem;
      }
      h3 {
        margin: 1.4rem 0 0.2rem;
        font-size: 1rem;
        font-weight: 650;
      }
      h3 code {
        margin-left: 0.4rem;
        color: var(--muted);
        font-weight: 400;
        font-size: 0.875rem;
        white-space: nowrap;
      }
      .caption {
        margin-bottom: 0.6rem;
        font-size: 0.925rem;
        text-wrap: pretty;
      }
    `,
  ];

  declare words: WeightsWords;
  declare numbers: Numbers;
  declare classes: readonly string[];
  /** Layers that have parameters. */
  declare layers: readonly string[];
  /** The chosen one; `weights` follow it when they are read. */
  declare layer: string;
  declare weights: Weights | undefined;
  /** The same layer when the run began. */
  declare start: Weights | undefined;
  /** Mini-batches trained when `weights` were read. */
  declare step: number;
  declare model: ModelChoice;
  /** The network in training began with the weights of a file. */
  declare isFromFile: boolean;
  declare isLoading: boolean;
  declare problem: string | undefined;
  declare showsChange: boolean;
  /** Of the hidden layer, the one unit to show. */
  declare unit: number | undefined;
  readonly #appearance = new Appearance(this);
  readonly #tiles: Readonly<Record<Kind, TileView>> = {
    weight: new TileView(this),
    bias: new TileView(this),
  };
  readonly #statistics: Readonly<Record<Kind, StatisticsView>> = {
    weight: new StatisticsView(this),
    bias: new StatisticsView(this),
  };
  readonly #drawings = new Drawings();
  #ofLayer: DrawingsOfLayer = {};

  constructor() {
    super();
    this.showsChange = false;
    new Visibility(this, (isVisible) => {
      this.dispatchEvent(new CustomEvent<boolean>("look", { detail: isVisible }));
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOtherLayer = changed.has("weights") && layerOf(changed.get("weights")) !== layerOf(this.weights);
    if (isOtherLayer || changed.has("model")) this.#startAnew();
    const drawing = ["weights", "start", "model", "showsChange", "unit", "layers"] as const;
    if (!drawing.some((name) => changed.has(name))) return;
    const { weights, unit, layers } = this;
    const start = this.showsChange ? this.start : undefined;
    const convolutions = layers.filter((layer) => layer.startsWith("conv")).length;
    this.#ofLayer = weights ? this.#drawings.of({ weights, start, convolutions, unit }) : {};
  }

  #startAnew(): void {
    this.#drawings.startAnew();
    this.unit = undefined;
    for (const kind of KINDS) this.#tiles[kind].reset();
  }

  protected override render() {
    const { words } = this;
    const waiting = this.isLoading ? words.loading : words.none;
    return html`
      <section aria-label=${words.title} aria-busy=${this.isLoading ? "true" : "false"}>
        <h2>${words.title}</h2>
        <p class="muted">${words.meaning} ${this.weights ? this.#network() : nothing}</p>
        ${this.#controls()}
        ${
          this.weights
            ? KINDS.map((kind) => this.#parameter(kind))
            : html`<p class=${this.problem ? "problem" : "muted"}>${this.problem ?? waiting}</p>`
        }
      </section>
    `;
  }

  #network(): string {
    const { mine, pretrained, untrained } = this.words.networks;
    if (this.model === "pretrained") return pretrained;
    if (this.model === "untrained") return untrained;
    if (this.step > 0) return mine(this.numbers.integer(this.step));
    return this.isFromFile ? this.words.mineFromFile : this.words.mineAtStart;
  }

  #controls() {
    const { words } = this;
    const hasStart = this.weights?.some((parameter) => startOf(parameter, this.start)) === true;
    return html`
      <div class="controls">
        <label>
          ${words.layer}
          <select @change=${this.#chooseLayer}>
            ${this.layers.map(
              (layer) =>
                html`<option value=${layer} .selected=${layer === this.layer}>${this.#layerName(layer)}</option>`,
            )}
          </select>
        </label>
        ${this.#unitChoice()}
        <button
          type="button"
          aria-pressed=${this.showsChange && hasStart ? "true" : "false"}
          aria-disabled=${hasStart ? "false" : "true"}
          aria-describedby=${hasStart || !this.weights ? nothing : "no-start"}
          @click=${() => {
            if (hasStart) this.showsChange = !this.showsChange;
          }}
        >
          ${words.change}
        </button>
        ${hasStart || !this.weights ? nothing : html`<p class="reason muted" id="no-start">${words.noStart}</p>`}
      </div>
    `;
  }

  #layerName(layer: string): string {
    const { words, numbers } = this;
    const convolution = /^conv(\d+)$/.exec(layer)?.[1];
    if (convolution) return words.convolution(numbers.integer(Number(convolution)));
    return layer === "fc1" ? words.hidden : layer === "fc2" ? words.output : layer;
  }

  /** Of the hidden layer: all units, or one. */
  #unitChoice() {
    const parameter = this.weights?.find(({ name }) => name === "fc1.weight");
    if (!parameter) return nothing;
    const { words, numbers } = this;
    const count = parameter.shape[0] ?? 0;
    return html`
      <label>
        ${words.show}
        <select @change=${this.#chooseUnit} .value=${String(this.unit ?? "")}>
          ${guard([count, words], () => [
            html`<option value="">${words.allUnits}</option>`,
            ...Array.from({ length: count }, (_, unit) => {
              return html`<option value=${unit}>${words.unit(numbers.integer(unit + 1))}</option>`;
            }),
          ])}
        </select>
      </label>
    `;
  }

  #parameter(kind: Kind) {
    const drawing = this.#ofLayer[kind];
    if (!drawing) return nothing;
    const { words, numbers, classes } = this;
    const { parameter, picture, values, limit, change } = drawing;
    const language = { words, numbers, classes };
    const meaning = captionOf(picture.meaning, language);
    const caption = change ? `${meaning} ${this.#changeText(change)}` : meaning;
    const { isDark } = this.#appearance;
    const scale = signedScale(limit, isDark);
    const end = writtenShort(numbers, limit);
    return html`
      <h3>${words.kinds[kind]} <code>${parameter.name} ${parameter.shape.map((length) => numbers.integer(length)).join(" × ")}</code></h3>
      <p class="caption muted">${caption}${kind === "weight" ? ` ${words.legend}` : nothing}</p>
      ${this.#tiles[kind].render({
        ...{ tiles: picture.tiles, values, scale },
        meaning: this.#meaning(caption, drawing),
        control: words.values(words.kinds[kind]),
        hint: words.hint,
        say: (spot) => cellText(picture.meaning, spot, values[spot.index] ?? Number.NaN, language),
        legend: html`<div class="legend">
          <span>−${end}</span><span class="ramp" style=${inlineStyle({ background: gradient(scale) })}></span><span>${end}</span>
        </div>`,
        rowNames: picture.meaning.kind === "classes" ? classes : undefined,
      })}
      ${this.#statistics[kind].render({ parameter, language, isDark }, this.model !== "pretrained" && this.step === 0)}
    `;
  }

  #changeText({ ofValues, ofParameter }: NonNullable<Drawing["change"]>): string {
    return this.words.changeIs(written(this.numbers, ofValues), written(this.numbers, ofParameter));
  }

  #meaning(caption: string, { low, high, limit }: Drawing): string {
    const { words, numbers } = this;
    return words.picture(
      caption,
      written(numbers, low),
      written(numbers, high),
      writtenShort(numbers, limit),
    );
  }

  readonly #chooseLayer = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    this.dispatchEvent(new CustomEvent<string>("layer", { detail: target.value }));
  };

  readonly #chooseUnit = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    this.unit = target.value === "" ? undefined : Number(target.value);
    this.#tiles.weight.reset();
  };
}

function layerOf(weights: Weights | undefined): string | undefined {
  return weights?.[0]?.name.split(".")[0];
}
