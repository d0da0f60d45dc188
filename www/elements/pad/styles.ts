/** How the pad looks, and where its tools stand. */

import { css } from "lit";

export const padStyles = css`
  :host {
    container-type: inline-size;
  }
  .bench {
    display: grid;
    gap: 1.1rem 1.25rem;
    align-items: start;
  }
  .easel {
    display: grid;
    gap: 0.6rem;
    max-width: 352px;
  }
  .pad {
    position: relative;
    overflow: hidden;
    aspect-ratio: 1;
    border-radius: 10px;
    /* Black in light and dark, as the pictures of the data set are. */
    background: #000;
    color: #fff;
    box-shadow: 0 0 0 1.5px var(--field-line);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .pad:focus-visible {
    outline-offset: 4px;
  }
  .pad canvas {
    display: block;
    width: 100%;
    height: 100%;
    cursor: crosshair;
    /* Here alone, so that the page still scrolls under a finger beside the pad. */
    touch-action: none;
  }
  .pad p {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: 1rem;
    text-align: center;
    pointer-events: none;
  }
  .empty {
    color: #d8d5cf;
    font-size: 1.1rem;
  }
  /* The cursor of the keys starts in the middle. */
  .pad:focus-visible .empty {
    place-content: start center;
    padding-top: 20%;
  }
  .empty span {
    display: block;
    color: #a9a69f;
    font-size: 0.9rem;
  }
  .veil {
    border-radius: 10px;
    background: rgb(11 16 32 / 0.82);
    font-weight: 600;
  }
  .dropping {
    border: 3px dashed #9db7ff;
  }
  .ring {
    position: absolute;
    left: var(--x);
    top: var(--y);
    width: var(--width);
    aspect-ratio: 1;
    border: 1px solid #fff;
    border-radius: 50%;
    box-shadow:
      0 0 0 1px #000,
      inset 0 0 0 1px #000;
    transform: translate(-50%, -50%);
    pointer-events: none;
  }
  .ring[hidden] {
    display: none;
  }
  .ring.keys::before,
  .ring.keys::after {
    content: "";
    position: absolute;
    left: 50%;
    top: 50%;
    width: 2px;
    height: 18px;
    background: #9db7ff;
    box-shadow: 0 0 0 1px #000;
    transform: translate(-50%, -50%);
  }
  .ring.keys::after {
    transform: translate(-50%, -50%) rotate(90deg);
  }
  .ring.down {
    border-color: #9db7ff;
    box-shadow:
      0 0 0 3px #9db7ff,
      0 0 0 4px #000;
  }
  .note {
    font-size: 0.875rem;
  }
  @container (min-width: 34rem) {
    .bench {
      grid-template-columns: minmax(0, 352px) minmax(15.5rem, 1fr);
    }
  }
`;
