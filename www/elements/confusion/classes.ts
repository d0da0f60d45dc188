/** Precision, recall and F1 of each class, as a table in the order of the classes. */

import { css, html, type TemplateResult } from "lit";
import type { EvalReport } from "../../engine/protocol";
import type { ConfusionWords } from "../../words/en/confusion";
import type { Numbers } from "../../words/numbers";
import { inlineStyle } from "../inline-style";

export const classesStyles = css`
  .classes h3 {
    margin: 0 0 0.4rem;
    font-size: 0.925rem;
    font-weight: 650;
  }
  .f1 {
    display: grid;
    /* As wide as "100.0 %" in every row, so that all bars have one scale. */
    grid-template-columns: minmax(1rem, 5rem) 6ch;
    justify-content: end;
    align-items: center;
    gap: 0.5rem;
  }
  .track {
    height: 0.5rem;
    border-radius: 0.25rem;
    background: var(--line);
  }
  .bar {
    display: block;
    height: 100%;
    border-radius: inherit;
    background: var(--accent);
  }
  dl {
    margin: 0.75rem 0 0;
    font-size: 0.875rem;
  }
  dl > div + div {
    margin-top: 0.25rem;
  }
  dt,
  dd {
    display: inline;
    margin: 0;
  }
  dt {
    font-weight: 650;
  }
  dd {
    color: var(--muted);
  }
  @container (max-width: 30rem) {
    .classes table {
      font-size: 0.8rem;
    }
    .classes :is(th, td):not(:first-child, :last-child) {
      padding-inline: 0.2rem;
    }
    .f1 {
      grid-template-columns: minmax(1rem, 2rem) 6ch;
    }
  }
`;

interface ClassesShown {
  words: ConfusionWords["perClass"];
  classes: readonly string[];
  numbers: Numbers;
  perClass: EvalReport["perClass"];
}

export function classesTable({ words, classes, numbers, perClass }: ClassesShown): TemplateResult {
  const share = (value: number) => numbers.share(value, 1);
  const meanings = [
    [words.precision, words.precisionMeaning],
    [words.recall, words.recallMeaning],
    [words.f1, words.f1Meaning],
  ];
  return html`
    <div class="classes">
      <h3 id="classes">${words.title}</h3>
      <table aria-labelledby="classes">
        <thead>
          <tr>
            <th scope="col">${words.name}</th>
            <th scope="col">${words.precision}</th>
            <th scope="col">${words.recall}</th>
            <th scope="col">${words.f1}</th>
          </tr>
        </thead>
        <tbody>
          ${perClass.map(
            ({ precision, recall, f1 }, index) => html`<tr>
              <th scope="row">${classes[index]}</th>
              <td>${share(precision)}</td>
              <td>${share(recall)}</td>
              <td>
                <span class="f1">
                  <span class="track" aria-hidden="true">
                    <span class="bar" style=${inlineStyle({ width: `${f1 * 100}%` })}></span>
                  </span>
                  ${share(f1)}
                </span>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
      <dl>
        ${meanings.map(([name, meaning]) => html`<div><dt>${name}:</dt> <dd>${meaning}</dd></div>`)}
      </dl>
    </div>
  `;
}
