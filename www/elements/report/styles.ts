/** How the report looks, on a screen and on paper. */

import { css } from "lit";

export const page = css`
  section {
    max-width: 48rem;
    margin-inline: auto;
    container-type: inline-size;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    margin-bottom: 1.75rem;
  }
  h2 {
    font-size: 1.5rem;
  }
  h3 {
    margin: 2.25rem 0 0.6rem;
    font-size: 1.125rem;
    font-weight: 650;
  }
  p {
    margin: 0.6rem 0;
  }
  dl,
  dd {
    margin: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
  .about {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr));
    gap: 0.6rem 1rem;
    font-size: 0.9rem;
    line-height: 1.35;
  }
  .about dd {
    overflow-wrap: anywhere;
  }
  .link {
    margin-top: 1.1rem;
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--accent);
  }
  .muted {
    font-size: 0.9rem;
  }
  /* A heading over several columns is for all of them. */
  [scope="colgroup"] {
    border-bottom: 0;
    text-align: center;
  }
  .epochs thead tr:first-child th:first-child {
    text-align: left;
    border-bottom: 1px solid var(--line);
  }
  .epochs thead tr:last-child th:first-child {
    text-align: right;
  }
  @container (max-width: 30rem) {
    .nature {
      flex-basis: 15rem;
    }
    .epochs {
      font-size: 0.72rem;
    }
    .epochs :is(th, td) {
      padding-inline: 0.2rem;
    }
  }
`;

/** Black on white whatever the theme, smaller than on a screen, and nothing cut in two. */
export const print = css`
  @media print {
    :host {
      color-scheme: light;
      --ground: #fff;
      --surface: #fff;
      --ink: #000;
      --muted: #333;
      --line: #ccc;
      --field-line: #777;
      --accent: #000;
      --train: #444;
      --train-faint: #bbb;
      --test: #000;
      color: #000;
      background: #fff;
      font-size: 9.5pt;
      line-height: 1.4;
      print-color-adjust: exact;
    }
    .actions {
      display: none;
    }
    section {
      max-width: none;
    }
    h3 {
      margin-top: 1.4rem;
    }
    .about {
      grid-template-columns: repeat(6, 1fr);
      gap: 0.35rem 0.75rem;
    }
    :is(.about, .muted, table, figcaption, .key, .verdict, .nature dl) {
      font-size: 8.5pt;
    }
    :is(.link, pre, .mistakes figcaption) {
      font-size: 7pt;
    }
    th,
    td {
      padding-block: 0.2rem;
    }
    article {
      margin-top: 0.8rem;
    }
    .mistakes {
      grid-template-columns: repeat(6, 1fr);
      gap: 0.6rem;
    }
    a {
      color: inherit;
      text-decoration: none;
    }

    :is(h3, h4, .above-images) {
      break-after: avoid;
    }
    :is(figure, article, tr, p, .structure) {
      break-inside: avoid;
    }
    /* Else the totals stand on each page that the table comes to. */
    tfoot {
      display: table-row-group;
    }
    .scroll,
    pre {
      overflow: visible;
    }
  }
`;
