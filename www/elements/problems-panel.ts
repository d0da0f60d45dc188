/** What is wrong, in words, each with the button that does something about it. */

import { css, html, LitElement } from "lit";
import type { Problem } from "../state/errors";
import type { ProblemsWords } from "../words/en/problems";
import { base, buttons } from "./theme";

export class ProblemsPanel extends LitElement {
  static override properties = { words: { attribute: false }, problems: { attribute: false } };
  static override styles = [
    base,
    buttons,
    css`
      .problem {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem 1.25rem;
        margin-bottom: 1rem;
        padding: 1rem 1.25rem;
        border: 1.5px solid var(--alarm);
        border-radius: 12px;
        background: var(--alarm-ground);
      }
      .problem:last-child {
        margin-bottom: 2.25rem;
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

  declare words: ProblemsWords;
  declare problems: readonly Problem[];

  protected override render() {
    // The live region is there without problems too, so that a screen reader hears what appears in it.
    return html`<div role="alert">${this.problems.map((problem) => this.#shown(problem))}</div>`;
  }

  #shown(problem: Problem) {
    return html`
      <div class="problem">
        <div class="words">
          <p>${this.words.sentences[problem.code]}</p>
          <p class="detail" lang="en">${problem.message}</p>
        </div>
        <button type="button" @click=${() => this.#answer(problem.remedy)}>
          ${this.words.remedies[problem.remedy]}
        </button>
      </div>
    `;
  }

  #answer(remedy: Problem["remedy"]): void {
    this.dispatchEvent(new CustomEvent<Problem["remedy"]>("remedy", { detail: remedy }));
  }
}
