/** One chart over the epochs: each report, their smoothed course, and the results of the evaluations. */

import uPlot from "uplot";
import {
  drawGap,
  drawMoments,
  drawReferenceLabels,
  drawReferences,
  type Gap,
  type MarkColours,
  type Moment,
  type PlotFrame,
  type Reference,
} from "./chart-marks";
import { type Points, ticksOfLogarithm } from "./series";

/** The lines of a chart, in the order in which they are drawn and read out. */
export const LINES = ["train", "smoothed", "test", "sample"] as const;
export type LineName = (typeof LINES)[number];

/** How each line looks: its colour as a custom property of the page. */
export const LINE_LOOKS: Readonly<
  Record<LineName, { colour: string; width: number; dash: number[]; point: number }>
> = {
  train: { colour: "--train-faint", width: 1, dash: [], point: 0 },
  smoothed: { colour: "--train", width: 2, dash: [], point: 0 },
  test: { colour: "--test", width: 2, dash: [], point: 7 },
  /** Training images, measured as the test images are. */
  sample: { colour: "--train", width: 1, dash: [4, 4], point: 5 },
};

export interface ChartOptions {
  labels: Readonly<Record<LineName | "epoch", string>>;
  isLogarithmic: boolean;
  /** On the axes. */
  formatTick(value: number): string;
  formatEpochTick(value: number): string;
  /** In the read-out under the chart. */
  formatValue(value: number): string;
  formatEpoch(value: number): string;
}

export interface ChartContent {
  lines: Readonly<Record<LineName, Points>>;
  range: readonly [low: number, high: number];
  references: readonly Reference[];
  gap: Gap | undefined;
  moments: readonly Moment[];
}

export type CursorMove = "previous" | "next" | "first" | "last" | "away";

const HEIGHT = 264;
const FONT = "12px system-ui, sans-serif";
const NOTHING: uPlot.AlignedData = [[], [], [], [], []];
const NONE = "–";
/** Distances between ticks: no halves of an epoch where whole ones fit. */
const EPOCH_TICKS = [0.001, 0.01, 0.1, 1, 10, 100, 1000].flatMap((step) => [step, 2 * step, 5 * step]);
/** Key presses from one end to the other. */
const CURSOR_STOPS = 100;

export class LineChart {
  readonly #container: HTMLElement;
  readonly #options: ChartOptions;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  readonly #redraw = () => this.#plot.redraw();
  #content: ChartContent | undefined;

  constructor(container: HTMLElement, options: ChartOptions) {
    this.#container = container;
    this.#options = options;
    this.#plot = new uPlot(this.#plotOptions(), NOTHING, container);
    this.#followFinger();
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(container);
    this.#scheme.addEventListener("change", this.#redraw);
  }

  update(content: ChartContent): void {
    this.#content = content;
    this.#plot.setData(uPlot.join(LINES.map((name) => [content.lines[name].x, content.lines[name].y])));
  }

  destroy(): void {
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#resize.disconnect();
    this.#plot.destroy();
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  /** Epoch at the cursor; without a cursor the last one. */
  get epoch(): number {
    const index = this.#plot.cursor.idx;
    return (
      (index === null || index === undefined ? undefined : this.#plot.data[0]?.[index]) ?? this.lastEpoch
    );
  }

  get lastEpoch(): number {
    return latest(this.#plot, 0) ?? 0;
  }

  /** What the legend shows, as one text. */
  get readOut(): string {
    const indices = this.#plot.cursor.idxs ?? [];
    const shown = LINES.map((name, index) => {
      const value = this.#value(index + 1, indices[index + 1] ?? null);
      return `${this.#options.labels[name]}: ${value}`;
    });
    return [`${this.#options.labels.epoch}: ${this.#options.formatEpoch(this.epoch)}`, ...shown].join(", ");
  }

  /** From the keyboard; a pointer moves the cursor by itself. */
  moveCursor(move: CursorMove): void {
    const epochs = this.#plot.data[0] ?? [];
    const last = epochs.length - 1;
    if (move === "away" || last < 0) {
      this.#plot.setCursor({ left: -1, top: -1 });
      return;
    }
    const stride = Math.max(Math.round(last / CURSOR_STOPS), 1);
    const from = this.#plot.cursor.idx ?? last;
    const targets: Record<typeof move, number> = {
      previous: from - stride,
      next: from + stride,
      first: 0,
      last,
    };
    const index = Math.min(Math.max(targets[move], 0), last);
    this.#plot.setCursor({ left: this.#plot.valToPos(epochs[index] ?? 0, "x"), top: 0 });
  }

  /** uPlot follows a mouse only. Up and down still scrolls the page. */
  #followFinger(): void {
    const { over } = this.#plot;
    over.style.touchAction = "pan-y";
    const follow = ({ pointerType, clientX }: PointerEvent) => {
      if (pointerType === "mouse") return;
      this.#plot.setCursor({ left: clientX - over.getBoundingClientRect().left, top: 0 });
    };
    over.addEventListener("pointerdown", follow);
    over.addEventListener("pointermove", follow);
  }

  #fit(): void {
    const width = this.#container.clientWidth;
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }

  /** Read when drawing, so that light and dark need no second chart. */
  #colour(name: string): () => string {
    return () => getComputedStyle(this.#container).getPropertyValue(name).trim();
  }

  #markColours(): MarkColours {
    const colours = getComputedStyle(this.#container);
    const colour = (name: string) => colours.getPropertyValue(name).trim();
    return { ink: colour("--muted"), accent: colour("--accent"), ground: colour("--ground") };
  }

  #frame(): PlotFrame {
    const { left, top, width, height } = this.#plot.bbox;
    const at = (scale: string) => (value: number) => this.#plot.valToPos(value, scale, true);
    return { left, top, width, height, scale: uPlot.pxRatio, x: at("x"), y: at("y") };
  }

  #drawBelow(): void {
    const { ctx } = this.#plot;
    if (this.#content) drawReferences(ctx, this.#frame(), this.#content.references, this.#markColours());
  }

  #drawAbove(): void {
    if (!this.#content) return;
    const { references, gap, lines, moments } = this.#content;
    const colours = this.#markColours();
    const bold = [lines.smoothed, lines.test];
    drawReferenceLabels(this.#plot.ctx, this.#frame(), references, bold, colours);
    drawMoments(this.#plot.ctx, this.#frame(), moments, colours);
    if (gap) drawGap(this.#plot.ctx, this.#frame(), gap, colours);
  }

  /** Of a line at the cursor, or the latest one without a cursor. */
  #value(line: number, index: number | null): string {
    const value = index === null ? latest(this.#plot, line) : this.#plot.data[line]?.[index];
    return value === null || value === undefined ? NONE : this.#options.formatValue(value);
  }

  #plotOptions(): uPlot.Options {
    const { labels, isLogarithmic, formatTick, formatEpochTick, formatEpoch } = this.#options;
    const ink = this.#colour("--muted");
    const axis = {
      stroke: ink,
      grid: { stroke: this.#colour("--line"), width: 1 },
      ticks: { show: false },
      font: FONT,
    };
    const logarithm = {
      splits: (_plot: uPlot, _axis: number, low: number, high: number) => ticksOfLogarithm(low, high),
      filter: (_plot: uPlot, splits: number[]) => splits,
    };
    return {
      width: this.#container.clientWidth || 300,
      height: HEIGHT,
      padding: [20, 16, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      hooks: { drawClear: [() => this.#drawBelow()], draw: [() => this.#drawAbove()] },
      scales: {
        x: { time: false, range: (_plot, _low, high) => [0, high > 0 ? high : 1] },
        y: { distr: isLogarithmic ? 3 : 1, range: () => [...(this.#content?.range ?? [0.1, 1])] },
      },
      axes: [
        {
          ...axis,
          incrs: EPOCH_TICKS,
          values: (_plot, ticks) => ticks.map(formatEpochTick),
          size: 30,
          label: labels.epoch,
          labelSize: 16,
          labelGap: -2,
          labelFont: FONT,
        },
        {
          ...axis,
          size: 52,
          values: (_plot, ticks) => ticks.map(formatTick),
          ...(isLogarithmic && logarithm),
        },
      ],
      series: [
        { label: labels.epoch, value: () => (this.#plot.data[0]?.length ? formatEpoch(this.epoch) : NONE) },
        ...LINES.map((name) => this.#series(name)),
      ],
    };
  }

  #series(name: LineName): uPlot.Series {
    const { colour, width, dash, point } = LINE_LOOKS[name];
    const stroke = this.#colour(colour);
    return {
      label: this.#options.labels[name],
      spanGaps: true,
      value: (_plot, _value, line, index) => this.#value(line, index),
      stroke,
      width,
      dash,
      points: { show: point > 0, size: point, fill: stroke },
    };
  }
}

function latest(plot: uPlot, line: number): number | undefined {
  const value = Array.from(plot.data[line] ?? []).findLast((each) => each !== null && each !== undefined);
  return value ?? undefined;
}
