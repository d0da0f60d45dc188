/** What is wrong, in words, each with the button that does something about it. */

import { css, html, LitElement, nothing } from "lit";
import type { Problem } from "../state/errors";
import type { DiagnosticWords } from "../words/en/diagnostic";
import type { ProblemsWords } from "../words/en/problems";
import { base, buttons } from "./theme";

export interface ShownProblem extends Problem {
  /** For a report, where it is a fault of the program. */
  details?: string | undefined;
}

export class ProblemsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    diagnosticWords: { attribute: false },
    problems: { attribute: false },
  };
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
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
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
  declare diagnosticWords: DiagnosticWords;
  declare problems: readonly ShownProblem[];

  protected override render() {
    // The live region is there without problems too, so that a screen reader hears what appears in it.
    return html`<div role="alert">${this.problems.map((problem) => this.#shown(problem))}</div>`;
  }

  #shown(problem: ShownProblem) {
    const isLoading = problem.remedy === "retry-loading";
    return html`
      <div class="problem">
        <div class="words">
          <p>${this.words.sentences[problem.code]}</p>
          <p class="detail" lang="en">${problem.message}</p>
          ${isLoading ? html`<p class="detail">${this.words.chooseFilesHelp}</p>` : nothing}
        </div>
        <div class="buttons">
          <button type="button" @click=${() => this.#answer(problem.remedy)}>
            ${this.words.remedies[problem.remedy]}
          </button>
          ${isLoading ? this.#choice() : nothing}
        </div>
        ${
          problem.details === undefined
            ? nothing
            : html`<fashion-trainer-diagnostic
                .words=${this.diagnosticWords}
                .text=${problem.details}
              ></fashion-trainer-diagnostic>`
        }
      </div>
    `;
  }

  #choice() {
    return html`
      <button type="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input")?.click()}>
        ${this.words.chooseFiles}
      </button>
      <input type="file" multiple tabindex="-1" hidden @change=${this.#chosen} />
    `;
  }

  #chosen({ currentTarget: input }: Event): void {
    if (!(input instanceof HTMLInputElement)) return;
    const files = [...(input.files ?? [])];
    // So that the same ones can be chosen again.
    input.value = "";
    if (files.length > 0) this.dispatchEvent(new CustomEvent<File[]>("files", { detail: files }));
  }

  #answer(remedy: Problem["remedy"]): void {
    this.dispatchEvent(new CustomEvent<Problem["remedy"]>("remedy", { detail: remedy }));
  }
}
