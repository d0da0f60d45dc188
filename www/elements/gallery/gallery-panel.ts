/** The test images that the network got wrong: to be sorted, filtered, looked at and taken onto the pad. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { MistakeQuery, MistakesFound } from "../../engine/protocol";
import type { GalleryWords } from "../../words/en/gallery";
import type { Numbers } from "../../words/numbers";
import { base, buttons } from "../theme";
import { detail, detailStyles } from "./detail";
import type { GalleryGrid } from "./grid";
import type { Mistake } from "./tile";

/** Which images, and in which order. Truth equal to predicted: those it got right. */
export interface GalleryQuery {
  sort: NonNullable<MistakeQuery["sort"]>;
  truth?: number | undefined;
  predicted?: number | undefined;
}

const ORDERS: readonly GalleryQuery["sort"][] = ["confidence", "loss", "index"];

export class GalleryPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    page: { attribute: false },
    query: { attribute: false },
    isLoading: { attribute: false },
    isStale: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    detailStyles,
    css`
      section {
        container-type: inline-size;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.6rem 1rem;
        max-width: 46rem;
      }
      label {
        font-size: 0.875rem;
        font-weight: 600;
      }
      select {
        display: block;
        width: 100%;
        min-height: 44px;
        margin-top: 0.2rem;
        padding: 0 0.45rem;
        border: 1.5px solid var(--field-line);
        border-radius: 8px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 1rem;
        font-weight: 400;
      }
      .notes {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.25rem;
        margin: 0.75rem 0 0.5rem;
        font-size: 0.9rem;
      }
      .parts {
        display: grid;
        gap: 1rem;
      }
      @container (max-width: 29.5rem) {
        .choices > :first-child {
          grid-column: 1 / -1;
        }
      }
      @container (min-width: 52rem) {
        .parts.open {
          grid-template-columns: minmax(0, 1fr) 24rem;
        }
      }
    `,
  ];

  declare words: GalleryWords;
  /** Names of the classes. */
  declare classes: readonly string[];
  declare numbers: Numbers;
  /** All that were loaded so far. */
  declare page: MistakesFound | undefined;
  declare query: GalleryQuery;
  declare isLoading: boolean;
  /** Training has gone on since the evaluation. */
  declare isStale: boolean;
  #opened: Mistake | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#isOtherQuery(changed)) this.#opened = undefined;
    if (changed.has("page")) {
      // What a new evaluation says of it, if it is still among them; else it stays as it was judged.
      const { index } = this.#opened ?? {};
      this.#opened = this.page?.mistakes.find((mistake) => mistake.index === index) ?? this.#opened;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#isOtherQuery(changed)) this.#grid()?.toTop();
  }

  #isOtherQuery(changed: PropertyValues<this>): boolean {
    const before = changed.get("query");
    if (!before) return false;
    const { sort, truth, predicted } = this.query;
    return before.sort !== sort || before.truth !== truth || before.predicted !== predicted;
  }

  protected override render() {
    const { words, page, isLoading } = this;
    const isEvaluated = page ? page.step !== undefined : isLoading;
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        ${
          isEvaluated
            ? html`${this.#choices()} ${this.#notes()} ${this.#images()}`
            : html`<p class="muted">${words.empty.notEvaluated}</p>`
        }
      </section>
    `;
  }

  #choices() {
    const { words, query } = this;
    return html`<div class="choices">
      <label>
        ${words.sort.title}
        <select @change=${(event: Event) => this.#sort(event)}>
          ${ORDERS.map(
            (order) =>
              html`<option value=${order} .selected=${order === query.sort}>${words.sort[order]}</option>`,
          )}
        </select>
      </label>
      ${this.#filter("truth")} ${this.#filter("predicted")}
    </div>`;
  }

  #filter(name: "truth" | "predicted") {
    const { words, query } = this;
    return html`<label>
      ${words[name]}
      <select @change=${(event: Event) => this.#choose(name, event)}>
        <option value="" .selected=${query[name] === undefined}>${words.any}</option>
        ${this.classes.map(
          (label, index) => html`<option value=${index} .selected=${index === query[name]}>${label}</option>`,
        )}
      </select>
    </label>`;
  }

  #notes() {
    const { words, numbers, page } = this;
    if (!page) return html`<p class="notes muted" role="status">${words.empty.loading}</p>`;
    const count = words.count(numbers.integer(page.mistakes.length), numbers.integer(page.total));
    return html`
      <div class="notes muted">
        ${page.total > 0 ? html`<p><strong>${count}</strong></p><p>${words.marks}</p>` : nothing}
        ${this.isStale ? html`<p>${words.stale(numbers.integer(page.step ?? 0))}</p>` : nothing}
      </div>
    `;
  }

  #images() {
    const { page } = this;
    if (!page) return nothing;
    if (page.total === 0) return html`<p role="status">${this.#emptiness()}</p>`;
    const opened = this.#opened;
    return html`<div class="parts ${opened ? "open" : ""}" @keydown=${this.#pressed}>
      <fashion-trainer-gallery-grid
        .words=${this.words}
        .classes=${this.classes}
        .numbers=${this.numbers}
        .mistakes=${page.mistakes}
        .opened=${opened?.index}
        .hasMore=${page.mistakes.length < page.total}
        .isLoading=${this.isLoading}
        @open=${(event: CustomEvent<Mistake>) => this.#open(event.detail)}
        @more=${() => this.dispatchEvent(new CustomEvent<void>("more"))}
      ></fashion-trainer-gallery-grid>
      ${
        opened
          ? detail({
              mistake: opened,
              words: this.words,
              classes: this.classes,
              numbers: this.numbers,
              onPick: () => this.dispatchEvent(new CustomEvent<Mistake>("pick", { detail: opened })),
              onClose: () => this.#close(),
            })
          : nothing
      }
    </div>`;
  }

  #emptiness(): string {
    const { empty } = this.words;
    const { truth, predicted } = this.query;
    if (truth === undefined && predicted === undefined) return empty.noMistakes;
    return truth === predicted ? empty.noneRight : empty.noMatch;
  }

  #sort(event: Event): void {
    const sort = ORDERS.find((order) => order === chosen(event));
    if (sort) this.#ask({ ...this.query, sort });
  }

  #choose(name: "truth" | "predicted", event: Event): void {
    const text = chosen(event);
    this.#ask({ ...this.query, [name]: text === "" ? undefined : Number(text) });
  }

  #ask(query: GalleryQuery): void {
    // At once, and not with the next frame: a choice made before it would undo this one.
    this.query = query;
    this.dispatchEvent(new CustomEvent<GalleryQuery>("query", { detail: query }));
  }

  async #open(mistake: Mistake): Promise<void> {
    this.#opened = mistake;
    this.requestUpdate();
    await this.updateComplete;
    const opened = this.renderRoot.querySelector<HTMLElement>(".detail");
    // Focusing alone would bring it to the middle, though it may be in view.
    opened?.focus({ preventScroll: true });
    opened?.scrollIntoView({ block: "nearest" });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.#opened) return;
    event.preventDefault();
    this.#close();
  }

  async #close(): Promise<void> {
    this.#opened = undefined;
    this.requestUpdate();
    await this.updateComplete;
    this.#grid()?.focusReachable();
  }

  #grid(): GalleryGrid | null {
    return this.renderRoot.querySelector<GalleryGrid>("fashion-trainer-gallery-grid");
  }
}

function chosen({ target }: Event): string {
  return target instanceof HTMLSelectElement ? target.value : "";
}
