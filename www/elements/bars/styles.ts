/** How the bars beside the pad look. */

import { css } from "lit";

export const barsStyles = css`
  :host {
    container-type: inline-size;
  }
  .verdict {
    display: flex;
    gap: 1rem;
    align-items: center;
    /* Two names need more lines than one: what follows must not jump while drawing. */
    min-height: 6.5rem;
  }
  .verdict .picture {
    flex: none;
    width: 104px;
  }
  .headline {
    font-size: 1.35rem;
    font-weight: 650;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .whole {
    white-space: nowrap;
  }
  .headline.quiet {
    color: var(--muted);
    font-size: 1.05rem;
    font-weight: 400;
    line-height: 1.4;
  }
  .help {
    margin-top: 0.7rem;
    font-size: 0.85rem;
  }
  .problem {
    margin-top: 0.3rem;
  }
  @container (max-width: 24rem) {
    .verdict .picture {
      width: 88px;
    }
    .headline {
      font-size: 1.2rem;
    }
  }
  .picture {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border-radius: 6px;
  }
  canvas {
    display: block;
    width: 100%;
    border-radius: 4px;
    background: #000;
    box-shadow: 0 0 0 1px var(--field-line);
  }
  .seen,
  .cut,
  .centred {
    image-rendering: pixelated;
  }
  .bars {
    display: grid;
    grid-template-columns: max-content 0.7rem minmax(3rem, 1fr) 2.9rem;
    gap: 0.15rem 0.4rem;
    margin: 1rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.95rem;
  }
  .bars li {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
    position: relative;
  }
  .marker,
  .best .share {
    color: var(--accent);
  }
  /* Between the name and its bar. */
  .marker {
    grid-area: 1 / 2;
    line-height: 1;
  }
  .name {
    grid-area: 1 / 1;
  }
  .best {
    font-weight: 700;
  }
  /* Room for it in bold, so that the bars stay where they are when another class is the likeliest. */
  .name::after {
    content: attr(data-name);
    display: block;
    height: 0;
    overflow: hidden;
    font-weight: 700;
    visibility: hidden;
  }
  .track {
    height: 14px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--line) 60%, transparent);
    overflow: hidden;
  }
  .track span {
    display: block;
    height: 100%;
    border-radius: 3px;
    background: var(--train);
    transform-origin: left;
    transition: transform 120ms ease-out;
  }
  .best .track span {
    background: var(--accent);
  }
  .share {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  h3 {
    margin: 1.25rem 0 0.6rem;
    font-size: 0.95rem;
    font-weight: 650;
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 9rem));
    gap: 0.9rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .steps li {
    display: grid;
    gap: 0.4rem;
    align-content: start;
    color: var(--muted);
    font-size: 0.85rem;
    line-height: 1.35;
  }
  /* Beside the bars where they would be too long. */
  @container (min-width: 40rem) {
    section {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 16rem;
      gap: 0 2.5rem;
    }
    h2 {
      grid-column: 1 / -1;
    }
    .verdict,
    .bars,
    .help {
      grid-column: 1;
    }
    .way {
      grid-area: 2 / 2 / span 3;
    }
    .steps {
      grid-template-columns: minmax(0, 1fr);
    }
    .steps li {
      grid-template-columns: 6.5rem minmax(0, 1fr);
      align-items: center;
      gap: 0.9rem;
    }
    h3 {
      margin-top: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .track span {
      transition: none;
    }
  }
`;
