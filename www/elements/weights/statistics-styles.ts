/** How verdict, histogram, facts and numpy's text look. */

import { css } from "lit";

export const statisticsStyles = css`
  .verdict {
    --good: light-dark(#1c6b3c, #82d6a0);
    display: flex;
    gap: 0.6rem;
    margin: 0.8rem 0 0.7rem;
    font-weight: 500;
    text-wrap: pretty;
  }
  .icon {
    flex: none;
    display: grid;
    place-content: center;
    width: 1.5rem;
    height: 1.5rem;
    border: 1.5px solid currentcolor;
    border-radius: 50%;
    font-size: 0.9rem;
    font-weight: 700;
    line-height: 1;
  }
  .good .icon {
    color: var(--good);
  }
  .expected .icon {
    color: var(--muted);
  }
  .wrong {
    color: var(--alarm);
  }
  section {
    container-type: inline-size;
  }
  .statistics {
    display: grid;
    gap: 1rem 2rem;
  }
  @container (min-width: 42rem) {
    .statistics {
      grid-template-columns: 320px 1fr;
    }
    .numpy {
      grid-column: 1 / -1;
    }
  }
  @container (min-width: 62rem) {
    .statistics {
      grid-template-columns: 320px minmax(0, 4fr) minmax(0, 7fr);
    }
    .numpy {
      grid-column: auto;
    }
  }
  .histogram {
    width: 320px;
    max-width: 100%;
    aspect-ratio: 320 / 168;
  }
  dl {
    margin: 0;
    font-size: 0.925rem;
    font-variant-numeric: tabular-nums;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    padding: 0.2rem 0;
    border-bottom: 1px solid var(--line);
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    text-align: right;
  }
  .numpy {
    min-width: 0;
    font-size: 0.925rem;
  }
  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    margin-bottom: 0.3rem;
    color: var(--muted);
  }
  .bar button {
    min-height: 32px;
    padding: 0 0.8rem;
    font-size: 0.875rem;
  }
  @media (pointer: coarse) {
    .bar button {
      min-height: 44px;
    }
  }
  pre {
    max-height: 11rem;
    margin: 0;
    padding: 0.5rem 0.6rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    font-size: 0.75rem;
    line-height: 1.4;
  }
  .copied {
    min-height: 1.5em;
    text-align: right;
    color: var(--muted);
  }
`;
