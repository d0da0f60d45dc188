/** How weights, charts and images of the report look. */

import { css } from "lit";

export const figures = css`
  figure {
    margin: 1rem 0;
  }
  figcaption {
    font-weight: 600;
  }
  figcaption .muted {
    font-weight: 400;
  }

  .filters svg {
    display: block;
    max-width: 100%;
    height: auto;
  }
  .filters rect {
    shape-rendering: crispEdges;
  }
  .filters .frame {
    fill: none;
    stroke: var(--field-line);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .filters figcaption {
    margin-top: 0.4rem;
    font-size: 0.9rem;
  }

  article {
    margin-top: 1.1rem;
  }
  h4 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.7rem;
    margin: 0 0 0.35rem;
    font-size: 0.95rem;
    font-weight: 600;
  }
  code,
  pre {
    font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  }
  h4 .muted {
    font-weight: 400;
  }
  .parameter {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1.25rem;
    align-items: start;
  }
  .values {
    flex: 1 1 24rem;
    min-width: 0;
  }
  pre {
    overflow-x: auto;
    margin: 0;
    padding: 0.55rem 0.7rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    font-size: 0.7rem;
    line-height: 1.45;
  }
  .nature {
    flex: 0 1 11.75rem;
    min-width: 0;
  }
  .nature dl {
    font-size: 0.8rem;
    line-height: 1.45;
  }
  .nature dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 0.6rem;
  }
  .histogram {
    display: block;
    width: 100%;
    height: 2.25rem;
    margin-bottom: 0.3rem;
  }
  .histogram rect {
    fill: var(--train);
  }
  .histogram path {
    stroke: var(--field-line);
    stroke-width: 0.75;
  }
  .verdict {
    margin: 0.35rem 0 0;
    font-size: 0.875rem;
  }
  .sign {
    font-weight: 700;
  }
  .outcome {
    font-weight: 600;
  }

  .chart {
    display: block;
    width: 100%;
    margin-top: 0.3rem;
  }
  .narrow {
    display: none;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15rem 1rem;
    margin: 0.2rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.85rem;
  }
  .key li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
  /* Where there is room, the other lines have their names beside them. */
  .key li:not(.steps) {
    display: none;
  }
  @container (max-width: 36rem) {
    .wide {
      display: none;
    }
    .narrow {
      display: block;
    }
    .key li:not(.steps) {
      display: flex;
    }
  }
  text {
    fill: var(--muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .grid {
    stroke: var(--line);
  }
  .axis,
  .leader {
    stroke: var(--field-line);
  }
  .line {
    fill: none;
    stroke: var(--train);
    stroke-width: 1.75;
    stroke-linejoin: round;
  }
  .line.steps {
    stroke: var(--train-faint);
    stroke-width: 1;
  }
  .line.sample {
    stroke-dasharray: 5 4;
  }
  .line.test {
    stroke: var(--test);
    stroke-width: 2.25;
  }
  .marker {
    fill: var(--ground);
    stroke: var(--train);
    stroke-width: 1.5;
  }
  .marker.steps {
    display: none;
  }
  .marker.test {
    fill: var(--test);
    stroke: var(--test);
  }
  text.label {
    fill: var(--ink);
  }
  text.label.test {
    font-weight: 650;
  }

  .mistakes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(6.5rem, 27cqw), 1fr));
    gap: 1rem 0.75rem;
    margin-top: 0.9rem;
  }
  .mistakes figure {
    margin: 0;
    min-width: 0;
  }
  .mistakes canvas {
    display: block;
    width: 100%;
    max-width: 6.5rem;
    aspect-ratio: 1;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: #fff;
    image-rendering: pixelated;
  }
  .mistakes figcaption {
    margin-top: 0.25rem;
    font-size: 0.8rem;
    font-weight: 400;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .mistakes figcaption > * {
    display: block;
  }
`;
