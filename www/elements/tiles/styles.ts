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
  /* What is pointed at, with its number, must not move what follows: there is a line for it. */
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem 1.25rem;
    margin-top: 0.5rem;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  @container (min-width: 36rem) {
    .foot {
      grid-template-columns: auto minmax(0, 1fr);
    }
  }
  .reading {
    min-height: 1.5em;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .ramp {
    width: 10rem;
    height: 0.75rem;
    border: 1px solid var(--line);
    print-color-adjust: exact;
  }
`;
