/** The strip that says what is going on. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { Announcer, type Bar, type Status } from "../state/status";
import type { StatusWords } from "../words/en/status";
import { base } from "./theme";

export class StatusPanel extends LitElement {
  static override properties = { words: { attribute: false }, status: { attribute: false } };
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

  declare words: StatusWords;
  declare status: Status | undefined;
  readonly #announcer = new Announcer();
  #announced = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.status && changed.has("status")) {
      this.#announced = this.#announcer.say(this.status, performance.now());
    }
  }

  protected override render() {
    const { status, words } = this;
    if (!status) return nothing;
    const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`
      <section class="strip" aria-label=${words.title}>
        <div>
          <p class="headline">${status.headline}</p>
          <p class="muted">${status.detail}</p>
        </div>
        ${status.bars.map((bar) => this.#bar(bar))}
        <dl>
          ${fact(words.epoch, status.epoch)} ${fact(words.step, status.step)}
          ${fact(words.speed, status.speed)} ${fact(words.timeLeft, status.timeLeft)}
          <div class="backend">
            <dt>${words.backend}</dt>
            <dd>${status.backend}<span>${status.reason}</span></dd>
          </div>
        </dl>
        <p class="visually-hidden" role="status">${this.#announced}</p>
      </section>
    `;
  }

  #bar({ label, done, total }: Bar) {
    return html`<label>${label}<progress max=${total} .value=${Math.min(done, total)}></progress></label>`;
  }
}
