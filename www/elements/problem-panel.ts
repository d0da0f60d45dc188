/** An error in words, with the button that does something about it. */

import { css, html, LitElement, nothing } from "lit";
import { ERROR_SENTENCES, type Problem } from "../state/errors";
import { base, buttons } from "./theme";

const REMEDIES: Readonly<Record<Problem["remedy"], string>> = {
  "retry-loading": "Try again",
  restart: "Start again",
  dismiss: "Close",
};

export class ProblemPanel extends LitElement {
  static override properties = { problem: { attribute: false } };
  static override styles = [
    base,
    buttons,
    css`
      .problem {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem 1.25rem;
        padding: 1rem 1.25rem;
        border: 1.5px solid var(--alarm);
        border-radius: 12px;
        background: var(--alarm-ground);
      }
      .words {
        flex: 1 1 16rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .detail {
        margin-top: 0.25rem;
        color: var(--muted);
        font-size: 0.9rem;
      }
    `,
  ];

  declare problem: Problem | undefined;

  protected override render() {
    const { problem } = this;
    // The live region stays, so that a screen reader hears what appears in it.
    return html`<div role="alert">${problem ? this.#shown(problem) : nothing}</div>`;
  }

  #shown(problem: Problem) {
    return html`
      <div class="problem">
        <div class="words">
          <p>${ERROR_SENTENCES[problem.code]}</p>
          <p class="detail">${problem.message}</p>
        </div>
        <button type="button" @click=${() => this.#answer(problem.remedy)}>${REMEDIES[problem.remedy]}</button>
      </div>
    `;
  }

  #answer(remedy: Problem["remedy"]): void {
    this.dispatchEvent(new CustomEvent<Problem["remedy"]>("remedy", { detail: remedy }));
  }
}
