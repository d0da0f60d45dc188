/** One chart over the epochs: each report, their smoothed course, and the results of the evaluations. */

import uPlot from "uplot";
import type { Points } from "./series";

export interface ChartOptions {
  /** What the y axis shows, for the read-out under the chart. */
  format(value: number): string;
  /** The range to draw for what is there; undefined when there is nothing yet. */
  range(values: readonly number[]): [number, number];
}

export interface ChartLines {
  train: Points;
  smoothed: Points;
  test: Points;
  /** Training images, measured as the test images are. */
  sample: Points;
}

const HEIGHT = 240;
const NOTHING: uPlot.AlignedData = [[], [], [], [], []];

export class LineChart {
  readonly #container: HTMLElement;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  readonly #redraw = () => this.#plot.redraw();

  constructor(container: HTMLElement, options: ChartOptions) {
    this.#container = container;
    this.#plot = new uPlot(this.#options(options), NOTHING, container);
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(container);
    this.#scheme.addEventListener("change", this.#redraw);
  }

  update({ train, smoothed, test, sample }: ChartLines): void {
    this.#plot.setData(uPlot.join([train, smoothed, test, sample].map(({ x, y }) => [x, y])));
  }

  destroy(): void {
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#resize.disconnect();
    this.#plot.destroy();
  }

  #fit(): void {
    const width = this.#container.clientWidth;
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }

  /** Read when drawing, so that light and dark need no second chart. */
  #colour(name: string): () => string {
    return () => getComputedStyle(this.#container).getPropertyValue(name).trim();
  }

  #options({ format, range }: ChartOptions): uPlot.Options {
    const ink = this.#colour("--muted");
    const grid = { stroke: this.#colour("--line"), width: 1 };
    const font = "12px system-ui, sans-serif";
    // The value under the pointer; without a pointer the latest one.
    const value = (plot: uPlot, shown: number | null, line: number, index: number | null) => {
      const read = index === null ? latest(plot, line) : shown;
      return read === null || read === undefined ? "–" : format(read);
    };
    const line = { spanGaps: true, value };
    return {
      width: this.#container.clientWidth || 300,
      height: HEIGHT,
      padding: [12, 12, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: (_plot, _low, high) => [0, high > 0 ? high : 1] },
        y: { range: (plot) => range(valuesOf(plot)) },
      },
      axes: [
        { stroke: ink, grid, ticks: { show: false }, font, size: 30 },
        {
          stroke: ink,
          grid,
          ticks: { show: false },
          font,
          size: 52,
          values: (_plot, ticks) => ticks.map(format),
        },
      ],
      series: [
        { label: "Epoch", value: (plot, shown) => (shown ?? latest(plot, 0))?.toFixed(2) ?? "–" },
        { ...line, label: "Train", stroke: this.#colour("--train-faint"), width: 1, points: { show: false } },
        {
          ...line,
          label: "Train, smoothed",
          stroke: this.#colour("--train"),
          width: 2,
          points: { show: false },
        },
        {
          ...line,
          label: "Test",
          stroke: this.#colour("--test"),
          width: 2,
          points: { show: true, size: 7, fill: this.#colour("--test") },
        },
        {
          ...line,
          label: "Train, dropout off",
          stroke: this.#colour("--train"),
          width: 1,
          dash: [4, 4],
          points: { show: true, size: 5, fill: this.#colour("--train") },
        },
      ],
    };
  }
}

function latest(plot: uPlot, line: number): number | null | undefined {
  return Array.from(plot.data[line] ?? []).findLast((value) => value !== null && value !== undefined);
}

function valuesOf(plot: uPlot): number[] {
  return plot.data
    .slice(1)
    .flatMap((line) => Array.from(line))
    .filter((value) => value !== null && value !== undefined);
}
