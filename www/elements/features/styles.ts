/** How the panel of feature maps looks, beyond the tiles. */

import { css } from "lit";

export const featureStyles = css`
  .input {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 1rem 1.5rem;
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
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    margin: 0;
  }
  figcaption {
    align-self: end;
    max-width: 20rem;
    font-size: 0.925rem;
    font-variant-numeric: tabular-nums;
  }
  .enlarged {
    margin-top: 0.8rem;
  }
  .enlarged button {
    display: block;
    margin-top: 0.5rem;
  }
  .view {
    max-width: 100%;
    image-rendering: pixelated;
  }
  h3 {
    margin: 1.6rem 0 0.2rem;
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
    margin-bottom: 0.6rem;
    font-size: 0.925rem;
  }
  .outputs {
    max-width: 36rem;
  }
  .outputs .bar {
    width: 40%;
    text-align: left;
  }
  .bar span {
    display: block;
    height: 0.7rem;
    min-width: 1px;
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
