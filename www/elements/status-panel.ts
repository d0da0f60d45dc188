/** The strip that says what is going on. */

import { css, html, LitElement, nothing } from "lit";
import type { Bar, Status } from "../state/status";
import { base } from "./theme";

export class StatusPanel extends LitElement {
  static override properties = { status: { attribute: false } };
  static override styles = [
    base,
    css`
      .strip {
        display: grid;
        gap: 1.1rem;
        padding: 1.1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
      }
      .headline {
        font-size: 1.35rem;
        font-weight: 650;
        line-height: 1.2;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.9rem 1.25rem;
        margin: 0;
      }
      dl > div {
        flex: 1 1 6.5rem;
      }
      dl > .backend {
        flex: 3 1 18rem;
      }
      dt {
        color: var(--muted);
        font-size: 0.85rem;
      }
      dd {
        margin: 0;
        font-size: 1.1rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .backend dd span {
        display: block;
        color: var(--muted);
        font-size: 0.9rem;
        font-weight: 400;
      }
      label {
        display: grid;
        gap: 0.4rem;
        color: var(--muted);
        font-size: 0.9rem;
        font-variant-numeric: tabular-nums;
      }
      progress {
        appearance: none;
        width: 100%;
        height: 8px;
        border: 0;
        border-radius: 4px;
        background: var(--line);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
    `,
  ];

  declare status: Status | undefined;

  protected override render() {
    const { status } = this;
    if (!status) return nothing;
    const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`
      <section class="strip" aria-label="Status">
        <div>
          <p class="headline">${status.headline}</p>
          <p class="muted">${status.detail}</p>
        </div>
        ${status.bars.map((bar) => this.#bar(bar))}
        <dl>
          ${fact("Epoch", status.epoch)} ${fact("Mini-batch", status.step)}
          ${fact("Images / s", status.speed)} ${fact("Time left", status.timeLeft)}
          <div class="backend">
            <dt>Trains on</dt>
            <dd>${status.backend}<span>${status.reason}</span></dd>
          </div>
        </dl>
        <p class="visually-hidden" role="status">${status.announcement}</p>
      </section>
    `;
  }

  #bar({ label, done, total }: Bar) {
    return html`<label>${label}<progress max=${total} .value=${Math.min(done, total)}></progress></label>`;
  }
}
