/** How the tools beside the pad and the menu of silhouettes look. */

import { css } from "lit";

export const toolbarStyles = css`
  .tools {
    --target: 38px;
    display: grid;
    gap: 0.85rem;
    min-width: 0;
    max-width: 360px;
  }
  .legend {
    color: var(--muted);
    font-size: 0.85rem;
  }
  .options,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
  }
  .tool .legend {
    position: absolute;
    clip-path: inset(50%);
  }
  .start,
  .model {
    display: grid;
    gap: 0.3rem;
  }
  /* The name stands before the row where both fit, else above. */
  .size,
  .grey {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.5rem;
    align-items: center;
  }
  .size .legend,
  .grey .legend {
    flex: 1 0 3.4rem;
  }
  .size .options,
  .grey .options {
    flex: 20 1 13rem;
  }
  .options label,
  :where(.tools) button {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.1rem;
    /* As wide as its neighbours, unless its word needs more. */
    flex: 1 1 3.4rem;
    min-width: max-content;
    min-height: var(--target);
    padding: 0.3rem;
    border: 1.5px solid var(--field-line);
    border-radius: 8px;
    background: var(--surface);
    font-size: 0.8rem;
    font-weight: 600;
    line-height: 1.2;
    cursor: pointer;
  }
  .options input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .options label:hover {
    border-color: var(--accent);
  }
  .options label:has(:checked) {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
    box-shadow: inset 0 0 0 1.5px var(--accent);
  }
  .options label:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .options label:has([aria-disabled="true"]) {
    border-color: var(--line);
    background: transparent;
    color: var(--muted);
    cursor: not-allowed;
  }
  .edit button {
    flex-basis: auto;
    padding-inline: 0.1rem;
  }
  .start button,
  .model label {
    flex-basis: 0;
    padding-inline: 0.25rem;
  }
  .model label {
    font-size: 0.78rem;
  }
  .size label,
  .grey label {
    flex-basis: var(--target);
    min-width: 0;
    padding: 0;
  }
  .size .label,
  .grey .label {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .icon {
    flex: none;
    width: 22px;
    height: 22px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .dot {
    aspect-ratio: 1;
    border-radius: 50%;
    background: currentColor;
  }
  .swatch {
    width: 24px;
    aspect-ratio: 1;
    border: 1px solid var(--field-line);
    border-radius: 50%;
  }
  #mine-missing {
    margin-top: -0.5rem;
  }
  details {
    font-size: 0.9rem;
  }
  summary {
    width: fit-content;
    min-height: 28px;
    align-content: center;
    color: var(--muted);
    font-weight: 600;
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.35rem 0.75rem;
    margin: 0.4rem 0 0;
  }
  dt {
    white-space: nowrap;
  }
  dd {
    margin: 0;
    color: var(--muted);
  }
  kbd {
    display: inline-block;
    min-width: 1.6em;
    padding: 0 0.35em;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--surface);
    font: inherit;
    font-size: 0.8rem;
    text-align: center;
  }
  #silhouettes {
    --menu-width: min(22rem, calc(100vw - 2rem));
    position: absolute;
    inset: auto;
    left: max(1rem, min(var(--left), calc(var(--right-end) - var(--menu-width))));
    width: var(--menu-width);
    margin: 0;
    padding: 0.4rem;
    border: 1.5px solid var(--field-line);
    border-radius: 10px;
    background: var(--surface);
    color: var(--ink);
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.28);
  }
  #silhouettes:popover-open {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    gap: 0.2rem;
  }
  #silhouettes button {
    display: grid;
    text-align: center;
    gap: 0.25rem;
    justify-items: center;
    align-content: start;
    min-width: 0;
    padding: 0.3rem 0;
    border-color: transparent;
    font-size: 0.7rem;
    font-weight: 500;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  #silhouettes canvas {
    width: 48px;
    height: 48px;
    border: 4px solid #000;
    border-radius: 6px;
    background: #000;
  }
  @media (pointer: coarse) {
    .tools {
      --target: 44px;
    }
    summary {
      min-height: 44px;
    }
  }
`;
