/** One small image of the gallery. */

import { html, type TemplateResult } from "lit";
import type { MistakesFound } from "../../engine/protocol";
import type { GalleryWords } from "../../words/en/gallery";
import type { Numbers } from "../../words/numbers";
import { picture } from "./picture";

/** A test image, what the network said of it, and its pixels. */
export type Mistake = MistakesFound["mistakes"][number];

interface TileShown {
  mistake: Mistake;
  /** In the list. */
  position: number;
  isReachable: boolean;
  isOpened: boolean;
  words: GalleryWords;
  classes: readonly string[];
  numbers: Numbers;
}

export function tile(shown: TileShown): TemplateResult {
  const { mistake, words, classes } = shown;
  const { index, truth, predicted, probabilities, pixels } = mistake;
  const said = {
    number: String(index),
    truth: classes[truth] ?? "",
    predicted: classes[predicted] ?? "",
    share: shown.numbers.share(probabilities[predicted], 0),
  };
  const isRight = truth === predicted;
  return html`<div role="gridcell">
    <button
      type="button"
      data-position=${shown.position}
      tabindex=${shown.isReachable ? 0 : -1}
      aria-label=${isRight ? words.recognised(said) : words.image(said)}
      aria-current=${shown.isOpened ? "true" : "false"}
    >
      <canvas ${picture(pixels)}></canvas>
      <span class="right">${words.right(said.truth)}</span>
      <span>${isRight ? said.share : words.wrong(said.predicted)}</span>
    </button>
  </div>`;
}

/** Position in the list of the image that an event comes from. */
export function positionOf({ target }: Event): number | undefined {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-position]") : undefined;
  return button ? Number(button.dataset.position) : undefined;
}
