/** How the panel of feature maps looks, beyond the tiles. */

import { css } from "lit";

export const featureStyles = css`
  section {
    container-type: inline-size;
  }
  .input {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.9rem 1.5rem;
    margin-top: 0.9rem;
  }
  .empty {
    flex-basis: 100%;
    padding: 2.5rem 1rem;
    border: 1.5px dashed var(--line);
    border-radius: 8px;
    color: var(--muted);
    text-align: center;
  }
  figure {
    display: flex;
    align-items: center;
    gap: 1rem;
    min-width: 0;
    margin: 0;
  }
  figcaption {
    max-width: 20rem;
    font-size: 0.925rem;
    font-variant-numeric: tabular-nums;
  }
  /* Title and caption in a line, the enlarged map beside the others: each where there is room. */
  .layer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin-top: 1.6rem;
  }
  .layer > * {
    grid-column: 1;
  }
  .enlarged {
    flex-wrap: wrap;
    margin-top: 0.8rem;
  }
  .enlarged button {
    display: block;
    margin-top: 0.5rem;
  }
  @container (min-width: 40rem) {
    .layer {
      grid-template-columns: auto minmax(0, 1fr);
      column-gap: 1rem;
      align-items: baseline;
    }
    .layer > :not(h3, .caption) {
      grid-column: 1 / -1;
    }
    .layer > .caption {
      grid-column: 2;
    }
  }
  @container (min-width: 68rem) {
    .layer:has(.enlarged) {
      grid-template: auto auto auto 1fr / auto minmax(0, 1fr) 14.5rem;
    }
    .layer:has(.enlarged) > :not(h3, .caption, .enlarged) {
      grid-column: 1 / 3;
    }
    .layer > .enlarged {
      display: block;
      grid-area: 1 / 3 / span 4;
      align-self: start;
      margin-top: 0;
    }
    .enlarged figcaption {
      margin-top: 0.4rem;
    }
  }
  .view {
    max-width: 100%;
    image-rendering: pixelated;
  }
  h3 {
    margin: 0 0 0.2rem;
    font-size: 1rem;
    font-weight: 650;
  }
  .shape {
    margin-left: 0.4rem;
    color: var(--muted);
    font-weight: 400;
    font-size: 0.875rem;
    white-space: nowrap;
  }
  .caption {
    margin-bottom: 0.5rem;
    font-size: 0.925rem;
    text-wrap: pretty;
  }
  .outputs {
    max-width: 44rem;
  }
  .outputs :is(th, td) {
    padding-block: 0.28rem;
    white-space: nowrap;
  }
  .outputs .bar {
    width: 55%;
    text-align: left;
  }
  .bar span {
    display: block;
    height: 0.7rem;
    border-radius: 2px;
    background: var(--field-line);
    print-color-adjust: exact;
  }
  .best th,
  .best td {
    font-weight: 650;
  }
  .best .bar span {
    background: var(--accent);
  }
`;
