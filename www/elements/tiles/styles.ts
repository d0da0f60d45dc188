/** How tiles, what is marked on them, and their scale look. */

import { css } from "lit";

export const tileStyles = css`
  .tiles {
    display: flex;
    gap: 0.6rem;
  }
  .box {
    flex: 1;
    min-width: 0;
    max-height: 44rem;
    overflow: auto;
    /* Room for the focus ring, which would be cut off. */
    padding: 4px;
    margin: -4px;
  }
  .sheet {
    position: relative;
  }
  canvas {
    display: block;
  }
  .sheet canvas {
    image-rendering: pixelated;
  }
  .control {
    position: absolute;
    inset: 0;
    cursor: crosshair;
  }
  .mark {
    position: absolute;
    outline: 2px solid var(--ink);
    box-shadow: 0 0 0 3px var(--ground);
    pointer-events: none;
  }
  .pointed {
    outline-style: dotted;
  }
  .rows {
    flex: none;
    margin: 0;
    padding: 0;
    list-style: none;
    text-align: right;
    font-size: 0.8rem;
    white-space: nowrap;
  }
  .reading {
    min-height: 1.5em;
    margin-top: 0.35rem;
    font-variant-numeric: tabular-nums;
    font-size: 0.925rem;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    margin-top: 0.5rem;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .ramp {
    width: 10rem;
    height: 0.75rem;
    border: 1px solid var(--line);
    print-color-adjust: exact;
  }
`;
