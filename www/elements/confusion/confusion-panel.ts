/** Which classes the network takes for which, and how well it knows each. A cell opens its images. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { type MatrixCell, type Measure, matrixOf } from "../../draw/confusion";
import type { EvalReport } from "../../engine/protocol";
import type { ConfusionWords } from "../../words/en/confusion";
import type { Numbers } from "../../words/numbers";
import { cellAfter } from "../grid-keys";
import { inlineStyle } from "../inline-style";
import { base, buttons, tables } from "../theme";
import { type ConfusionCell, cellOf, isOther, isSame } from "./cell";
import { classesStyles, classesTable } from "./classes";
import { coloursOf, scaleLegend } from "./scale";
import { matrixStyles } from "./styles";

/** A cell as it is written and as a screen reader says it. */
interface ShownCell extends MatrixCell {
  text: string;
  label: string;
}

/** What the numbers and labels of the cells depend on. */
const WRITTEN = ["report", "words", "classes", "numbers"] as const;
const MEASURES: readonly Measure[] = ["counts", "shares"];
/** Shares from here on are written as whole per cents. */
const WHOLE_SHARE = 0.0995;
/** Rows that a page key passes. */
const PAGE_ROWS = 5;

export class ConfusionPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    report: { attribute: false },
    // By value: the page may make it anew at each step of the training.
    selected: { attribute: false, hasChanged: isOther },
  };
  static override styles = [base, buttons, tables, matrixStyles, classesStyles];

  declare words: ConfusionWords;
  /** Names of the classes. */
  declare classes: readonly string[];
  declare numbers: Numbers;
  /** The latest evaluation. */
  declare report: EvalReport | undefined;
  /** Whose images are open. */
  declare selected: ConfusionCell | undefined;
  #measure: Measure = "counts";
  #rows: readonly (readonly ShownCell[])[] = [];
  /** Number of the most frequent mistake. */
  #worst: string | undefined;
  /** The one cell that the tab key reaches. */
  #reachable: ConfusionCell = { truth: 0, predicted: 0 };
  #isFocused = false;
  #hovered: ConfusionCell | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Not at every drawing: pointing at a cell draws all of them.
    if (WRITTEN.some((name) => changed.has(name))) this.#write();
  }

  protected override render() {
    const { words, report } = this;
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        ${
          report
            ? html`<div class="parts">
                <div class="matrix">
                  <p class="small muted">${words.intro}</p>
                  ${this.#choice()} ${this.#grid()} ${this.#reading()} ${scaleLegend(words.scale, this.#worst)}
                </div>
                ${classesTable({
                  words: words.perClass,
                  classes: this.classes,
                  numbers: this.numbers,
                  perClass: report.perClass,
                })}
              </div>`
            : html`<p class="muted">${words.empty}</p>`
        }
      </section>
    `;
  }

  #choice() {
    const { measure } = this.words;
    return html`<fieldset>
      <legend>${measure.title}</legend>
      ${MEASURES.map(
        (choice) => html`<label>
          <input
            type="radio"
            name="measure"
            .checked=${choice === this.#measure}
            @change=${() => this.#choose(choice)}
          />
          ${measure[choice]}
        </label>`,
      )}
    </fieldset>`;
  }

  #grid() {
    const { words, classes } = this;
    const lit = this.#lit();
    return html`<table
      class="grid"
      role="grid"
      aria-label=${words.title}
      @click=${this.#clicked}
      @keydown=${this.#pressed}
      @focusin=${this.#focused}
      @focusout=${this.#blurred}
      @pointerover=${this.#pointed}
      @pointerleave=${() => this.#hover(undefined)}
    >
      <thead>
        <tr>
          <th class="corner" scope="col">
            <span class="across">${words.axes.predicted}</span>
            <span>${words.axes.truth}</span>
          </th>
          ${classes.map(
            (name, index) => html`<th scope="col">
              <span class=${classMap({ upright: true, lit: index === lit?.predicted })}>${name}</span>
            </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${this.#rows.map(
          (row, truth) => html`<tr>
            <th scope="row"><span class=${classMap({ lit: truth === lit?.truth })}>${classes[truth]}</span></th>
            ${row.map((cell) => this.#cell(cell, lit))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #cell(cell: ShownCell, lit: ConfusionCell | undefined): TemplateResult {
    const { truth, predicted, count, strength } = cell;
    const isLit = isSame(cell, lit);
    const classes = {
      right: truth === predicted,
      nothing: strength !== undefined && count === 0,
      at: isLit,
      "in-row": !isLit && truth === lit?.truth && predicted < lit.predicted,
      "in-column": !isLit && predicted === lit?.predicted && truth < lit.truth,
    };
    return html`<td
      class=${classMap(classes)}
      style=${inlineStyle(count > 0 && strength !== undefined ? coloursOf(strength) : {})}
      data-truth=${truth}
      data-predicted=${predicted}
      tabindex=${isSame(cell, this.#reachable) ? 0 : -1}
      aria-selected=${isSame(cell, this.selected) ? "true" : "false"}
      aria-label=${cell.label}
    >${cell.text}</td>`;
  }

  /** What the cell at hand means. */
  #reading() {
    const { words, numbers } = this;
    const shown = this.#lit() ?? this.selected;
    const cell = shown && this.#rows[shown.truth]?.[shown.predicted];
    return html`<div class="reading">
      <p>
        ${
          cell
            ? words.sentence({
                ...cell,
                countText: numbers.integer(cell.count),
                share: numbers.share(cell.share, 1),
              })
            : html`<span class="muted">${words.hint}</span>`
        }
        ${cell && isSame(cell, this.selected) ? html`<span class="muted">${words.chosen}</span>` : nothing}
      </p>
      ${
        this.selected
          ? html`<button type="button" @click=${this.#showAll}>${words.showAll}</button>`
          : nothing
      }
    </div>`;
  }

  #write(): void {
    const { rows, worst } = matrixOf(this.report?.confusion ?? [], this.#measure);
    this.#rows = rows.map((row) =>
      row.map((cell) => ({ ...cell, text: this.#text(cell), label: this.#label(cell) })),
    );
    this.#worst = worst && this.#value(worst);
  }

  /** At most three characters, so that ten columns fit on a phone. */
  #text({ count, share }: MatrixCell): string {
    if (this.#measure === "counts") return this.numbers.integer(count);
    return this.numbers.fixed(share * 100, share > 0 && share < WHOLE_SHARE ? 1 : 0);
  }

  #value({ count, share }: MatrixCell): string {
    return this.#measure === "counts" ? this.numbers.integer(count) : this.numbers.share(share, 1);
  }

  #label(cell: MatrixCell): string {
    const { words, classes } = this;
    const [truth = "", predicted = ""] = [classes[cell.truth], classes[cell.predicted]];
    return cell.truth === cell.predicted
      ? words.right(truth, this.#value(cell))
      : words.cell(truth, predicted, this.#value(cell));
  }

  #choose(measure: Measure): void {
    this.#measure = measure;
    this.#write();
    this.requestUpdate();
  }

  /** The cell under the pointer, else the one with the focus. */
  #lit(): ConfusionCell | undefined {
    return this.#hovered ?? (this.#isFocused ? this.#reachable : undefined);
  }

  #hover(cell: ConfusionCell | undefined): void {
    if (isSame(cell, this.#hovered)) return;
    this.#hovered = cell;
    this.requestUpdate();
  }

  #pointed(event: PointerEvent): void {
    this.#hover(cellOf(event));
  }

  #focused(event: FocusEvent): void {
    this.#reachable = cellOf(event) ?? this.#reachable;
    this.#isFocused = true;
    this.requestUpdate();
  }

  #blurred(): void {
    this.#isFocused = false;
    this.requestUpdate();
  }

  #clicked(event: MouseEvent): void {
    const cell = cellOf(event);
    if (cell) this.#toggle(cell);
  }

  #pressed(event: KeyboardEvent): void {
    const cell = cellOf(event);
    if (!cell) return;
    const side = this.classes.length;
    const shape = { columns: side, count: side * side, pageRows: PAGE_ROWS, isFlowing: false };
    const target = cellAfter(cell.truth * side + cell.predicted, event, shape);
    if (target !== undefined) this.#focusCell(Math.floor(target / side), target % side);
    else if (event.key === "Enter" || event.key === " ") this.#toggle(cell);
    else return;
    event.preventDefault();
  }

  #focusCell(truth: number, predicted: number): void {
    // What is read out follows the keys from now on.
    this.#hovered = undefined;
    const cell = `[data-truth="${truth}"][data-predicted="${predicted}"]`;
    this.renderRoot.querySelector<HTMLElement>(cell)?.focus();
  }

  #toggle(cell: ConfusionCell): void {
    this.#open(isSame(cell, this.selected) ? undefined : cell);
  }

  #showAll(): void {
    this.#open(undefined);
    // The button goes, and the focus must not go with it.
    this.#focusCell(this.#reachable.truth, this.#reachable.predicted);
  }

  #open(detail: ConfusionCell | undefined): void {
    this.dispatchEvent(new CustomEvent<ConfusionCell | undefined>("cell", { detail }));
  }
}
