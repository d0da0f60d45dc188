/**
 * Tiles of values on a canvas, for panels that show the inside of the network: laid out for the room that there is,
 * painted when they changed, and read value by value, or chosen tile by tile, with a pointer or with keys.
 */

import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { ref } from "lit/directives/ref.js";
import type { ColourScale } from "../../draw/colour-scale";
import {
  areaOf,
  type Cell,
  cellAt,
  cellOfTile,
  lay,
  moved,
  paint,
  type Sheet,
  type Spot,
  spotAt,
  type Tiles,
} from "../../draw/tiles";
import { inlineStyle } from "../inline-style";

/** What a panel wants to be shown. */
export interface TilePicture {
  tiles: Tiles;
  values: Float32Array;
  scale: ColourScale;
  /** What is seen, in numbers. */
  meaning: string;
  /** Name of the control that moves over the values or tiles. */
  control: string;
  /** Said while nothing is pointed at. */
  hint: string;
  say(spot: Spot): string;
  /** What the colours mean; stands beside what is said. */
  legend: TemplateResult;
  /** Names of the rows of values, if they have names. */
  rowNames?: readonly string[] | undefined;
}

const START: Cell = { x: 0, y: 0 };

/** A place that survives another layout. */
type Place = Pick<Spot, "tile" | "x" | "y">;

export class TileView implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Called with the tile that was chosen; without it, values are read. */
  readonly #onChoose: ((tile: number) => void) | undefined;
  readonly #observer = new ResizeObserver((entries) => this.#resize(entries.at(-1)?.contentRect.width ?? 0));
  #box: Element | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #room = 0;
  #picture: TilePicture | undefined;
  #sheet: Sheet | undefined;
  #pointed: Place | undefined;
  #chosen: Place | undefined;
  /** Read out when it was chosen: a value that trains on must not be read out again and again. */
  #spoken: string | undefined;
  #image: ImageData | undefined;
  /** What the canvas shows. */
  #painted: { picture: TilePicture; sheet: Sheet; canvas: HTMLCanvasElement } | undefined;

  constructor(host: ReactiveControllerHost, onChoose?: (tile: number) => void) {
    this.#host = host;
    this.#onChoose = onChoose;
    host.addController(this);
  }

  /** Forgets what was pointed at and chosen: the next picture is another one. */
  reset(): void {
    this.#pointed = undefined;
    this.#chosen = undefined;
    this.#spoken = undefined;
  }

  /** Moves the keyboard's focus here. */
  focus(): void {
    this.#box?.querySelector<HTMLElement>(".control")?.focus();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#box = undefined;
  }

  hostUpdated(): void {
    const { canvas, picture, sheet } = { canvas: this.#canvas, picture: this.#picture, sheet: this.#sheet };
    if (!canvas || !picture || !sheet) return;
    const before = this.#painted;
    if (
      before?.canvas === canvas &&
      isSamePicture(before.picture, picture) &&
      isSameSheet(before.sheet, sheet)
    )
      return;
    this.#paint(canvas, picture, sheet);
    this.#painted = { picture, sheet, canvas };
  }

  #paint(canvas: HTMLCanvasElement, { values, scale }: TilePicture, sheet: Sheet): void {
    const { width, height } = sheet;
    if (this.#image?.width !== width || this.#image.height !== height)
      this.#image = new ImageData(width, height);
    paint(new Uint32Array(this.#image.data.buffer), sheet, values, scale);
    canvas.getContext("2d")?.putImageData(this.#image, 0, 0);
  }

  render(picture: TilePicture) {
    this.#picture = picture;
    const sheet = this.#room > 0 ? lay(picture.tiles, this.#room) : undefined;
    this.#sheet = sheet;
    const { rowNames } = picture;
    const spot = sheet && (spotOf(sheet, this.#pointed) ?? spotOf(sheet, this.#chosen));
    return html`
      <div class="tiles">
        ${rowNames && sheet ? rowNameList(rowNames, sheet) : nothing}
        <div class="box" ${ref(this.#observe)}>${sheet ? this.#drawing(picture, sheet) : nothing}</div>
      </div>
      <div class="foot">
        ${picture.legend}
        <p class="reading ${spot ? "" : "muted"}">${spot ? picture.say(spot) : picture.hint}</p>
      </div>
    `;
  }

  #drawing(picture: TilePicture, sheet: Sheet) {
    const { width, height } = sheet;
    const chosen = spotOf(sheet, this.#chosen);
    return html`
      <div class="sheet" style=${inlineStyle({ width: `${width}px`, height: `${height}px` })}>
        <canvas
          ${ref(this.#keepCanvas)}
          role="img"
          aria-label=${picture.meaning}
          width=${width}
          height=${height}
        ></canvas>
        ${this.#mark(sheet, this.#chosen, "chosen")} ${this.#mark(sheet, this.#pointed, "pointed")}
        <div
          class="control"
          role="slider"
          tabindex="0"
          aria-label=${picture.control}
          aria-valuemin="1"
          aria-valuemax=${this.#onChoose ? sheet.count : valuesIn(sheet)}
          aria-valuenow=${chosen ? this.#number(sheet, chosen) : 1}
          aria-valuetext=${this.#spoken ?? picture.hint}
          @pointermove=${this.#point}
          @pointerleave=${this.#leave}
          @click=${this.#click}
          @keydown=${this.#press}
          @focus=${this.#speak}
        ></div>
      </div>
    `;
  }

  #mark(sheet: Sheet, place: Place | undefined, name: string) {
    const cell = cellOf(sheet, place);
    if (!cell) return nothing;
    const { left, top, width, height } = areaOf(sheet, cell, this.#onChoose !== undefined);
    const style = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
    return html`<div class="mark ${name}" style=${inlineStyle(style)}></div>`;
  }

  /** Of a tile, or of a value in reading order. */
  #number({ columns, tiles }: Sheet, { tile, column, row, x, y }: Spot): number {
    if (this.#onChoose) return tile + 1;
    return (row * tiles.height + y) * columns * tiles.width + column * tiles.width + x + 1;
  }

  readonly #observe = (box: Element | undefined) => {
    if (this.#box === box) return;
    if (this.#box) this.#observer.unobserve(this.#box);
    this.#box = box;
    if (box) this.#observer.observe(box);
  };

  readonly #keepCanvas = (canvas: Element | undefined) => {
    this.#canvas = canvas instanceof HTMLCanvasElement ? canvas : undefined;
  };

  #resize(width: number): void {
    if (Math.floor(width) === this.#room) return;
    this.#room = Math.floor(width);
    this.#host.requestUpdate();
  }

  readonly #point = (event: PointerEvent) => {
    // A finger is about to scroll; what it taps is chosen.
    if (event.pointerType === "touch") return;
    this.#setPointed(this.#placeAt(event));
  };

  readonly #leave = () => this.#setPointed(undefined);

  #setPointed(place: Place | undefined): void {
    const { tile, x, y } = this.#pointed ?? {};
    if (tile === place?.tile && x === place?.x && y === place?.y) return;
    this.#pointed = place;
    this.#host.requestUpdate();
  }

  readonly #click = (event: MouseEvent) => {
    const place = this.#placeAt(event);
    if (place) this.#choose(place);
  };

  readonly #press = (event: KeyboardEvent) => {
    const sheet = this.#sheet;
    if (!sheet || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = cellOf(sheet, this.#chosen);
    const target = moved(sheet, from ?? START, event.key, this.#onChoose !== undefined);
    // The first key only shows where one is.
    const spot = target && spotAt(sheet, from ? target : START);
    if (!spot) return;
    event.preventDefault();
    this.#pointed = undefined;
    this.#choose(spot);
    void this.#host.updateComplete.then(() => this.#reveal());
  };

  #choose({ tile, x, y }: Place): void {
    this.#chosen = { tile, x, y };
    this.#speak();
    this.#onChoose?.(tile);
    this.#host.requestUpdate();
  }

  readonly #speak = () => {
    const spot = this.#sheet && spotOf(this.#sheet, this.#chosen);
    this.#spoken = spot && this.#picture?.say(spot);
    this.#host.requestUpdate();
  };

  /** Scrolls what was chosen into view. */
  #reveal(): void {
    this.#box?.querySelector(".chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #placeAt({ offsetX, offsetY }: MouseEvent): Place | undefined {
    const sheet = this.#sheet;
    const cell = sheet && cellAt(sheet, offsetX, offsetY);
    return cell && spotAt(sheet, cell);
  }
}

/** Values on the sheet, and places for some in a row that is not full. */
function valuesIn({ columns, rows, tiles }: Sheet): number {
  return columns * tiles.width * rows * tiles.height;
}

/** Names at the height of their rows. */
function rowNameList(names: readonly string[], { tiles, valueHeight }: Sheet) {
  const style = inlineStyle({ "padding-top": `${tiles.gap}px`, "line-height": `${valueHeight}px` });
  return html`<ol class="rows" aria-hidden="true" style=${style}>
    ${names.map((name) => html`<li>${name}</li>`)}
  </ol>`;
}

function cellOf(sheet: Sheet, place: Place | undefined): Cell | undefined {
  if (!place || place.tile >= sheet.count) return undefined;
  const { x, y } = cellOfTile(sheet, place.tile);
  return { x: x + place.x, y: y + place.y };
}

function spotOf(sheet: Sheet, place: Place | undefined): Spot | undefined {
  const cell = cellOf(sheet, place);
  return cell && spotAt(sheet, cell);
}

function isSamePicture(one: TilePicture, other: TilePicture): boolean {
  return (
    one.values === other.values &&
    one.tiles.first === other.tiles.first &&
    one.scale.high === other.scale.high &&
    one.scale.frame === other.scale.frame
  );
}

function isSameSheet(one: Sheet, other: Sheet): boolean {
  return (
    one.width === other.width &&
    one.height === other.height &&
    one.columns === other.columns &&
    one.tiles.width === other.tiles.width
  );
}
