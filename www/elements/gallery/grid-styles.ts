/** Looks of the box of small images. */

import { css } from "lit";

export const gridStyles = css`
  :host {
    position: relative;
    min-height: 26rem;
  }
  .view {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overscroll-behavior: auto;
    border: 1.5px solid var(--line);
    border-radius: 8px;
    scrollbar-gutter: stable;
  }
  /* Size of an image with its words, measured by the script. */
  .ruler {
    position: absolute;
    width: 6.25rem;
    height: 8.6rem;
    visibility: hidden;
  }
  .grid {
    position: relative;
  }
  [role="row"] {
    position: absolute;
    inset: 0 0 auto;
    display: grid;
    height: 8.6rem;
    contain: strict;
  }
  [role="gridcell"] {
    min-width: 0;
    padding: 2px;
  }
  button {
    width: 100%;
    height: 100%;
    padding: 0.25rem 0 0;
    border: 2px solid transparent;
    border-radius: 6px;
    background: none;
    color: var(--ink);
    font: inherit;
    font-size: 0.75rem;
    line-height: 1.3;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--field-line);
  }
  button[aria-current="true"] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 12%, transparent);
  }
  button:focus-visible {
    outline-offset: -1px;
  }
  canvas {
    display: block;
    width: 84px;
    height: 84px;
    margin: 0 auto 0.2rem;
    border-radius: 3px;
    image-rendering: pixelated;
  }
  span {
    display: block;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .right {
    color: var(--muted);
  }
`;
