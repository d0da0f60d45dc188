/** What the colours of the confusion matrix stand for. */

import { html, nothing, type TemplateResult } from "lit";
import { heat } from "../../draw/confusion";
import type { ConfusionWords } from "../../words/en/confusion";
import { inlineStyle } from "../inline-style";

const STOPS = [0, 0.25, 0.5, 0.75, 1];

/** Ground and ink of a mistake, on light and on dark pages. */
export function coloursOf(strength: number): { background: string; color: string } {
  const [light, dark] = [heat(strength, "light"), heat(strength, "dark")];
  return {
    background: `light-dark(${light.ground}, ${dark.ground})`,
    color: `light-dark(${light.ink}, ${dark.ink})`,
  };
}

/** `worst`: the number of the most frequent mistake. */
export function scaleLegend(words: ConfusionWords["scale"], worst: string | undefined): TemplateResult {
  const stops = STOPS.map((strength) => coloursOf(strength).background).join(", ");
  return html`
    <div class="scale">
      <span><span class="swatch"></span>${words.right}</span>
      <span>
        ${words.mistakes}: ${words.none}
        <span class="ramp" style=${inlineStyle({ background: `linear-gradient(90deg, ${stops})` })}></span>
        ${worst ?? nothing}
      </span>
    </div>
    <p class="small muted">${words.proportion}</p>
  `;
}
