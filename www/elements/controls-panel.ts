/** Train or pause, one step, reset. */

import { css, html, LitElement } from "lit";
import type { Phase } from "../engine/protocol";
import type { ControlsWords } from "../words/en/controls";
import { base, buttons } from "./theme";

/** What the person asked for; `fashion-trainer` does it. */
export type ControlAction = "train" | "pause" | "step" | "reset" | "new-seed";

export class ControlsPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    phase: { attribute: false },
    isPausing: { attribute: false },
    isFinished: { attribute: false },
    hasLearned: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    css`
      :host {
        container-type: inline-size;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
      button {
        flex: 1 0 auto;
        padding: 0 0.5rem;
      }
      .primary {
        flex-basis: 100%;
        font-size: 1.1rem;
      }
      /* The first takes what the others leave, up to a width. */
      @container (min-width: 36rem) {
        button {
          flex: none;
          padding: 0 1rem;
        }
        .primary {
          flex: 1 1 8rem;
          max-width: 12rem;
          padding: 0 0.75rem;
        }
      }
    `,
  ];

  declare words: ControlsWords;
  declare phase: Phase;
  declare isPausing: boolean;
  declare isFinished: boolean;
  /** By training, here or before it came from a file. */
  declare hasLearned: boolean;

  protected override render() {
    const isTraining = this.phase === "training";
    const canTrain = (this.phase === "ready" || this.phase === "paused") && !this.isFinished;
    const canReset = this.phase === "paused" || isTraining || (this.phase === "ready" && this.hasLearned);
    const { words } = this;
    return html`
      <div class="row" role="group" aria-label=${words.title}>
        ${
          isTraining
            ? this.#button("pause", this.isPausing ? words.pausing : words.pause, !this.isPausing)
            : this.#button("train", words.train, canTrain)
        }
        ${this.#button("step", words.step, canTrain, words.stepHint)}
        ${this.#button("reset", words.reset, canReset, words.resetHint)}
        ${this.#button("new-seed", words.newSeed, canReset || canTrain, words.newSeedHint)}
      </div>
    `;
  }

  /** Not `disabled`: that would take the focus from who has just pressed it on the keyboard. */
  #button(action: ControlAction, label: string, isEnabled: boolean, title = "") {
    const isPrimary = action === "train" || action === "pause";
    return html`<button
      type="button"
      class=${isPrimary ? "primary" : ""}
      title=${title}
      aria-disabled=${isEnabled ? "false" : "true"}
      @click=${() => isEnabled && this.#ask(action)}
    >
      ${label}
    </button>`;
  }

  #ask(action: ControlAction): void {
    this.dispatchEvent(new CustomEvent<ControlAction>("control", { detail: action }));
  }
}
