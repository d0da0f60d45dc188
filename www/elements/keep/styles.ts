/** How the panel for links and files looks. */

import { css } from "lit";

export const keepStyles = css`
  section {
    position: relative;
  }
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 1.75rem 2rem;
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
  .choice {
    margin-bottom: 0.8rem;
  }
  .help {
    max-width: 26rem;
    margin-top: 0.3rem;
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
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
