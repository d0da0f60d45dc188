/** Second section of the report: some weights of every layer, what all of them are like, and whether that is healthy. */

import { html, nothing, svg, type TemplateResult } from "lit";
import { barsOf } from "../../draw/histogram";
import { filterFigure } from "../../draw/report-figures";
import type { Weights } from "../../engine/protocol";
import { weightVerdict } from "../../state/report-facts";
import type { ReportWords } from "../../words/en/report";
import type { Numbers } from "../../words/numbers";

type Parameter = Weights[number];

export interface WeightsInput {
  words: ReportWords["weights"];
  numbers: Numbers;
  weights: Weights | undefined;
  /** Nothing was trained since the run began. */
  isUntrained: boolean;
}

/** Lines of what numpy prints; a layer's weights say more than its biases. */
const WEIGHT_LINES = 7;
const BIAS_LINES = 5;
const DIGITS = 4;
const MOST_FILTERS = 64;
const FILTER_COLUMNS = 16;
/** Pixels of the page for a value of a filter, where there is room. */
const FILTER_CELL = 8.5;
const HISTOGRAM = { left: 0, top: 0, width: 128, height: 32 };

export function weightsSection(input: WeightsInput): TemplateResult {
  const { words, numbers, weights, isUntrained } = input;
  if (!weights || weights.length === 0) return html`<p class="muted">${words.empty}</p>`;
  const striking = weights.filter((parameter) => weightVerdict(parameter) !== "good");
  const filters = weights.find(({ name }) => name === "conv1.weight");
  return html`
    <p>${words.intro}</p>
    ${isUntrained ? html`<p>${words.untrained}</p>` : nothing}
    <p class="outcome">
      ${
        striking.length === 0
          ? words.allGood(numbers.integer(weights.length))
          : words.someNot(striking.map(({ name }) => name).join(", "))
      }
    </p>
    ${filters ? filterTiles(filters, words, numbers) : nothing}
    ${weights.map((parameter) => block(parameter, words, numbers))}
  `;
}

function block(parameter: Parameter, words: WeightsInput["words"], numbers: Numbers): TemplateResult {
  const { name, shape, mean, std, zeros, min, max, text } = parameter;
  const decimal = (value: number) => numbers.fixed(value, DIGITS);
  const kind = weightVerdict(parameter);
  const fact = (term: string, value: string) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
  return html`
    <article>
      <h4>
        <code>${name}</code>
        <span class="muted">${shape.map((length) => numbers.integer(length)).join(" × ")}</span>
      </h4>
      <div class="parameter">
        <div class="values">
          <pre tabindex="0" role="region" aria-label=${words.values(name)}>${excerpt(text, shape.length > 1 ? WEIGHT_LINES : BIAS_LINES)}</pre>
          <p class="verdict">
            <span class="sign" aria-hidden="true">${kind === "good" ? "✓" : "!"}</span>
            ${verdict(parameter, words, numbers)}
          </p>
        </div>
        <div class="nature">
          ${histogram(parameter, words.histogram(name, decimal(min), decimal(max)))}
          <dl>
            ${fact(words.range, words.rangeOf(decimal(min), decimal(max)))} ${fact(words.mean, decimal(mean))}
            ${fact(words.deviation, decimal(std))} ${fact(words.zeros, numbers.share(zeros, 1))}
          </dl>
        </div>
      </div>
    </article>
  `;
}

function verdict(parameter: Parameter, words: WeightsInput["words"], numbers: Numbers): string {
  const kind = weightVerdict(parameter);
  if (kind === "allAlike") return words.allAlike(numbers.fixed(parameter.min, DIGITS));
  if (kind === "wide") return words.wide(numbers.share(parameter.verdict.outside));
  return words[kind];
}

/** The first lines, without those that are empty between two blocks. */
function excerpt(text: string, count: number): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length <= count) return lines.join("\n");
  const first = lines.slice(0, count);
  // numpy may leave something out at the same place.
  return (first.at(-1)?.trim() === "..." ? first : [...first, " ..."]).join("\n");
}

function histogram({ histogram }: Parameter, meaning: string): TemplateResult {
  const { width, height } = HISTOGRAM;
  return html`<svg class="histogram" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${meaning}>
    ${barsOf(histogram, HISTOGRAM).map(
      (bar) => svg`<rect x=${bar.left} y=${bar.top} width=${bar.width + 0.2} height=${bar.height} />`,
    )}
    <path d="M0 ${height}H${width}" />
  </svg>`;
}

function filterTiles(
  { data, shape }: Parameter,
  words: WeightsInput["words"],
  numbers: Numbers,
): TemplateResult {
  const [all = 0, , side = 0] = shape;
  const count = Math.min(all, MOST_FILTERS);
  const { width, height, tiles, cells, limit } = filterFigure(data, count, side, FILTER_COLUMNS);
  const title = words.filters(numbers.integer(count), numbers.integer(all));
  const meaning = words.filtersMeaning(numbers.fixed(limit, 2));
  return html`<figure class="filters">
    <svg width=${(width + 0.2) * FILTER_CELL} height=${(height + 0.2) * FILTER_CELL} viewBox="-0.1 -0.1 ${width + 0.2} ${height + 0.2}" role="img" aria-label="${title}. ${meaning}">
      ${cells.map(({ x, y, grey }) => svg`<rect x=${x} y=${y} width="1" height="1" fill="rgb(${grey} ${grey} ${grey})" />`)}
      ${tiles.map(({ x, y }) => svg`<rect class="frame" x=${x} y=${y} width=${side} height=${side} />`)}
    </svg>
    <figcaption>${title}. <span class="muted">${meaning}</span></figcaption>
  </figure>`;
}
