/** What each epoch achieved, as a table; the curves' data for those who don't see them. */

import { css, html, LitElement, type PropertyValues } from "lit";
import type { EvalReport, StepReport } from "../engine/protocol";
import type { EpochsWords } from "../words/en/epochs";
import type { Numbers } from "../words/numbers";
import { base, tables } from "./theme";

export class EpochsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    evaluations: { attribute: false },
    steps: { attribute: false },
  };
  static override styles = [
    base,
    tables,
    css`
      /* Six columns on a phone. */
      @media (max-width: 36rem) {
        table {
          font-size: 0.8rem;
        }
        th,
        td {
          padding-inline: 0.15rem;
        }
        td:last-child {
          white-space: normal;
        }
      }
    `,
  ];

  declare words: EpochsWords;
  declare numbers: Numbers;
  declare evaluations: readonly EvalReport[];
  declare steps: readonly StepReport[];

  /** Not with every report of training: only the evaluations are shown, and what came before them. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    return changed.has("evaluations") || changed.has("words");
  }

  protected override render() {
    const { words } = this;
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        ${this.evaluations.length === 0 ? html`<p class="muted">${words.empty}</p>` : this.#table()}
      </section>
    `;
  }

  #table() {
    const { words, numbers } = this;
    const ends = this.steps.filter((report) => report.epochEnded);
    return html`
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${words.epoch}</th>
              <th scope="col">${words.trainAccuracy}</th>
              <th scope="col">${words.trainSample}</th>
              <th scope="col">${words.testAccuracy}</th>
              <th scope="col">${words.testLoss}</th>
              <th scope="col">${words.time}</th>
            </tr>
          </thead>
          <tbody>
            ${this.evaluations.map(
              (report) => html`<tr>
                <th scope="row">${report.epoch}</th>
                <td>${numbers.share(report.trainAccuracy)}</td>
                <td>${numbers.share(report.trainSample?.accuracy)}</td>
                <td>${numbers.share(report.accuracy)}</td>
                <td>${numbers.fixed(report.loss, 4)}</td>
                <td>${numbers.duration(secondsOf(report.epoch, ends))}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

/** Training time of an epoch: what was on the clock at its end, less what was there at the end before. */
function secondsOf(epoch: number, ends: readonly StepReport[]): number {
  const millis = (index: number) => ends[index]?.elapsedMillis ?? 0;
  return (millis(epoch - 1) - millis(epoch - 2)) / 1000;
}
