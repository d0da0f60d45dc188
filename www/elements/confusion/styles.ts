/** Looks of the confusion matrix. */

import { css } from "lit";

export const matrixStyles = css`
  section {
    container-type: inline-size;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem 2.5rem;
  }
  @container (min-width: 60rem) {
    .parts {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
  }
  .matrix {
    max-width: 46rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.1rem;
    min-width: 0;
    margin: 0.75rem 0 0.5rem;
    padding: 0;
    border: 0;
  }
  legend {
    float: left;
    padding: 0;
    font-weight: 600;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    min-height: 1.75rem;
    cursor: pointer;
  }
  input {
    margin: 0;
    accent-color: var(--accent);
  }
  .grid {
    table-layout: fixed;
    width: 100%;
    border-collapse: separate;
    border-spacing: 1px;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  .grid th {
    padding: 0;
    border: 0;
    color: var(--muted);
    font-weight: 500;
  }
  .corner {
    width: 7rem;
    vertical-align: bottom;
    text-align: left;
    font-size: 0.8125rem;
    line-height: 1.25;
  }
  .corner span {
    display: block;
    padding: 0 0.35rem 0.25rem 0;
  }
  .corner .across {
    text-align: right;
  }
  .grid thead th:not(.corner) {
    height: 6.25rem;
    vertical-align: bottom;
    text-align: center;
  }
  .upright {
    display: inline-block;
    padding-top: 0.35rem;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    white-space: nowrap;
    line-height: 1.1;
  }
  .grid tbody th {
    padding-right: 0.35rem;
    text-align: left;
    line-height: 1.1;
  }
  .grid .lit {
    color: var(--ink);
    font-weight: 700;
  }
  .grid td {
    position: relative;
    height: 1.9rem;
    padding: 0;
    border: 0;
    border-radius: 3px;
    text-align: center;
    cursor: pointer;
  }
  td.right {
    box-shadow: inset 0 0 0 1.5px var(--accent);
    font-weight: 700;
  }
  td.nothing {
    color: var(--muted);
  }
  /* The row and the column of the cell pointed at, up to it. */
  td.in-row::after,
  td.in-column::after {
    content: "";
    position: absolute;
    inset: -1px;
    pointer-events: none;
  }
  td.in-row::after {
    border-block: 1.5px solid var(--accent);
  }
  td.in-column::after {
    border-inline: 1.5px solid var(--accent);
  }
  td.at {
    outline: 2px solid var(--accent);
  }
  td[aria-selected="true"] {
    z-index: 1;
    outline: 3px solid var(--ink);
    outline-offset: 0;
  }
  td:focus-visible {
    z-index: 2;
    outline: 3px solid var(--accent);
    outline-offset: 1px;
  }
  .reading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    min-height: 2.75rem;
    margin-top: 0.5rem;
  }
  .reading p {
    flex: 1 1 14rem;
  }
  .reading button {
    min-height: 2.25rem;
    padding: 0 0.8rem;
    font-size: 0.9rem;
  }
  .scale {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem 1.25rem;
    margin: 0.6rem 0 0.4rem;
    font-size: 0.875rem;
  }
  .scale > span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .swatch {
    width: 1.6rem;
    height: 1.1rem;
    border-radius: 3px;
    box-shadow: inset 0 0 0 1.5px var(--accent);
  }
  .ramp {
    width: 7rem;
    height: 1.1rem;
    border-radius: 3px;
  }
  .small {
    font-size: 0.875rem;
  }
  @container (max-width: 36rem) {
    .grid {
      font-size: 0.6875rem;
    }
    .corner {
      width: 4.4rem;
      font-size: 0.6875rem;
    }
    .grid thead th:not(.corner) {
      height: 4.9rem;
    }
    .upright,
    .grid tbody th {
      font-size: 0.75rem;
    }
    .grid tbody th {
      padding-right: 0.15rem;
    }
    td.right {
      font-weight: 400;
    }
  }
  @media (pointer: coarse) {
    .grid td,
    label,
    .reading button {
      height: 44px;
      min-height: 44px;
    }
  }
`;
