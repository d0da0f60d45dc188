/** Accuracy and loss over the epochs. */

import { css, html, LitElement, nothing, type PropertyValues, unsafeCSS } from "lit";
import chartStyles from "uplot/dist/uPlot.min.css?inline";
import { type ChartOptions, LineChart } from "../draw/line-chart";
import { decimate, robustRange, smooth } from "../draw/series";
import type { EvalReport, StepReport } from "../engine/protocol";
import { base } from "./theme";

/** Share of an epoch over which the bold training line is averaged. */
const SMOOTHING_EPOCHS = 0.05;
/** Of the points, at either end, left out of the drawn range: the first mini-batches. */
const OUTLIERS = 0.03;

const ACCURACY: ChartOptions = {
  format: (share) => `${Math.round(share * 1000) / 10}\u202f%`,
  range(values) {
    const [low] = robustRange(values, OUTLIERS) ?? [0];
    return [Math.max(Math.floor(low * 10) / 10 - 0.05, 0), 1];
  },
};
const LOSS: ChartOptions = {
  format: (loss) => String(Math.round(loss * 1000) / 1000),
  range(values) {
    const [, high] = robustRange(values, OUTLIERS) ?? [0, 2.4];
    return [0, Math.max(high * 1.1, 0.1)];
  },
};

export class CurvesPanel extends LitElement {
  static override properties = {
    steps: { attribute: false },
    evaluations: { attribute: false },
    epochSize: { attribute: false },
  };
  static override styles = [
    unsafeCSS(chartStyles),
    base,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: 1.5rem 2rem;
      }
      figure {
        min-width: 0;
        margin: 0;
        position: relative;
      }
      figcaption {
        margin-bottom: 0.4rem;
      }
      .empty {
        position: absolute;
        inset: 2rem 1rem auto 3.5rem;
        height: 180px;
        display: grid;
        place-content: center;
        text-align: center;
        color: var(--muted);
        pointer-events: none;
      }
      .empty span {
        padding: 0.25rem 0.75rem;
        background: var(--ground);
      }
      .u-legend {
        margin: 0.3rem 0 0;
        color: var(--ink);
        text-align: left;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .u-legend th {
        font-weight: 400;
        color: var(--muted);
      }
      .u-inline tr {
        margin-right: 1rem;
      }
      .u-series > *,
      .u-legend th {
        padding: 2px 2px 2px 0;
      }
      .u-series th {
        cursor: default;
      }
      /* By the style sheet, not by uPlot, which would not follow a change between light and dark. */
      .u-series .u-marker {
        height: 4px;
        border: 0 !important;
        background: var(--train-faint) !important;
      }
      .u-series:nth-child(1) .u-marker {
        display: none;
      }
      .u-series:nth-child(3) .u-marker {
        background: var(--train) !important;
      }
      .u-series:nth-child(4) .u-marker {
        background: var(--test) !important;
      }
      .u-series:nth-child(5) .u-marker {
        background: repeating-linear-gradient(
          90deg,
          var(--train) 0 3px,
          transparent 3px 6px
        ) !important;
      }
      .note {
        max-width: 44rem;
        margin-top: 1rem;
        font-size: 0.9rem;
      }
    `,
  ];

  declare steps: readonly StepReport[];
  declare evaluations: readonly EvalReport[];
  /** Training images in an epoch. */
  declare epochSize: number;
  #charts: { accuracy: LineChart; loss: LineChart } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#charts?.accuracy.destroy();
    this.#charts?.loss.destroy();
    this.#charts = undefined;
  }

  protected override render() {
    return html`
      <section aria-label="Curves">
        <h2>How well it learns</h2>
        <div class="charts">
          ${this.#figure("accuracy", "Accuracy", "Share of images it gets right")}
          ${this.#figure("loss", "Loss", "How wrong its guesses are: lower is better")}
        </div>
        <p class="note muted">
          Test can be above Train: Train is counted while dropout mutes a part of the network, Test with all of
          it. “Train, dropout off” counts up to 5,000 of the training images as Test counts its own.
        </p>
      </section>
    `;
  }

  #figure(name: "accuracy" | "loss", title: string, meaning: string) {
    return html`
      <figure>
        <figcaption><strong>${title}</strong> <span class="muted">· ${meaning}</span></figcaption>
        <div class=${name} role="img" aria-label=${this.#description(name)}></div>
        ${this.steps.length === 0 ? html`<p class="empty"><span>Press Train, and the curve grows.</span></p>` : nothing}
      </figure>
    `;
  }

  #description(name: "accuracy" | "loss"): string {
    const last = this.evaluations.at(-1);
    const numbers = last ? ` Latest test ${name}: ${last[name].toFixed(4)}.` : "";
    return `Training and test ${name} over the epochs.${numbers} The table of results holds the numbers.`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("steps") && !changed.has("evaluations")) return;
    this.#charts ??= { accuracy: this.#chart("accuracy", ACCURACY), loss: this.#chart("loss", LOSS) };
    this.#draw(this.#charts.accuracy, "accuracy");
    this.#draw(this.#charts.loss, "loss");
  }

  #chart(name: "accuracy" | "loss", options: ChartOptions): LineChart {
    const container = this.renderRoot.querySelector<HTMLElement>(`.${name}`);
    if (!container) throw new Error(`no place for the chart of ${name}`);
    return new LineChart(container, options);
  }

  #draw(chart: LineChart, name: "accuracy" | "loss"): void {
    const train = decimate({
      x: this.steps.map((report) => report.imagesSeen / this.epochSize),
      y: this.steps.map((report) => report[name]),
    });
    const samples = this.evaluations.flatMap(({ epoch, trainSample }) =>
      trainSample ? [{ x: epoch, y: trainSample[name] }] : [],
    );
    chart.update({
      train,
      smoothed: smooth(train, SMOOTHING_EPOCHS),
      test: {
        x: this.evaluations.map((report) => report.epoch),
        y: this.evaluations.map((report) => report[name]),
      },
      sample: { x: samples.map(({ x }) => x), y: samples.map(({ y }) => y) },
    });
  }
}
