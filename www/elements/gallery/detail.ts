/** One image of the gallery, large, with all that the network said of it. */

import { css, html, nothing, type TemplateResult } from "lit";
import type { GalleryWords } from "../../words/en/gallery";
import type { Numbers } from "../../words/numbers";
import { inlineStyle } from "../inline-style";
import { picture } from "./picture";
import type { Mistake } from "./tile";

/** Probability of the true class below which an image may be hopeless. */
const HOPELESS = 0.1;

export const detailStyles = css`
  .detail {
    container-type: inline-size;
    padding: 1rem;
    border: 1.5px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
  }
  .detail h3 {
    margin: 0;
    font-size: 1rem;
    font-weight: 650;
  }
  .about {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75rem 1.25rem;
    margin-top: 0.75rem;
  }
  .detail canvas {
    display: block;
    width: 112px;
    height: 112px;
    border-radius: 4px;
    image-rendering: pixelated;
  }
  @container (min-width: 20rem) {
    .detail canvas {
      width: 168px;
      height: 168px;
    }
  }
  /* What it is beside how likely each class was. */
  @container (min-width: 40rem) {
    .body {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0 2rem;
    }
  }
  .detail dl {
    margin: 0;
  }
  .detail dt {
    color: var(--muted);
    font-size: 0.875rem;
  }
  .detail dd {
    margin: 0 0 0.4rem;
    font-weight: 600;
  }
  .detail h4 {
    margin: 0.75rem 0 0.3rem;
    color: var(--muted);
    font-size: 0.875rem;
    font-weight: 400;
  }
  .probabilities {
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .probabilities li {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr) 4.1rem;
    align-items: center;
    gap: 0.5rem;
    line-height: 1.45;
  }
  .probabilities .said {
    font-weight: 650;
  }
  .probabilities span:last-child {
    text-align: right;
  }
  .track {
    height: 0.6rem;
    border-radius: 0.3rem;
    background: var(--line);
  }
  .bar {
    display: block;
    height: 100%;
    border-radius: inherit;
    background: var(--train);
  }
  .said .bar {
    background: var(--accent);
  }
  .note {
    margin-top: 0.6rem;
    font-size: 0.875rem;
    text-wrap: pretty;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-top: 1rem;
  }
`;

interface DetailShown {
  mistake: Mistake;
  words: GalleryWords;
  classes: readonly string[];
  numbers: Numbers;
  onPick: () => void;
  onClose: () => void;
}

export function detail(shown: DetailShown): TemplateResult {
  const { mistake, classes, numbers } = shown;
  const { detail: words } = shown.words;
  const { index, truth, predicted, probabilities, loss, pixels } = mistake;
  const isHopeless = truth !== predicted && (probabilities[truth] ?? 0) < HOPELESS;
  return html`<div class="detail" role="group" aria-labelledby="detail" tabindex="-1">
    <h3 id="detail">${words.title(String(index))}</h3>
    <div class="body">
    <div class="about">
      <canvas role="img" aria-label=${classes[truth] ?? ""} ${picture(pixels)}></canvas>
      <dl>
        <dt>${words.truth}</dt>
        <dd>${classes[truth]}</dd>
        <dt>${words.predicted}</dt>
        <dd>${classes[predicted]}, ${numbers.share(probabilities[predicted], 1)}</dd>
        <dt>${words.loss}</dt>
        <dd>${numbers.fixed(loss, 2)}</dd>
      </dl>
    </div>
    <div>
    <h4 id="probabilities">${words.probabilities}</h4>
    <ul class="probabilities" aria-labelledby="probabilities">
      ${classes.map((name, label) => probability(name, label, shown))}
    </ul>
    </div>
    </div>
    <p class="note muted">${words.lossMeaning}</p>
    ${isHopeless ? html`<p class="note muted">${words.hopeless}</p>` : nothing}
    <div class="acts">
      <button type="button" @click=${shown.onPick}>${words.pick}</button>
      <button type="button" @click=${shown.onClose}>${words.close}</button>
    </div>
  </div>`;
}

function probability(name: string, label: number, { mistake, words, numbers }: DetailShown): TemplateResult {
  const share = mistake.probabilities[label] ?? 0;
  const isSaid = label === mistake.predicted;
  let marked = name;
  if (label === mistake.truth) marked = words.right(name);
  else if (isSaid) marked = words.wrong(name);
  return html`<li class=${isSaid ? "said" : ""}>
    <span>${marked}</span>
    <span class="track"><span class="bar" style=${inlineStyle({ width: `${share * 100}%` })}></span></span>
    <span>${numbers.share(share, 1)}</span>
  </li>`;
}
