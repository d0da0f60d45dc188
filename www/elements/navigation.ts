/** Ways to the panels, for a page that is several screens long. */

import { css, html, nothing } from "lit";
import type { CommonWords, SectionName } from "../words/en/common";

/** With fewer panels one sees where they are. */
const LEAST_PANELS = 7;

const SECTIONS: readonly SectionName[] = [
  "pad",
  "curves",
  "settings",
  "confusion",
  "gallery",
  "features",
  "weights",
  "structure",
  "keep",
];

export const navigationStyles = css`
  nav {
    min-width: 0;
  }
  /* In one row that scrolls, where it would take several. */
  nav ul {
    display: flex;
    margin: 0;
    /* Room for the focus ring, which would be cut off. */
    padding: 2px;
    overflow-x: auto;
    scrollbar-width: none;
    list-style: none;
  }
  nav li:first-child button {
    padding-left: 0;
  }
  nav button {
    min-height: 32px;
    padding: 0 0.45rem;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--accent);
    font: inherit;
    font-size: 0.9rem;
    white-space: nowrap;
    cursor: pointer;
  }
  nav button:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  nav button:focus-visible {
    outline-offset: 0;
  }
  @container (min-width: 40rem) {
    nav ul {
      flex-wrap: wrap;
      margin-left: -0.45rem;
      padding: 0;
      overflow: visible;
    }
    nav li:first-child button {
      padding-left: 0.45rem;
    }
  }
  @media (pointer: coarse) {
    nav button {
      min-height: 44px;
    }
  }
`;

/** Those of these panels that there is a way to; none where they are few. */
export function sectionsOf(names: readonly string[]): readonly SectionName[] {
  return names.length < LEAST_PANELS ? [] : SECTIONS.filter((name) => names.includes(name));
}

/** Buttons, since the fragment of the address holds the settings. */
export function navigation(
  sections: readonly SectionName[],
  words: CommonWords,
  go: (name: SectionName) => void,
) {
  if (sections.length === 0) return nothing;
  return html`<nav aria-label=${words.navigation}>
    <ul>
      ${sections.map(
        (name) =>
          html`<li><button type="button" @click=${() => go(name)}>${words.sections[name]}</button></li>`,
      )}
    </ul>
  </nav>`;
}

/** At once, whatever the panels between would like to show on the way; the focus goes along, to the heading. */
export function goTo(root: ParentNode, name: SectionName): void {
  const panel = root.querySelector(`fashion-trainer-${name}`);
  const heading = panel?.shadowRoot?.querySelector<HTMLElement>("h2");
  if (!panel || !heading) return;
  panel.scrollIntoView({ block: "start", behavior: "instant" });
  heading.tabIndex = -1;
  heading.addEventListener("blur", () => heading.removeAttribute("tabindex"), { once: true });
  heading.focus({ preventScroll: true });
}
