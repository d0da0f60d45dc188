/** Fourth section of the report: test images that the network gets wrong. */

import { html, nothing, type TemplateResult } from "lit";
import { drawGrey } from "../../draw/pixels";
import { inkOnPaper } from "../../draw/report-figures";
import type { EvalReport, MistakesFound } from "../../engine/protocol";
import { frequentMistakes } from "../../state/report-facts";
import type { ReportWords } from "../../words/en/report";
import type { Numbers } from "../../words/numbers";

export type Mistakes = MistakesFound["mistakes"];

export interface MistakesInput {
  words: ReportWords["mistakes"];
  classes: readonly string[];
  numbers: Numbers;
  evaluations: readonly EvalReport[];
  mistakes: Mistakes;
}

const MOST_IMAGES = 30;
const MOST_FREQUENT = 3;
const SIDE = 28;
/** Pixels of the canvas for each of the image. */
const SCALE = 4;

export function mistakesSection(input: MistakesInput): TemplateResult {
  const { words, evaluations, mistakes, numbers } = input;
  const last = evaluations.at(-1);
  const shown = mistakes.slice(0, MOST_IMAGES);
  return html`
    ${last ? summary(last, input) : nothing}
    ${
      shown.length > 0
        ? html`<p class="above-images">${words.shown(numbers.integer(shown.length))}</p>`
        : html`<p class="muted">${last ? words.noneKept : words.empty}</p>`
    }
    <div class="mistakes">${shown.map((mistake) => image(mistake, input))}</div>
  `;
}

function summary({ count, accuracy, confusion }: EvalReport, input: MistakesInput): TemplateResult {
  const { words, classes, numbers } = input;
  const wrong = Math.round(count * (1 - accuracy));
  const frequent = frequentMistakes(confusion, MOST_FREQUENT).map(({ truth, predicted, count }) =>
    words.takenFor(classes[truth] ?? "", classes[predicted] ?? "", numbers.integer(count)),
  );
  return html`<p class="above-images">
    ${words.summary(numbers.integer(wrong), numbers.integer(count), numbers.share(accuracy))}
    ${frequent.length > 0 ? `${words.frequent} ${frequent.join("; ")}.` : nothing}
  </p>`;
}

function image(
  { index, truth, predicted, probabilities }: Mistakes[number],
  input: MistakesInput,
): TemplateResult {
  const { words, classes, numbers } = input;
  const name = classes[truth] ?? "";
  return html`<figure>
    <canvas
      width=${SIDE * SCALE}
      height=${SIDE * SCALE}
      role="img"
      aria-label=${words.image(numbers.integer(index), name)}
    ></canvas>
    <figcaption>
      <strong>${name}</strong>
      <span>${words.caption(classes[predicted] ?? "")}</span>
      <span>${numbers.share(probabilities[predicted], 1)}</span>
    </figcaption>
  </figure>`;
}

/** Onto the canvases that the section has made for them. */
export function drawMistakes(root: ParentNode, mistakes: Mistakes): void {
  root.querySelectorAll<HTMLCanvasElement>(".mistakes canvas").forEach((canvas, place) => {
    const context = canvas.getContext("2d");
    const mistake = mistakes[place];
    if (context && mistake) drawGrey(context, inkOnPaper(mistake.pixels, SIDE, SCALE), SIDE * SCALE);
  });
}
