/** The numbers of a chart as tables, for those who don't see it. */

import { html, nothing } from "lit";
import { decimate } from "../../draw/series";
import type { CurvesWords } from "../../words/en/curves";
import { type ChartName, type CurvesData, formatExactly, trainPoints } from "./data";

/** More would be no help: it is the course that counts. */
const ROWS_OF_TRAINING = 50;

export function chartTables(name: ChartName, data: CurvesData) {
  const { steps, evaluations, words } = data;
  if (steps.length === 0) return html`<p class="muted">${words.noNumbers}</p>`;
  return html`${evaluations.length > 0 ? ofTests(name, data) : nothing}${ofTraining(name, data)}`;
}

function ofTests(name: ChartName, { words, numbers, evaluations }: CurvesData) {
  const format = (value: number | undefined) => formatExactly(name, numbers, value);
  const rows = evaluations.map(
    (report) => html`<tr>
      <th scope="row">${report.epoch}</th>
      <td>${format(report[name])}</td>
      <td>${format(report.trainSample?.[name])}</td>
    </tr>`,
  );
  return table(words, words.atTests, [words.test, words.sample], rows);
}

/** Each row the mean of a stretch. */
function ofTraining(name: ChartName, data: CurvesData) {
  const { words, numbers } = data;
  const { x, y } = decimate(trainPoints(name, data), ROWS_OF_TRAINING);
  const rows = x.map(
    (epoch, index) => html`<tr>
      <th scope="row">${numbers.fixed(epoch, 2)}</th>
      <td>${formatExactly(name, numbers, y[index])}</td>
    </tr>`,
  );
  return table(words, words.whileTraining, [words.train], rows);
}

/** It scrolls, so it must be reached by keyboard. */
function table(words: CurvesWords, title: string, columns: readonly string[], rows: readonly unknown[]) {
  return html`
    <div class="rows" role="group" aria-label=${title} tabindex="0">
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.epoch}</th>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  `;
}
