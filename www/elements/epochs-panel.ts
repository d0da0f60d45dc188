/** What each epoch achieved, as a table; the curves' data for those who don't see them. */

import { css, html, LitElement } from "lit";
import type { EvalReport, StepReport } from "../engine/protocol";
import { formatDuration, formatShare } from "../state/status";
import { base, tables } from "./theme";

export class EpochsPanel extends LitElement {
  static override properties = { evaluations: { attribute: false }, steps: { attribute: false } };
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

  declare evaluations: readonly EvalReport[];
  declare steps: readonly StepReport[];

  protected override render() {
    return html`
      <section aria-label="Results of each epoch">
        <h2>Results of each epoch</h2>
        ${
          this.evaluations.length === 0
            ? html`<p class="muted">After each epoch the network is tested on 10,000 images that it never trains on.</p>`
            : this.#table()
        }
      </section>
    `;
  }

  #table() {
    const ends = this.steps.filter((report) => report.epochEnded);
    return html`
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              <th scope="col">Train accuracy</th>
              <th scope="col">Train, dropout off</th>
              <th scope="col">Test accuracy</th>
              <th scope="col">Test loss</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            ${this.evaluations.map(
              (report) => html`<tr>
                <th scope="row">${report.epoch}</th>
                <td>${formatShare(report.trainAccuracy)}</td>
                <td>${formatShare(report.trainSample?.accuracy)}</td>
                <td>${formatShare(report.accuracy)}</td>
                <td>${report.loss.toFixed(4)}</td>
                <td>${formatDuration(secondsOf(report.epoch, ends))}</td>
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
