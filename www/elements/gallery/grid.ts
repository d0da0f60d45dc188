/**
 * Thousands of small images in a box that scrolls. Only the rows in view are in the document, and the row of the
 * image that has the focus.
 */

import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { GalleryWords } from "../../words/en/gallery";
import type { Numbers } from "../../words/numbers";
import { cellAfter } from "../grid-keys";
import { inlineStyle } from "../inline-style";
import { base } from "../theme";
import { gridStyles } from "./grid-styles";
import { type Mistake, positionOf, tile } from "./tile";
import { rowsDrawn, topAfter, topShowing } from "./window";

/** How far below the last row seen the end already counts as near. */
const NEAR_END = "600px";

export class GalleryGrid extends LitElement {
  static override properties = {
    words: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    mistakes: { attribute: false },
    opened: { attribute: false },
    hasMore: { attribute: false },
    isLoading: { attribute: false },
  };
  static override styles = [base, gridStyles];

  declare words: GalleryWords;
  declare classes: readonly string[];
  declare numbers: Numbers;
  /** Those loaded so far. */
  declare mistakes: readonly Mistake[];
  /** Number in the test set of the one whose detail is open. */
  declare opened: number | undefined;
  declare hasMore: boolean;
  declare isLoading: boolean;
  /** Position of the one that the tab key reaches. */
  #reachable = 0;
  #columns = 0;
  #scroll = { top: 0, height: 0, rowHeight: 1 };
  /** Whether an image had the focus before the drawing. */
  #hadFocus = false;
  #isEndNear = false;
  /** The list whose continuation was asked for. */
  #continued: readonly Mistake[] | undefined;
  #resizes: ResizeObserver | undefined;
  #end: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
    this.#end?.disconnect();
  }

  /** To the first image; for another list. */
  toTop(): void {
    this.#reachable = 0;
    this.#scrollTo(0);
  }

  /** Gives the focus to the image that had it last. */
  focusReachable(): void {
    this.#focusAt(this.#reachable);
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.#hasFocus();
    if (changed.has("mistakes"))
      this.#reachable = Math.max(Math.min(this.#reachable, this.mistakes.length - 1), 0);
  }

  protected override updated(): void {
    // With other columns its button shows another image, and lit may have moved its row, which drops the focus.
    if (this.#hadFocus) this.#button(this.#reachable)?.focus({ preventScroll: true });
    this.#continue();
  }

  protected override render() {
    const { rowHeight } = this.#scroll;
    const rows = this.#columns === 0 ? 0 : Math.ceil(this.mistakes.length / this.#columns);
    return html`
      <div class="view" @scroll=${this.#scrolled}>
        <div class="ruler"></div>
        <div
          class="grid"
          role="grid"
          aria-label=${this.words.grid}
          aria-rowcount=${this.hasMore ? -1 : rows}
          aria-colcount=${this.#columns}
          aria-busy=${this.isLoading ? "true" : "false"}
          style=${inlineStyle({ height: `${rows * rowHeight}px` })}
          @click=${this.#clicked}
          @keydown=${this.#pressed}
          @focusin=${this.#focused}
        >
          ${repeat(
            this.#rowsShown(rows),
            (row) => row,
            (row) => this.#row(row),
          )}
        </div>
        <div class="end"></div>
      </div>
    `;
  }

  #rowsShown(rows: number): number[] {
    if (rows === 0) return [];
    const { first, end } = rowsDrawn(rows, this.#scroll);
    const shown = Array.from({ length: end - first }, (_, index) => first + index);
    // Never taken out of the document, or the focus would be lost.
    const reachable = Math.floor(this.#reachable / this.#columns);
    if (reachable < first) return [reachable, ...shown];
    return reachable < end ? shown : [...shown, reachable];
  }

  #row(row: number): TemplateResult {
    const first = row * this.#columns;
    const mistakes = this.mistakes.slice(first, first + this.#columns);
    const reachable = this.#reachable - first;
    const { rowHeight } = this.#scroll;
    return html`<div
      role="row"
      aria-rowindex=${row + 1}
      style=${inlineStyle({
        transform: `translateY(${row * rowHeight}px)`,
        "grid-template-columns": `repeat(${this.#columns}, minmax(0, 1fr))`,
      })}
    >
      ${guard(
        [
          ...mistakes,
          reachable in mistakes ? reachable : -1,
          this.opened,
          this.words,
          this.numbers,
          this.classes,
        ],
        () => mistakes.map((mistake, column) => this.#tile(mistake, first + column)),
      )}
    </div>`;
  }

  #tile(mistake: Mistake, position: number): TemplateResult {
    const { words, classes, numbers } = this;
    const isOpened = mistake.index === this.opened;
    return tile({
      mistake,
      position,
      isReachable: position === this.#reachable,
      isOpened,
      words,
      classes,
      numbers,
    });
  }

  #observe(): void {
    const view = this.#part(".view");
    this.#resizes = new ResizeObserver(() => this.#measure());
    this.#resizes.observe(view);
    this.#resizes.observe(this.#part(".ruler"));
    this.#end = new IntersectionObserver(
      (entries) => this.#nearEnd(entries.at(-1)?.isIntersecting === true),
      {
        root: view,
        rootMargin: NEAR_END,
      },
    );
    this.#end.observe(this.#part(".end"));
  }

  #measure(): void {
    const view = this.#part(".view");
    const ruler = this.#part(".ruler");
    // Hidden, and so without a size.
    if (ruler.offsetWidth === 0) return;
    const before = this.#columns;
    this.#columns = Math.max(Math.floor(view.clientWidth / ruler.offsetWidth), 1);
    this.#scroll = { ...this.#scroll, height: view.clientHeight, rowHeight: ruler.offsetHeight };
    this.requestUpdate();
    if (before === 0 || before === this.#columns) return;
    this.#keepPlace(topAfter(view.scrollTop, this.#scroll.rowHeight, { before, after: this.#columns }));
  }

  async #keepPlace(top: number): Promise<void> {
    await this.updateComplete;
    if (this.#hasFocus()) this.#show(this.#reachable);
    else this.#scrollTo(top);
  }

  #scrolled(): void {
    const { scrollTop } = this.#part(".view");
    const shown = rowsDrawn(Number.POSITIVE_INFINITY, this.#scroll);
    this.#scroll = { ...this.#scroll, top: scrollTop };
    if (rowsDrawn(Number.POSITIVE_INFINITY, this.#scroll).first !== shown.first) this.requestUpdate();
  }

  #scrollTo(top: number): void {
    this.#part(".view").scrollTop = top;
  }

  #nearEnd(isNear: boolean): void {
    this.#isEndNear = isNear;
    // Whoever comes back asks again: the first time may have failed.
    if (!isNear) this.#continued = undefined;
    this.#continue();
  }

  /** Asks for more when the end is near, once for each list. */
  #continue(): void {
    if (!this.#isEndNear || !this.hasMore || this.isLoading || this.#continued === this.mistakes) return;
    this.#continued = this.mistakes;
    this.dispatchEvent(new CustomEvent<void>("more"));
  }

  #clicked(event: MouseEvent): void {
    const position = positionOf(event);
    const mistake = position === undefined ? undefined : this.mistakes[position];
    if (mistake) this.dispatchEvent(new CustomEvent<Mistake>("open", { detail: mistake }));
  }

  #focused(event: FocusEvent): void {
    const position = positionOf(event);
    if (position === undefined || position === this.#reachable) return;
    this.#reachable = position;
    this.requestUpdate();
  }

  #pressed(event: KeyboardEvent): void {
    const { height, rowHeight } = this.#scroll;
    const target = cellAfter(this.#reachable, event, {
      columns: this.#columns,
      count: this.mistakes.length,
      pageRows: Math.max(Math.floor(height / rowHeight), 1),
      isFlowing: true,
    });
    if (target === undefined) return;
    event.preventDefault();
    this.#focusAt(target);
  }

  async #focusAt(position: number): Promise<void> {
    this.#reachable = position;
    this.requestUpdate();
    await this.updateComplete;
    this.#show(position);
    this.#button(position)?.focus({ preventScroll: true });
  }

  /** Scrolls an image into view. */
  #show(position: number): void {
    this.#scrollTo(topShowing(Math.floor(position / this.#columns), this.#scroll));
  }

  #hasFocus(): boolean {
    return this.shadowRoot?.activeElement?.hasAttribute("data-position") === true;
  }

  #button(position: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-position="${position}"]`);
  }

  #part(selector: string): HTMLElement {
    const part = this.renderRoot.querySelector<HTMLElement>(selector);
    if (!part) throw new Error(`no ${selector} in the gallery`);
    return part;
  }
}
