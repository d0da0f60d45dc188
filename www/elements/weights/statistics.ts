/** Verdict, histogram, facts and text of one parameter, for the panel of weights. */

import { html, nothing, type ReactiveController, type ReactiveControllerHost } from "lit";
import { ref } from "lit/directives/ref.js";
import { drawHistogram, ticksOf } from "../../draw/histogram";
import { written } from "../tiles/numbers";
import type { Parameter } from "./pictures";
import { type Judgement, judge, type Language } from "./texts";

const WIDTH = 320;
const HEIGHT = 168;
const FRAME = { left: 0, top: 20, width: WIDTH, height: 104 };
const MARKS: Readonly<Record<Judgement["mark"], string>> = { good: "✓", expected: "○", wrong: "!" };

interface Shown {
  parameter: Parameter;
  language: Language;
  /** Redrawn when it changes, since colours are painted. */
  isDark: boolean;
}

export class StatisticsView implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #canvas: HTMLCanvasElement | undefined;
  #text: HTMLElement | undefined;
  #shown: Shown | undefined;
  #drawn: (Shown & { canvas: HTMLCanvasElement }) | undefined;
  /** The text stands still while somebody is in it: a new one would undo a selection. */
  #held: { name: string; text: string } | undefined;
  #copied: "copied" | "selected" | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const [shown, canvas, drawn] = [this.#shown, this.#canvas, this.#drawn];
    if (!shown || !canvas) return;
    const isSame =
      drawn?.canvas === canvas &&
      drawn.parameter === shown.parameter &&
      drawn.language.words === shown.language.words &&
      drawn.isDark === shown.isDark;
    if (isSame) return;
    draw(canvas, shown);
    this.#drawn = { ...shown, canvas };
  }

  render(shown: Shown, isUntrained: boolean) {
    this.#shown = shown;
    const { parameter, language } = shown;
    const { mark, text } = judge(parameter, isUntrained, language);
    return html`
      <p class="verdict ${mark}"><span class="icon" aria-hidden="true">${MARKS[mark]}</span> ${text}</p>
      <div class="statistics">
        ${this.#histogram(parameter, language)} ${facts(parameter, language)} ${this.#numpy(parameter, language)}
      </div>
    `;
  }

  #histogram({ name, min, max, mean, std }: Parameter, { words, numbers }: Language) {
    const [low = "", high = "", middle = "", deviation = ""] = [min, max, mean, std].map((value) =>
      written(numbers, value),
    );
    return html`<canvas
      ${ref(this.#keepCanvas)}
      class="histogram"
      role="img"
      aria-label=${words.histogramOf(name, low, high, middle, deviation)}
    ></canvas>`;
  }

  #numpy(parameter: Parameter, { words }: Language) {
    const { name } = parameter;
    const text = this.#held?.name === name ? this.#held.text : parameter.text;
    return html`
      <div class="numpy">
        <div class="bar">
          <span>${words.numpy}</span>
          <button type="button" @click=${() => this.#copy(text)} @blur=${this.#forgetCopy}>${words.copy}</button>
        </div>
        <pre
          ${ref(this.#keepText)}
          tabindex="0"
          role="group"
          aria-label=${words.numpyOf(name)}
          @focus=${() => this.#hold(name, text)}
          @blur=${this.#release}
        >${text}</pre>
        <p class="copied" role="status">${this.#copied ? words[this.#copied] : nothing}</p>
      </div>
    `;
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = "copied";
    } catch {
      // Without https, or in a frame that may not: the keyboard still can.
      this.#text?.focus();
      if (this.#text) getSelection()?.selectAllChildren(this.#text);
      this.#copied = "selected";
    }
    this.#host.requestUpdate();
  }

  readonly #forgetCopy = () => {
    if (this.#copied !== "copied") return;
    this.#copied = undefined;
    this.#host.requestUpdate();
  };

  #hold(name: string, text: string): void {
    this.#held = { name, text };
  }

  readonly #release = () => {
    this.#held = undefined;
    this.#copied = undefined;
    this.#host.requestUpdate();
  };

  readonly #keepCanvas = (canvas: Element | undefined) => {
    this.#canvas = canvas instanceof HTMLCanvasElement ? canvas : undefined;
  };

  readonly #keepText = (text: Element | undefined) => {
    this.#text = text instanceof HTMLElement ? text : undefined;
  };
}

function facts({ min, max, mean, std, zeros, distinct, data }: Parameter, { words, numbers }: Language) {
  const { facts } = words;
  const rows = [
    [facts.count, numbers.integer(data.length)],
    [facts.range, words.range(written(numbers, min), written(numbers, max))],
    [facts.mean, written(numbers, mean)],
    [facts.deviation, written(numbers, std)],
    [facts.zeros, numbers.share(zeros)],
    [facts.distinct, numbers.integer(distinct)],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function draw(canvas: HTMLCanvasElement, { parameter, language }: Shown): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { words, numbers } = language;
  const ratio = devicePixelRatio;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const { histogram, min, max } = parameter;
  drawHistogram(context, {
    counts: histogram,
    ticks: ticksOf(min, max, FRAME).map(({ value, at }) => ({ label: written(numbers, value), at })),
    peak: words.peak(numbers.integer(Math.max(...histogram))),
    axis: words.valueAxis,
    frame: FRAME,
    colours: { bars: colour("--accent"), line: colour("--field-line"), text: colour("--muted") },
    font: `12px ${style.fontFamily}`,
  });
}
