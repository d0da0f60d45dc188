/** How the panels stand on the page: by the width of the element, wherever it is embedded. */

import { css } from "lit";

export const layout = css`
  :host {
    container-type: inline-size;
    color: var(--ink);
    font: 1rem / 1.5 system-ui, sans-serif;
  }
  .panels {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.25rem 2rem;
  }
  @container (min-width: 56rem) {
    .panels {
      grid-template-columns: repeat(12, minmax(0, 1fr));
    }
    .panels > * {
      grid-column: span 12;
    }
    .panels > .pad {
      grid-column: span 7;
    }
    .panels > .bars {
      grid-column: span 5;
    }
  }
`;
