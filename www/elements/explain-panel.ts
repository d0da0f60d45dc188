/** Short explanations of what is on screen, and a glossary. */

import { css, html, LitElement, nothing } from "lit";
import type { ExplainWords, ExplanationFacts, ExplanationKey } from "../words/en/explain";
import type { Numbers } from "../words/numbers";
import { base, buttons } from "./theme";

export class ExplainPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    // Made anew from each state, and nearly always the same.
    explanations: { attribute: false, hasChanged: isOther },
    facts: { attribute: false, hasChanged: isOther },
    isOpen: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 1rem;
        margin-bottom: 0.9rem;
        border-bottom: 2px dashed var(--line);
      }
      h2 {
        margin: 0;
        padding: 0.3rem 0;
        border: 0;
      }
      .head button {
        padding: 0 0 0 0.75rem;
        border-color: transparent;
        background: none;
        color: var(--muted);
        font-size: 0.875rem;
        font-weight: 500;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        align-content: start;
        gap: 1rem 2rem;
      }
      h3 {
        margin: 0 0 0.2rem;
        font-size: 1rem;
        font-weight: 650;
      }
      .cards p,
      .terms p {
        max-width: 40rem;
        text-wrap: pretty;
      }
      summary {
        min-height: 44px;
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      .glossary > summary {
        width: fit-content;
        padding-right: 0.75rem;
      }
      .terms {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        align-items: start;
        gap: 0 2rem;
      }
      .terms summary {
        border-bottom: 1px solid var(--line);
        font-weight: 500;
      }
      .terms p {
        padding: 0.4rem 0 0.75rem;
        color: var(--muted);
        font-size: 0.95rem;
      }
    `,
  ];

  declare words: ExplainWords;
  declare numbers: Numbers;
  declare explanations: readonly ExplanationKey[];
  declare facts: ExplanationFacts;
  declare isOpen: boolean;

  protected override render() {
    const { words, isOpen } = this;
    return html`
      <section aria-label=${words.title}>
        <div class="head">
          <h2>${words.title}</h2>
          <button
            type="button"
            aria-expanded=${isOpen ? "true" : "false"}
            aria-label=${isOpen ? words.hideExplanations : words.showExplanations}
            @click=${() => this.#toggle()}
          >
            ${isOpen ? words.hide : words.show}
          </button>
        </div>
        ${isOpen ? this.#content() : nothing}
      </section>
    `;
  }

  #content() {
    const { words, facts, numbers } = this;
    return html`
      <div class="cards">
        ${this.explanations.map((key) => {
          const { title, text } = words.explanations[key];
          return html`<div>
            <h3>${title}</h3>
            <p>${text(facts, numbers)}</p>
          </div>`;
        })}
      </div>
      <details class="glossary">
        <summary>${words.glossary}</summary>
        <div class="terms">
          ${words.terms.map(
            ({ term, meaning }) => html`<details>
              <summary>${term}</summary>
              <p>${meaning}</p>
            </details>`,
          )}
        </div>
      </details>
    `;
  }

  #toggle(): void {
    this.dispatchEvent(new CustomEvent<boolean>("toggle-explain", { detail: !this.isOpen }));
  }
}

function isOther(value: unknown, before: unknown): boolean {
  return JSON.stringify(value) !== JSON.stringify(before);
}
