/** Accuracy and loss over the epochs: two charts that are read by pointer, keyboard, or as tables. */

import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from "lit";
import chartStyles from "uplot/dist/uPlot.min.css?inline";
import { drawSheet } from "../../draw/chart-sheet";
import { type CursorMove, LINE_LOOKS, LINES, LineChart } from "../../draw/line-chart";
import type { EvalReport, StepReport } from "../../engine/protocol";
import type { CurvesWords } from "../../words/en/curves";
import type { Numbers } from "../../words/numbers";
import { base, buttons, tables } from "../theme";
import { Visibility } from "../visibility";
import { type ChartName, type CurvesData, chartContent, formatTick, formatValue, gapOf } from "./data";
import { curvesStyles } from "./styles";
import { chartTables } from "./tables";

const CHARTS: readonly ChartName[] = ["accuracy", "loss"];

/** Where the references are from. */
const SOURCE = "https://github.com/zalandoresearch/fashion-mnist";

const MOVES: Readonly<Record<string, CursorMove>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  Home: "first",
  End: "last",
  Escape: "away",
};

export class CurvesPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    steps: { attribute: false },
    evaluations: { attribute: false },
    epochSize: { attribute: false },
    interruptions: { attribute: false },
    isCompared: { state: true },
    isLogarithmic: { state: true },
    reading: { state: true },
  };
  static override styles = [unsafeCSS(chartStyles), base, buttons, tables, curvesStyles];

  declare words: CurvesWords;
  declare numbers: Numbers;
  declare steps: readonly StepReport[];
  declare evaluations: readonly EvalReport[];
  /** Training images in an epoch. */
  declare epochSize: number;
  /** Images seen when the training went on after a fault. */
  declare interruptions: readonly number[];
  /** The references are shown. */
  declare private isCompared: boolean;
  /** The axis of the loss. */
  declare private isLogarithmic: boolean;
  /** What the keyboard's cursor is at. */
  declare private reading: { name: ChartName; epoch: number; text: string } | undefined;
  readonly #charts = new Map<ChartName, LineChart>();
  readonly #openTables = new Set<ChartName>();
  readonly #visibility = new Visibility(this, () => this.#catchUp());
  /** The charts show less than there is. */
  #isStale = true;

  constructor() {
    super();
    this.isCompared = true;
    this.isLogarithmic = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of CHARTS) this.#discard(name);
  }

  /** Both charts as they are on the page, as a PNG file. */
  async toPng(): Promise<Blob> {
    await this.updateComplete;
    this.#draw();
    // The charts draw at the end of the task.
    await Promise.resolve();
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const canvas = document.createElement("canvas");
    drawSheet(canvas, {
      charts: CHARTS.map((name) => ({
        title: this.words.charts[name].title,
        canvas: this.#chart(name).canvas,
      })),
      lines: LINES.map((name) => {
        const look = LINE_LOOKS[name];
        return { ...look, colour: colour(look.colour), label: this.words[name] };
      }),
      ground: colour("--ground"),
      ink: colour("--ink"),
      scale: devicePixelRatio,
    });
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture could be made"))));
    });
  }

  get #data(): CurvesData {
    const { steps, evaluations, epochSize, interruptions, words, numbers, isCompared, isLogarithmic } = this;
    return { steps, evaluations, epochSize, interruptions, words, numbers, isCompared, isLogarithmic };
  }

  protected override render() {
    const { words } = this;
    return html`
      <section aria-label=${words.name}>
        <h2>${words.title}</h2>
        <div class="charts">
          ${this.#figure(
            "accuracy",
            this.#switch(words.references, this.isCompared, () => {
              this.isCompared = !this.isCompared;
            }),
          )}
          ${this.#figure(
            "loss",
            this.#switch(words.logarithm, this.isLogarithmic, () => {
              this.isLogarithmic = !this.isLogarithmic;
            }),
          )}
        </div>
        <div class="notes muted">
          <p>${words.note}</p>
          ${
            this.isCompared
              ? html`<p>${words.source.before}<a href=${SOURCE}>${words.source.link}</a>${words.source.after}</p>`
              : nothing
          }
        </div>
      </section>
    `;
  }

  #switch(label: string, isOn: boolean, flip: () => void) {
    return html`<button type="button" class="switch" aria-pressed=${isOn ? "true" : "false"} @click=${flip}>
      <span aria-hidden="true">${isOn ? "✓" : ""}</span>${label}
    </button>`;
  }

  #figure(name: ChartName, button: unknown) {
    const { words } = this;
    const { title, meaning } = words.charts[name];
    return html`
      <figure>
        <figcaption>
          <span><strong>${title}</strong> <span class="muted">· ${meaning}</span></span>
          ${button}
        </figcaption>
        <div class="plot">
          ${this.#cursor(name)}
          ${this.steps.length === 0 ? html`<p class="empty"><span>${words.empty}</span></p>` : nothing}
        </div>
        <details @toggle=${(event: ToggleEvent) => this.#toggle(name, event)}>
          <summary>${words.numbers}<span class="visually-hidden">: ${title}</span></summary>
          ${this.#openTables.has(name) ? chartTables(name, this.#data) : nothing}
        </details>
      </figure>
    `;
  }

  /** The chart, as a slider through the epochs. Its picture comes from `LineChart`. */
  #cursor(name: ChartName) {
    const reading = this.reading?.name === name ? this.reading : undefined;
    const last = this.evaluations.at(-1);
    const trained = (this.steps.at(-1)?.imagesSeen ?? 0) / this.epochSize;
    return html`<div
      class="chart"
      id=${name}
      tabindex="0"
      role="slider"
      aria-label=${this.words.charts[name].cursor}
      aria-valuemin="0"
      aria-valuemax=${Math.ceil(Math.max(trained, last?.epoch ?? 0))}
      aria-valuenow=${(reading?.epoch ?? last?.epoch ?? 0).toFixed(2)}
      aria-valuetext=${reading?.text ?? this.#summary(name, last)}
      @keydown=${(event: KeyboardEvent) => this.#move(name, event)}
      @blur=${() => this.#moveTo(name, "away")}
    ></div>`;
  }

  /** The last evaluation; it changes with each epoch, not with every step. */
  #summary(name: ChartName, last: EvalReport | undefined): string {
    const { words } = this;
    if (!last) return this.steps.length === 0 ? words.empty : words.notTested;
    const gap = gapOf(name, this.#data)?.label;
    const value = formatValue(name, this.numbers, last[name]);
    return [`${words.epoch}: ${last.epoch}`, `${words.test}: ${value}`, gap].filter(Boolean).join(", ");
  }

  #toggle(name: ChartName, { newState }: ToggleEvent): void {
    if (newState === "open") this.#openTables.add(name);
    else this.#openTables.delete(name);
    this.requestUpdate();
  }

  #move(name: ChartName, event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#moveTo(name, move);
  }

  #moveTo(name: ChartName, move: CursorMove): void {
    const chart = this.#chart(name);
    chart.moveCursor(move);
    this.reading = move === "away" ? undefined : { name, epoch: chart.epoch, text: chart.readOut };
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A chart that is made off the page is never given back, and uPlot would keep it and all around it.
    if (!this.isConnected) return;
    const keys = [...changed.keys()].map(String);
    // Names of lines can't be changed in a chart. Its numbers are written with what is in force.
    if (keys.includes("words")) for (const name of CHARTS) this.#discard(name);
    if (keys.includes("isLogarithmic")) this.#discard("loss");
    // They are there from the start, so that nothing moves when they are filled.
    for (const name of CHARTS) this.#chart(name);
    if (keys.some((key) => key !== "reading")) this.#isStale = true;
    // Off the screen each evaluation is enough, for a page that is printed.
    if (keys.includes("evaluations")) this.#draw();
    else this.#catchUp();
  }

  /** Nobody sees how a chart off the screen grows. */
  #catchUp(): void {
    if (this.#isStale && this.#visibility.isVisible) this.#draw();
  }

  #draw(): void {
    for (const name of CHARTS) this.#chart(name).update(chartContent(name, this.#data));
    this.#isStale = false;
  }

  #discard(name: ChartName): void {
    this.#charts.get(name)?.destroy();
    this.#charts.delete(name);
    this.#isStale = true;
  }

  #chart(name: ChartName): LineChart {
    const known = this.#charts.get(name);
    if (known) return known;
    const container = this.renderRoot.querySelector<HTMLElement>(`#${name}`);
    if (!container) throw new Error(`no place for the chart of ${name}`);
    const chart = new LineChart(container, {
      labels: this.words,
      isLogarithmic: name === "loss" && this.isLogarithmic,
      formatTick: (value) => formatTick(name, this.numbers, value),
      formatEpochTick: (value) => this.numbers.short(value, 3),
      formatValue: (value) => formatValue(name, this.numbers, value),
      formatEpoch: (value) => this.numbers.fixed(value, 2),
    });
    this.#charts.set(name, chart);
    return chart;
  }
}
