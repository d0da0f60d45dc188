/** How the panels stand on the page: by the width of the element, wherever it is embedded. */

import { css } from "lit";

export const layout = css`
  :host {
    container-type: inline-size;
    /* Light and dark follow the reader, and the page around it may not: text needs a ground of its own. */
    background: var(--ground);
  }
  @media print {
    :host {
      background: #fff;
    }
  }
  /* Text styles of the page around it end here, those of its "*" too, which the host can't refuse. */
  .page {
    all: initial;
    display: block;
    direction: ltr;
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
    color: var(--ink);
    font: 1rem / 1.5 system-ui, sans-serif;
  }
  .panels,
  .draw,
  .rest {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.25rem 2rem;
  }
  .panels {
    row-gap: 1.75rem;
  }
  .panels[hidden] {
    display: none;
  }
  .draw + .rest {
    margin-top: 0.5rem;
  }
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem 2rem;
  }
  .panels > * > * {
    scroll-margin-top: 1rem;
  }
  @container (min-width: 56rem) {
    /* The bars are as high as the pad and what explains it. */
    .draw:has(> fashion-trainer-bars):has(> fashion-trainer-pad) {
      grid-template: auto 1fr / minmax(0, 2fr) minmax(0, 1fr);
    }
    .draw > fashion-trainer-pad + fashion-trainer-bars {
      grid-area: 1 / 2 / span 2;
    }
  }
  @container (min-width: 66rem) {
    /* What is going on stands beside what one does; the ways below close the column. */
    .head:has(> fashion-trainer-controls):has(> fashion-trainer-status) {
      grid-template: auto 1fr / minmax(0, 7fr) minmax(0, 5fr);
    }
    .head > fashion-trainer-controls + fashion-trainer-status {
      grid-area: 1 / 2 / span 2;
    }
    .head > nav {
      align-self: end;
    }
    .draw:has(> fashion-trainer-bars):has(> fashion-trainer-pad) {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
    }
  }
`;
