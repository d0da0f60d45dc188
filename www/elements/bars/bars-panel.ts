/** What the network says of the drawing, and the picture that it says it of. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { drawFrame, greyImage } from "../../draw/pixels";
import type { DrawingPrediction, ModelChoice } from "../../engine/protocol";
import type { BarsWords } from "../../words/en/bars";
import type { Numbers } from "../../words/numbers";
import { Announcer } from "../announcer";
import { inlineStyle } from "../inline-style";
import { base } from "../theme";
import { barsStyles } from "./styles";
import { type Verdict, verdictOf } from "./verdict";

/** Pixels of a side of what the network sees. */
const SIDE = 28;
/** Pixels of a side of the drawing, and of the frame's line on it. */
const DRAWING_SIDE = 280;
const FRAME_THICKNESS = 6;
/** Between two verdicts that a screen reader is told. */
const INTERVAL_MILLIS = 2000;

export class BarsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    prediction: { attribute: false },
    drawing: { attribute: false },
    model: { attribute: false },
    isBusy: { attribute: false },
    problem: { attribute: false },
    isModelLoading: { attribute: false },
  };
  static override styles = [base, barsStyles];

  declare words: BarsWords;
  declare classes: readonly string[];
  declare numbers: Numbers;
  /** Of the drawing, or of one a moment ago. */
  declare prediction: DrawingPrediction | undefined;
  /** Undefined while nothing is drawn. */
  declare drawing: ImageData | undefined;
  declare model: ModelChoice;
  /** Asked, and not answered yet. */
  declare isBusy: boolean;
  declare problem: string | undefined;
  declare isModelLoading: boolean;
  readonly #announcer = new Announcer((text) => this.#announce(text), INTERVAL_MILLIS);
  #hasSpoken = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
  }

  protected override render() {
    const { words, model, problem } = this;
    const prediction = this.#shown;
    const verdict = prediction && verdictOf(prediction.probabilities);
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        <div class="verdict">
          ${this.#picture("seen", words.seen, SIDE)}
          <div>
            ${verdict ? html`<p class="muted">${words.speakers[model]}</p>` : nothing}
            ${problem ? nothing : html`<p class="headline ${verdict ? "" : "quiet"}">${whole(this.#headline(verdict))}</p>`}
            ${this.isModelLoading ? html`<p class="muted">${words.modelLoading}</p>` : nothing}
            <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : nothing}</div>
          </div>
        </div>
        <ul class="bars ${prediction ? "" : "muted"}" aria-label=${words.bars} aria-busy=${this.isBusy ? "true" : "false"}>
          ${this.classes.map((name, label) => this.#bar(name, label, prediction))}
        </ul>
        <p class="muted help">${words.unsureHelp}</p>
        <div class="way">
        <h3>${words.steps}</h3>
        <ol class="steps">
          <li>${this.#picture("framed", words.drawing, DRAWING_SIDE)}<span>${words.drawingStep}</span></li>
          <li>${this.#picture("cut", words.cut, SIDE)}<span>${this.#cutStep(prediction)}</span></li>
          <li>
            ${this.#picture("centred", words.seen, SIDE)}<span
              >${words.seenStep}${prediction?.isInverted ? `, ${words.inverted}` : nothing}</span
            >
          </li>
        </ol>
        </div>
        <p class="visually-hidden live" aria-live="polite"></p>
      </section>
    `;
  }

  /** None while the pad is empty, even if an answer still comes in. */
  get #shown(): DrawingPrediction | undefined {
    return this.drawing && this.prediction;
  }

  #headline(verdict: Verdict | undefined): string {
    const { words, numbers } = this;
    const name = (label: number) => this.classes[label] ?? "";
    if (!verdict) return this.drawing ? words.waiting : words.empty;
    if (verdict.type === "sure") return words.sure(name(verdict.label), numbers.share(verdict.share, 0));
    return verdict.type === "unsure" ? words.unsure(verdict.labels.map(name)) : words.clueless;
  }

  #bar(name: string, label: number, prediction: DrawingPrediction | undefined) {
    const share = prediction?.probabilities[label];
    const isBest = label === prediction?.label;
    return html`<li class=${isBest ? "best" : ""}>
      <span class="marker" aria-hidden="true">${isBest ? "▸" : nothing}</span>
      <span class="name" data-name=${name}>${name}</span>
      <span class="track"><span style=${inlineStyle({ transform: `scaleX(${share ?? 0})` })}></span></span>
      <span class="share">${this.numbers.share(share, 0)}</span>
      ${isBest ? html`<span class="visually-hidden">${this.words.best}</span>` : nothing}
    </li>`;
  }

  #cutStep(prediction: DrawingPrediction | undefined): string {
    const { words, numbers } = this;
    if (!prediction) return words.cutStepEmpty;
    const { scaledWidth, scaledHeight } = prediction;
    return words.cutStep(numbers.integer(scaledWidth), numbers.integer(scaledHeight));
  }

  #picture(name: string, label: string, side: number) {
    return html`<span class="picture"
      ><canvas class=${name} width=${side} height=${side} role="img" aria-label=${label}></canvas
    ></span>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("prediction") || changed.has("drawing")) this.#draw();
    const prediction = this.#shown;
    if (!prediction && !(this.#hasSpoken && !this.drawing)) return;
    this.#hasSpoken = true;
    this.#announcer.say(this.#headline(prediction && verdictOf(prediction.probabilities)));
  }

  #draw(): void {
    const prediction = this.#shown;
    const seen = prediction && greyImage(prediction.seen, SIDE);
    const width = prediction?.scaledWidth ?? SIDE;
    const height = prediction?.scaledHeight ?? SIDE;
    for (const name of ["seen", "centred"]) {
      paint(this.#context(name), (context) => seen && context.putImageData(seen, 0, 0));
    }
    paint(this.#context("framed"), (context) => {
      if (this.drawing) context.putImageData(this.drawing, 0, 0);
      if (prediction) drawFrame(context, prediction.box, FRAME_THICKNESS);
    });
    const cut = this.#context("cut");
    if (!cut) return;
    // As large as its part of the other pictures, in their pixels. An odd one goes to the left and to the top.
    cut.canvas.width = width;
    cut.canvas.height = height;
    cut.canvas.style.width = `${(width / SIDE) * 100}%`;
    paint(cut, (context) => {
      seen && context.putImageData(seen, -Math.ceil((SIDE - width) / 2), -Math.ceil((SIDE - height) / 2));
    });
  }

  #context(name: string): CanvasRenderingContext2D | null | undefined {
    return this.renderRoot.querySelector<HTMLCanvasElement>(`canvas.${name}`)?.getContext("2d");
  }

  #announce(text: string): void {
    const live = this.renderRoot.querySelector(".live");
    if (live) live.textContent = text;
  }
}

/** On a canvas without what was on it. */
function paint(
  context: CanvasRenderingContext2D | null | undefined,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  if (!context) return;
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  draw(context);
}

/** Words with a hyphen, such as T-shirt/top, are not broken at it. */
function whole(text: string) {
  return text
    .split(/(\S+-\S+)/)
    .map((part) => (part.includes("-") ? html`<span class="whole">${part}</span>` : part));
}
