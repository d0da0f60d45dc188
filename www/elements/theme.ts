/** Colours and the few shapes that all panels share. Set on the host element, so nothing leaks either way. */

import { css } from "lit";

/** Custom properties for light and dark; they reach the panels by inheritance through their shadow roots. */
export const theme = css`
  :host {
    color-scheme: light dark;
    --ground: #fbfaf7;
    --surface: #ffffff;
    --ink: #1d1b18;
    --muted: #5f5a52;
    --line: #e4dfd6;
    --field-line: #8b8478;
    --accent: #2b4c9b;
    --on-accent: #ffffff;
    --alarm: #9c2414;
    --alarm-ground: #fbeeea;
    --train: #6d675d;
    --train-faint: #d5d0c6;
    --test: var(--accent);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --ground: #14161b;
      --surface: #1b1e25;
      --ink: #e9e7e2;
      --muted: #a9a69f;
      --line: #31353f;
      --field-line: #777d8a;
      --accent: #9db7ff;
      --on-accent: #10131a;
      --alarm: #ff9d8c;
      --alarm-ground: #2c1d1c;
      --train: #b5b1a8;
      --train-faint: #4a4e59;
    }
  }
`;

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    min-width: 0;
  }
  :host([hidden]) {
    display: none;
  }
  h2 {
    margin: 0 0 0.9rem;
    padding-bottom: 0.45rem;
    /* A seam, as in cloth. */
    border-bottom: 2px dashed var(--line);
    font-size: 1rem;
    font-weight: 650;
    letter-spacing: 0.01em;
  }
  p {
    margin: 0;
  }
  .muted {
    color: var(--muted);
  }
  .problem {
    color: var(--alarm);
    font-weight: 500;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
`;

export const buttons = css`
  button {
    min-height: 44px;
    padding: 0 1.1rem;
    border: 1.5px solid var(--field-line);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover:not([aria-disabled="true"]) {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not([aria-disabled="true"]) {
    color: var(--on-accent);
    filter: brightness(1.12);
  }
  button[aria-disabled="true"] {
    border-color: var(--line);
    background: transparent;
    color: var(--muted);
    cursor: not-allowed;
  }
`;

export const tables = css`
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
    font-size: 0.925rem;
  }
  th,
  td {
    padding: 0.45rem 0.35rem;
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
  }
  th:first-child,
  td:first-child {
    padding-left: 0;
    text-align: left;
    white-space: normal;
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
  }
  thead th,
  tbody th {
    font-weight: 500;
  }
  thead th {
    color: var(--muted);
    vertical-align: bottom;
    white-space: normal;
  }
  tfoot th,
  tfoot td {
    border-bottom: 0;
    font-weight: 650;
  }
`;
