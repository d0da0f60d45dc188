/** Third section of the report: accuracy and loss over the epochs, and what they say. */

import { html, nothing, type TemplateResult } from "lit";
import { type ReportLine, reportChart } from "../../draw/report-chart";
import { decimate } from "../../draw/series";
import type { EvalReport, StepReport, TrainConfig } from "../../engine/protocol";
import { curveFacts, handicaps, pickedEpochs } from "../../state/report-facts";
import type { ReportWords } from "../../words/en/report";
import type { Numbers } from "../../words/numbers";
import { chartView, lineSample } from "./chart-view";
import { courseSentences } from "./sentences";

export interface CurvesInput {
  words: ReportWords["curves"];
  numbers: Numbers;
  evaluations: readonly EvalReport[];
  steps: readonly StepReport[];
  config: TrainConfig | undefined;
}

interface Quantity {
  name: "accuracy" | "loss";
  highest: number;
  format(value: number): string;
}

/** Rows of the table; a longer run shows a part of its epochs. */
const MOST_ROWS = 25;
const MOST_STEPS = 300;
/** Of the same chart, with names beside the lines and, for small screens, without. */
const SIZES = [
  { className: "wide", width: 640, height: 270, labelWidth: 168 },
  { className: "narrow", width: 330, height: 240, labelWidth: 0 },
];

export function curvesSection(input: CurvesInput): TemplateResult {
  const { words, numbers, evaluations, steps, config } = input;
  if (steps.length === 0 && evaluations.length === 0) return html`<p class="muted">${words.empty}</p>`;
  const facts = curveFacts(evaluations);
  const quantities: Quantity[] = [
    { name: "accuracy", highest: 1, format: (share) => numbers.share(share, 1) },
    { name: "loss", highest: Number.POSITIVE_INFINITY, format: (loss) => numbers.fixed(loss, 2) },
  ];
  return html`
    ${quantities.map((quantity) => figure(quantity, input))}
    ${
      facts && config
        ? courseSentences(facts, handicaps(config), words.course, numbers).map(
            (sentences) => html`<p>${sentences.join(" ")}</p>`,
          )
        : nothing
    }
    ${evaluations.length === 0 ? html`<p class="muted">${words.unfinished}</p>` : table(input)}
  `;
}

function figure(quantity: Quantity, input: CurvesInput): TemplateResult {
  const { words, numbers } = input;
  const lines = linesOf(quantity.name, input);
  return html`<figure>
    <figcaption>${words[quantity.name]}</figcaption>
    ${SIZES.map(({ className, ...size }) =>
      chartView(
        reportChart({
          lines,
          ...size,
          formatX: (epoch) => numbers.integer(epoch),
          formatY: quantity.format,
          highest: quantity.highest,
        }),
        words.chart(words[quantity.name]),
        className,
      ),
    )}
    <ul class="key">
      ${lines.map(({ kind, label }) => html`<li class=${kind}>${lineSample(kind)} ${label}</li>`)}
    </ul>
  </figure>`;
}

function linesOf(name: Quantity["name"], { words, evaluations, steps, config }: CurvesInput): ReportLine[] {
  const ofEpochs = (kind: "train" | "sample" | "test", value: (report: EvalReport) => number | undefined) => {
    const known = evaluations.flatMap((report) => {
      const y = value(report);
      return y === undefined ? [] : [{ x: report.epoch, y }];
    });
    return { kind, label: words[kind], points: { x: known.map(({ x }) => x), y: known.map(({ y }) => y) } };
  };
  const epochSize = config?.trainSize ?? Number.POSITIVE_INFINITY;
  const reported = decimate(
    { x: steps.map(({ imagesSeen }) => imagesSeen / epochSize), y: steps.map((report) => report[name]) },
    MOST_STEPS,
  );
  const lines: ReportLine[] = [
    { kind: "steps", label: words.steps, points: reported },
    ofEpochs("train", (report) => (name === "accuracy" ? report.trainAccuracy : report.trainLoss)),
    ofEpochs("sample", (report) => report.trainSample?.[name]),
    ofEpochs("test", (report) => report[name]),
  ];
  return lines.filter(({ points }) => points.x.length > 0);
}

function table({ words, numbers, evaluations }: CurvesInput): TemplateResult {
  const rows = pickedEpochs(evaluations, MOST_ROWS);
  const loss = (value: number | undefined) =>
    value === undefined ? numbers.share(value) : numbers.fixed(value, 4);
  return html`
    <div class="scroll">
      <table class="epochs">
        <thead>
          <tr>
            <th scope="col" rowspan="2">${words.epoch}</th>
            <th scope="colgroup" colspan="3">${words.accuracy}</th>
            <th scope="colgroup" colspan="2">${words.loss}</th>
          </tr>
          <tr>
            <th scope="col">${words.train}</th>
            <th scope="col">${words.sample}</th>
            <th scope="col">${words.test}</th>
            <th scope="col">${words.train}</th>
            <th scope="col">${words.test}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (report) => html`<tr>
              <th scope="row">${numbers.integer(report.epoch)}</th>
              <td>${numbers.share(report.trainAccuracy)}</td>
              <td>${numbers.share(report.trainSample?.accuracy)}</td>
              <td>${numbers.share(report.accuracy)}</td>
              <td>${loss(report.trainLoss)}</td>
              <td>${loss(report.loss)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      rows.length < evaluations.length
        ? html`<p class="muted">
            ${words.picked(numbers.integer(rows.length), numbers.integer(evaluations.length))}
          </p>`
        : nothing
    }
  `;
}
