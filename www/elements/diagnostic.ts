/** What a person who reports a fault sends along: to be looked at first, then copied. */

import { css, html, LitElement } from "lit";
import type { DiagnosticWords } from "../words/en/diagnostic";
import { base, buttons } from "./theme";

export class Diagnostic extends LitElement {
  static override properties = {
    words: { attribute: false },
    text: { attribute: false },
    isCopied: { state: true },
  };
  static override styles = [
    base,
    buttons,
    css`
      :host {
        flex-basis: 100%;
        min-width: 0;
      }
      summary {
        width: fit-content;
        cursor: pointer;
        color: var(--muted);
        font-size: 0.9rem;
        line-height: 1.75rem;
      }
      pre {
        max-height: 12rem;
        margin: 0.25rem 0 0.6rem;
        padding: 0.6rem 0.75rem;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground);
        font-size: 0.8125rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        user-select: all;
      }
      @media (pointer: coarse) {
        summary {
          line-height: 2.75rem;
        }
      }
    `,
  ];

  declare words: DiagnosticWords;
  declare text: string;
  declare private isCopied: boolean;

  constructor() {
    super();
    this.isCopied = false;
  }

  protected override render() {
    const { words, text, isCopied } = this;
    return html`<details>
      <summary>${words.title}</summary>
      <pre tabindex="0" role="region" aria-label=${words.title} lang="en">${text}</pre>
      <button type="button" @click=${this.#copy}>${isCopied ? words.copied : words.copy}</button>
    </details>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.isCopied = true;
    } catch {
      // Not allowed, or no clipboard on plain http: selected, it can be copied by hand.
      const shown = this.renderRoot.querySelector("pre");
      if (shown) getSelection()?.selectAllChildren(shown);
    }
  }
}
