/** What each layer makes of one image: its feature maps, its units, and the ten outputs. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { gradient, greyScale, sequentialScale } from "../../draw/colour-scale";
import { lay, type Spot, type Tiles } from "../../draw/tiles";
import type { Activations, ModelChoice } from "../../engine/protocol";
import type { FeaturesWords } from "../../words/en/features";
import type { Numbers } from "../../words/numbers";
import { inlineStyle } from "../inline-style";
import { base, buttons, tables } from "../theme";
import { Appearance } from "../tiles/appearance";
import { written, writtenShort } from "../tiles/numbers";
import { tileStyles } from "../tiles/styles";
import { TileView } from "../tiles/tiles";
import { Visibility } from "../visibility";
import { CanvasView } from "./canvas";
import { type Activation, enlargedTiles, hasMaps, type Summary, softmax, summaryOf, tilesOf } from "./layers";
import { featureStyles } from "./styles";

/** Where the image comes from. */
export type ImageSource = keyof FeaturesWords["picture"] | "none";

/** Room in pixels that is enough for a single tile. */
const AMPLE = 1000;
const IMAGE: Tiles = {
  ...{ width: 28, height: 28, first: 0, stepRight: 1, stepDown: 28 },
  order: { type: "wrapped", count: 1, step: 0 },
  ...{ least: 4, most: 4, gap: 1 },
};

export class FeaturesPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    classes: { attribute: false },
    activations: { attribute: false },
    pixels: { attribute: false },
    source: { attribute: false },
    model: { attribute: false },
    isLoading: { attribute: false },
    problem: { attribute: false },
    chosen: { state: true },
  };
  static override styles = [base, buttons, tables, tileStyles, featureStyles];

  declare words: FeaturesWords;
  declare numbers: Numbers;
  declare classes: readonly string[];
  declare activations: Activations | undefined;
  /** The 28 x 28 grey levels that went in. */
  declare pixels: Uint8Array | undefined;
  declare source: ImageSource;
  declare model: ModelChoice;
  declare isLoading: boolean;
  /** Why there is nothing to see, or no test image. */
  declare problem: string | undefined;
  /** The map that is shown enlarged. */
  declare chosen: { layer: string; map: number } | undefined;
  readonly #appearance = new Appearance(this);
  readonly #image = new CanvasView(this);
  readonly #enlarged = new CanvasView(this);
  /** By layer; a network with other layers only gets more of them. */
  readonly #views = new Map<string, TileView>();
  #summaries = new Map<string, Summary>();

  constructor() {
    super();
    new Visibility(this, (isVisible) => {
      this.dispatchEvent(new CustomEvent<boolean>("look", { detail: isVisible }));
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("activations")) return;
    this.#summaries = new Map(this.activations?.map((layer) => [layer.name, summaryOf(layer)]));
  }

  protected override render() {
    const { words, activations, pixels, source } = this;
    const isEmpty = !activations || !pixels || source === "none";
    return html`
      <section aria-label=${words.title} aria-busy=${this.isLoading ? "true" : "false"}>
        <h2>${words.title}</h2>
        <p class="muted">${words.meaning}</p>
        <div class="input">
          ${isEmpty ? html`<p class="empty">${this.isLoading ? words.loading : words.empty}</p>` : this.#input(pixels, source)}
          <button type="button" @click=${() => this.dispatchEvent(new CustomEvent<void>("test-image"))}>
            ${words.testImage}
          </button>
        </div>
        <div aria-live="polite">${this.problem ? html`<p class="problem">${this.problem}</p>` : nothing}</div>
        ${isEmpty ? nothing : activations.map((activation) => this.#layer(activation))}
      </section>
    `;
  }

  #input(pixels: Uint8Array, source: keyof FeaturesWords["picture"]) {
    const { words } = this;
    const meaning = `${words.picture[source]}, ${words.networks[this.model]}`;
    const sheet = lay(IMAGE, AMPLE);
    return html`<figure>
      ${this.#image.render({ sheet, values: pixels, scale: greyScale(255), meaning })}
      <figcaption>${meaning}</figcaption>
    </figure>`;
  }

  #layer(activation: Activation) {
    const summary = this.#summaries.get(activation.name);
    if (!summary) return nothing;
    const { numbers } = this;
    const shape = activation.shape.map((length) => numbers.integer(length)).join(" × ");
    return html`<div class="layer">
      <h3>${this.#layerName(activation.name)} <span class="shape">${shape}</span></h3>
      ${activation.name === "fc2" ? this.#outputs(activation) : this.#tiles(activation, summary)}
    </div>`;
  }

  #layerName(name: string): string {
    const { words, numbers } = this;
    const convolution = /^conv(\d+)$/.exec(name)?.[1];
    if (convolution) return words.convolution(numbers.integer(Number(convolution)));
    const names: Record<string, string> = { pool: words.pool, fc1: words.hidden, fc2: words.output };
    return names[name] ?? name;
  }

  #tiles(activation: Activation, summary: Summary) {
    const { words, numbers } = this;
    const { name, shape, data } = activation;
    const isOfMaps = hasMaps(activation);
    const [height = 0, width = 0, channels = 0] = shape;
    const maps = name === "pool" ? words.poolMaps : words.maps;
    const caption = isOfMaps
      ? maps(numbers.integer(channels), `${numbers.integer(height)}\u00a0×\u00a0${numbers.integer(width)}`)
      : words.units(numbers.integer(height));
    const scale = sequentialScale(summary.limit, this.#appearance.isDark);
    const ordinal = (place: number) => numbers.integer(place + 1);
    return html`
      <p class="caption muted">${caption}${activation === this.activations?.[0] ? ` ${words.scale}` : nothing}</p>
      ${this.#view(name, isOfMaps).render({
        ...{ tiles: tilesOf(activation), values: data, scale },
        meaning: words.seen(
          caption,
          ordinal(summary.brightest),
          written(numbers, summary.highs[summary.brightest] ?? 0),
          numbers.integer(summary.dark),
        ),
        control: `${this.#layerName(name)}: ${isOfMaps ? words.chooseMap : words.readUnit}`,
        hint: isOfMaps ? words.mapHint : words.unitHint,
        say: ({ tile }: Spot) => {
          const high = written(numbers, summary.highs[tile] ?? 0);
          if (!isOfMaps) return words.unit(ordinal(tile), high);
          return words.map(ordinal(tile), written(numbers, summary.lows[tile] ?? 0), high);
        },
        legend: html`<div class="legend">
          <span>0</span><span class="ramp" style=${inlineStyle({ background: gradient(scale) })}></span>
          <span>${writtenShort(numbers, scale.high)}</span>
        </div>`,
      })}
      ${this.chosen?.layer === name ? this.#enlargement(activation, summary, this.chosen.map) : nothing}
    `;
  }

  #enlargement(activation: Activation, { lows, highs, limit }: Summary, map: number) {
    const { words, numbers } = this;
    const [low = Number.NaN, high = Number.NaN] = [lows[map], highs[map]];
    if (Number.isNaN(low)) return nothing;
    const meaning = words.enlarged(
      ...([this.#layerName(activation.name), numbers.integer(map + 1)] as const),
      ...([written(numbers, low), written(numbers, high)] as const),
    );
    const sheet = lay(enlargedTiles(activation, map), AMPLE);
    const scale = sequentialScale(limit, this.#appearance.isDark);
    return html`<figure class="enlarged">
      ${this.#enlarged.render({ sheet, values: activation.data, scale, meaning })}
      <figcaption>
        ${meaning}
        <button type="button" @click=${() => this.#close(activation.name)}>${words.close}</button>
      </figcaption>
    </figure>`;
  }

  #outputs({ data }: Activation) {
    const { words, numbers, classes } = this;
    const probabilities = softmax(data);
    const best = probabilities.indexOf(Math.max(...probabilities));
    return html`
      <p class="caption muted">${words.outputMeaning}</p>
      <table class="outputs">
        <thead>
          <tr>
            <th scope="col">${words.class}</th>
            <th scope="col">${words.logit}</th>
            <th scope="col" colspan="2">${words.probability}</th>
          </tr>
        </thead>
        <tbody>
          ${classes.map((name, label) => {
            const share = probabilities[label] ?? 0;
            return html`<tr class=${label === best ? "best" : ""}>
              <th scope="row">${name}</th>
              <td>${numbers.fixed(data[label] ?? Number.NaN, 2)}</td>
              <td class="bar"><span style=${inlineStyle({ width: `${share * 100}%` })}></span></td>
              <td>${numbers.share(share, 1)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    `;
  }

  #view(layer: string, isOfMaps: boolean): TileView {
    const known = this.#views.get(layer);
    if (known) return known;
    const view = new TileView(this, isOfMaps ? (map) => this.#choose({ layer, map }) : undefined);
    this.#views.set(layer, view);
    return view;
  }

  /** The button goes with the map: the focus returns to where the map was chosen. */
  #close(layer: string): void {
    this.#views.get(layer)?.focus();
    this.#choose(undefined);
  }

  #choose(chosen: { layer: string; map: number } | undefined): void {
    this.chosen = chosen;
    for (const [layer, view] of this.#views) if (layer !== chosen?.layer) view.reset();
  }
}
