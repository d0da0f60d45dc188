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
      :host {
        container-type: inline-size;
      }
      .strip {
        display: grid;
        gap: 0.65rem;
        padding: 0.85rem 1rem 0.95rem;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
      }
      .headline {
        font-size: 1.25rem;
        font-weight: 650;
        line-height: 1.3;
      }
      /* Room for two lines, and below for a bar: nobody's pad should move when they come and go. */
      .headline + p {
        min-height: 2lh;
        font-size: 0.95rem;
        line-height: 1.4;
      }
      .bars {
        display: grid;
        gap: inherit;
        min-height: 1.25rem;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.5rem 0.6rem;
        margin: 0;
      }
      dt {
        color: var(--muted);
        font-size: 0.8125rem;
        white-space: nowrap;
      }
      dd {
        margin: 0;
        font-weight: 600;
        line-height: 1.35;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      /* Like a sentence below the numbers: it hardly ever changes. */
      .backend {
        flex-basis: 100%;
        line-height: 1.4;
      }
      .backend :is(dt, dd) {
        display: inline;
      }
      .backend dd {
        font-size: 0.8125rem;
        font-weight: 400;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .backend dd span {
        color: var(--muted);
      }
      .backend dd span:not(:empty)::before {
        content: "· ";
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.75rem;
        color: var(--muted);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      progress {
        appearance: none;
        flex: 1 1 8rem;
        min-width: 0;
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
      @container (max-width: 26rem) {
        .headline + p {
          min-height: 3lh;
        }
        .bars {
          min-height: 2rem;
        }
        label {
          display: grid;
        }
        progress {
          width: 100%;
        }
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
        <div class="bars">${status.bars.map((bar) => this.#bar(bar))}</div>
        <dl>
          ${fact(words.epoch, status.epoch)} ${fact(words.step, status.step)}
          ${fact(words.speed, status.speed)} ${fact(words.timeLeft, status.timeLeft)}
          <div class="backend">
            <dt>${words.backend}</dt>
            <dd>${status.backend} <span>${status.reason}</span></dd>
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
