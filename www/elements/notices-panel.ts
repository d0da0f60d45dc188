/** What can be continued, what was brought over a fault, and what can't be saved: each with what to do about it. */

import { css, html, LitElement, nothing } from "lit";
import type { DiagnosticWords } from "../words/en/diagnostic";
import type { NoticesWords } from "../words/en/notices";
import { base, buttons } from "./theme";

/** A sentence and the buttons that answer it. */
export interface Notice {
  text: string;
  actions: readonly NoticeAction[];
  /** For a report. */
  details?: string;
}

export type NoticeAction = "continueIt" | "discard" | "close-rescue" | "close-refusal";

export class NoticesPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    diagnosticWords: { attribute: false },
    notices: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    css`
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem 1.25rem;
        margin-bottom: 1rem;
        padding: 0.85rem 1.1rem;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
      }
      .notice:last-child {
        margin-bottom: 1.75rem;
      }
      p {
        flex: 1 1 18rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
    `,
  ];

  declare words: NoticesWords;
  declare diagnosticWords: DiagnosticWords;
  declare notices: readonly Notice[];

  protected override render() {
    // The live region is there without notices too, so that a screen reader hears what appears in it.
    return html`<div role="status" aria-label=${this.words.title}>
      ${this.notices.map((notice) => this.#shown(notice))}
    </div>`;
  }

  #shown({ text, actions, details }: Notice) {
    return html`<div class="notice">
      <p>${text}</p>
      <div class="actions">${actions.map((action) => this.#button(action))}</div>
      ${
        details === undefined
          ? nothing
          : html`<fashion-trainer-diagnostic
              .words=${this.diagnosticWords}
              .text=${details}
            ></fashion-trainer-diagnostic>`
      }
    </div>`;
  }

  #button(action: NoticeAction) {
    const name = action === "close-rescue" || action === "close-refusal" ? "close" : action;
    return html`<button
      type="button"
      class=${action === "continueIt" ? "primary" : nothing}
      @click=${() => this.dispatchEvent(new CustomEvent<NoticeAction>("notice", { detail: action }))}
    >
      ${this.words[name]}
    </button>`;
  }
}
