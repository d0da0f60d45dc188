/** A chart of the report as SVG, which paper shows as sharply as a screen. */

import { html, nothing, svg, type TemplateResult } from "lit";
import { type DrawnLine, type LineKind, markerPath, pathOf, type ReportChart } from "../../draw/report-chart";

/** `className` tells for which width of the page it is. */
export function chartView(chart: ReportChart, meaning: string, className: string): TemplateResult {
  const { width, height, plot, xTicks, yTicks, lines } = chart;
  const bottom = plot.y + plot.height;
  const right = plot.x + plot.width;
  return html`<svg class="chart ${className}" viewBox="0 0 ${width} ${height}" role="img" aria-label=${meaning}>
    ${yTicks.map(
      ({ at, text }) => svg`
        <path class="grid" d="M${plot.x} ${at}H${right}" />
        <text x=${plot.x - 8} y=${at} dy="0.35em" text-anchor="end">${text}</text>`,
    )}
    <path class="axis" d="M${plot.x} ${bottom}H${right}" />
    ${xTicks.map(
      ({ at, text }) => svg`
        <path class="axis" d="M${at} ${bottom}v4" />
        <text x=${at} y=${bottom + 18} text-anchor="middle">${text}</text>`,
    )}
    <svg x=${plot.x} y=${plot.y} width=${plot.width} height=${plot.height} viewBox="${plot.x} ${plot.y} ${plot.width} ${plot.height}">
      ${lines.filter(isBackground).map(lineView)}
    </svg>
    ${lines.filter((line) => !isBackground(line)).map(lineView)} ${lines.map(labelView)}
  </svg>`;
}

/** What can leave the plot, and is cut off there. */
function isBackground({ kind }: DrawnLine): boolean {
  return kind === "steps";
}

function lineView({ kind, points, markers }: DrawnLine) {
  return svg`
    <path class="line ${kind}" d=${pathOf(points)} />
    ${markers.map((place) => svg`<path class="marker ${kind}" d=${markerPath(kind, place)} />`)}`;
}

function labelView({ kind, label }: DrawnLine) {
  if (!label) return nothing;
  const { text, at, from } = label;
  return svg`
    <path class="leader" d="M${from.x + 6} ${from.y}L${at.x - 4} ${at.y}" />
    <text class="label ${kind}" x=${at.x} y=${at.y} dy="0.35em">${text}</text>`;
}

/** What a line looks like, for a list of their names. */
export function lineSample(kind: LineKind): TemplateResult {
  return html`<svg class="sample-line" viewBox="0 0 34 14" width="34" height="14" aria-hidden="true">
    <path class="line ${kind}" d="M1 7H33" />
    <path class="marker ${kind}" d=${markerPath(kind, { x: 17, y: 7 })} />
  </svg>`;
}
