/** Looks of the curves: the charts of uPlot, their legend, and what stands around them. */

import { css } from "lit";

export const curvesStyles = css`
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
    gap: 0 2rem;
  }
  /* Both begin at the same height, however many lines their captions take. */
  figure {
    display: grid;
    grid-template-rows: subgrid;
    grid-row: span 3;
    min-width: 0;
    margin: 0 0 0.75rem;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  button.switch {
    display: inline-flex;
    align-items: center;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--muted);
    font-size: 0.875rem;
    font-weight: 500;
    white-space: nowrap;
  }
  .switch span {
    display: inline-grid;
    place-content: center;
    width: 1.1rem;
    height: 1.1rem;
    margin-right: 0.35rem;
    border: 1.5px solid currentColor;
    border-radius: 4px;
    font-size: 0.75rem;
    line-height: 1;
  }
  .plot {
    position: relative;
    min-width: 0;
  }
  .chart {
    border-radius: 4px;
  }
  .empty {
    position: absolute;
    inset: 0 1rem auto 3.5rem;
    height: 200px;
    display: grid;
    place-content: center;
    text-align: center;
    color: var(--muted);
    pointer-events: none;
  }
  .empty span {
    padding: 0.25rem 0.75rem;
    background: var(--ground);
  }
  .u-legend {
    margin: 0.3rem 0 0;
    color: var(--ink);
    text-align: left;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .u-legend th {
    font-weight: 400;
    color: var(--muted);
  }
  .u-legend tbody {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
  }
  .u-inline tr {
    margin: 0;
  }
  .u-legend :is(th, td) {
    padding: 2px 0.3rem 2px 0;
    border: 0;
  }
  .u-series th {
    cursor: default;
  }
  /* By the style sheet, not by uPlot, which would not follow a change between light and dark. */
  .u-series .u-marker {
    height: 4px;
    border: 0 !important;
    background: var(--train-faint) !important;
  }
  .u-series:nth-child(1) .u-marker {
    display: none;
  }
  .u-series:nth-child(3) .u-marker {
    background: var(--train) !important;
  }
  .u-series:nth-child(4) .u-marker {
    background: var(--test) !important;
  }
  .u-series:nth-child(5) .u-marker {
    background: repeating-linear-gradient(
      90deg,
      var(--train) 0 3px,
      transparent 3px 6px
    ) !important;
  }
  summary {
    min-height: 44px;
    align-content: center;
    width: fit-content;
    padding-right: 0.75rem;
    font-size: 0.9rem;
    font-weight: 600;
    cursor: pointer;
  }
  .rows {
    max-height: 20rem;
    overflow: auto;
  }
  .rows + .rows {
    margin-top: 1rem;
  }
  caption {
    padding-bottom: 0.25rem;
    font-weight: 600;
    text-align: left;
  }
  /* Each below a chart, where they stand beside each other. */
  .notes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
    gap: 0.5rem 2rem;
    font-size: 0.9rem;
    text-wrap: pretty;
  }
  a {
    color: var(--accent);
  }
`;
