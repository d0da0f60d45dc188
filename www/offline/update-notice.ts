/** Offers a new version of the page. Nothing is reloaded unasked, nor what was learned lost without a second question. */

import type { Words } from "../words";
import { button, element } from "./element";

export class UpdateNotice {
  readonly element = element("div", { className: "update", hidden: true });
  readonly #hasLearned: () => boolean;
  #words: Words["offline"];
  #takeOver: (() => void) | undefined;
  #isAsking = false;

  /** `hasLearned`: whether a reload loses something. */
  constructor(words: Words["offline"], hasLearned: () => boolean) {
    this.#words = words;
    this.#hasLearned = hasLearned;
    this.element.role = "status";
  }

  /** There is one; `takeOver` puts it in the place of this one. */
  offer(takeOver: () => void): void {
    this.#takeOver = takeOver;
    this.#isAsking = false;
    this.element.hidden = false;
    this.#draw();
  }

  speak(words: Words["offline"]): void {
    this.#words = words;
    if (this.#takeOver) this.#draw();
  }

  #draw(): void {
    const words = this.#words.update;
    const takeOver = this.#takeOver;
    const later = button(words.later, () => {
      this.element.hidden = true;
    });
    if (this.#isAsking)
      this.element.replaceChildren(
        words.loses,
        button(words.anyway, () => takeOver?.()),
        later,
      );
    else
      this.element.replaceChildren(
        words.offer,
        button(words.reload, () => this.#ask()),
        later,
      );
  }

  #ask(): void {
    if (!this.#hasLearned()) {
      this.#takeOver?.();
      return;
    }
    this.#isAsking = true;
    this.#draw();
    this.element.querySelector("button")?.focus();
  }
}
