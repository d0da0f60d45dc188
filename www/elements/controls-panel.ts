/** Train or pause, one step, reset. */

import { css, html, LitElement } from "lit";
import type { Phase } from "../engine/protocol";
import { base, buttons } from "./theme";

/** What the person asked for; `fashion-trainer` does it. */
export type ControlAction = "train" | "pause" | "step" | "reset" | "new-seed";

export class ControlsPanel extends LitElement {
  static override properties = {
    phase: { attribute: false },
    isPausing: { attribute: false },
    isFinished: { attribute: false },
  };
  static override styles = [
    base,
    buttons,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
      .primary {
        min-width: min(14rem, 100%);
        font-size: 1.1rem;
      }
      @media (max-width: 36rem) {
        button {
          flex: 1 0 auto;
          padding: 0 0.5rem;
        }
        .primary {
          flex-basis: 100%;
        }
      }
    `,
  ];

  declare phase: Phase;
  declare isPausing: boolean;
  declare isFinished: boolean;

  protected override render() {
    const isTraining = this.phase === "training";
    const canTrain = (this.phase === "ready" || this.phase === "paused") && !this.isFinished;
    const canReset = this.phase === "paused" || isTraining;
    const button = (action: ControlAction, label: string, title: string, isEnabled: boolean) =>
      html`<button type="button" title=${title} ?disabled=${!isEnabled} @click=${() => this.#ask(action)}>
        ${label}
      </button>`;
    return html`
      <div class="row" role="group" aria-label="Training">
        <button
          type="button"
          class="primary"
          ?disabled=${isTraining ? this.isPausing : !canTrain}
          @click=${() => this.#ask(isTraining ? "pause" : "train")}
        >
          ${isTraining ? (this.isPausing ? "Pausing…" : "Pause") : "Train"}
        </button>
        ${button("step", "Step", "Train on one mini-batch", canTrain)}
        ${button("reset", "Reset", "Forget what was learned and keep the seed", canReset)}
        ${button("new-seed", "New seed", "Forget what was learned and draw another seed", canReset || canTrain)}
      </div>
    `;
  }

  #ask(action: ControlAction): void {
    this.dispatchEvent(new CustomEvent<ControlAction>("control", { detail: action }));
  }
}
