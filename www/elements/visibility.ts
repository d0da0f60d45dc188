/** Tells a panel when it comes into view and when it leaves, so that it asks for nothing that nobody sees. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Visibility implements ReactiveController {
  isVisible = false;
  readonly #element: Element;
  readonly #onChange: (isVisible: boolean) => void;
  readonly #margin: string;
  #observer: IntersectionObserver | undefined;

  /** `margin`: how far off the screen it already counts as seen, so that it is filled when it scrolls in. */
  constructor(
    host: ReactiveControllerHost & Element,
    onChange: (isVisible: boolean) => void,
    margin = "0px",
  ) {
    this.#element = host;
    this.#onChange = onChange;
    this.#margin = margin;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => this.#set(entries.at(-1)?.isIntersecting === true),
      {
        rootMargin: this.#margin,
      },
    );
    this.#observer.observe(this.#element);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#set(false);
  }

  #set(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    this.#onChange(isVisible);
  }
}
