/** How the panel for links and files looks. */

import { css } from "lit";

export const keepStyles = css`
  section {
    container-type: inline-size;
    position: relative;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem 2rem;
  }
  @container (min-width: 52rem) {
    .parts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .part {
    min-width: 0;
  }
  /* In one line, so that no button moves when a reason comes or goes. */
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    margin-bottom: 0.5rem;
  }
  h3 {
    margin: 0;
    font-size: 0.95rem;
    font-weight: 650;
  }
  .reason {
    color: var(--muted);
    font-size: 0.875rem;
  }
  /* A button and, beside it where there is room, what it does. */
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.9rem;
    margin-bottom: 0.6rem;
  }
  .numbers button {
    min-width: 6.5rem;
  }
  .network button {
    min-width: 12rem;
  }
  .help {
    flex: 1 1 12rem;
    max-width: 30rem;
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
    text-wrap: pretty;
  }
  #link {
    width: 100%;
    min-height: 44px;
    margin-bottom: 0.6rem;
    padding: 0 0.7rem;
    border: 1.5px solid var(--field-line);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 0.9rem;
    text-overflow: ellipsis;
  }
  .question {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-bottom: 0.8rem;
  }
  .question p {
    flex-basis: 100%;
    overflow-wrap: anywhere;
  }
  .message {
    overflow-wrap: anywhere;
    font-size: 0.925rem;
    font-weight: 500;
  }
  .problem {
    color: var(--alarm);
    font-size: 0.925rem;
    font-weight: 500;
  }
  .drop {
    position: absolute;
    inset: -0.5rem;
    display: grid;
    place-content: center;
    border: 2px dashed var(--accent);
    border-radius: 12px;
    background: color-mix(in srgb, var(--surface) 88%, transparent);
    font-size: 1.125rem;
    font-weight: 650;
    pointer-events: none;
  }
`;
