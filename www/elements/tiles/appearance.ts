/** Whether the page is dark, for what is painted and so can't follow the style sheet by itself. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Appearance implements ReactiveController {
  readonly #query = matchMedia("(prefers-color-scheme: dark)");
  readonly #host: ReactiveControllerHost;
  readonly #onChange = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isDark(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener("change", this.#onChange);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener("change", this.#onChange);
  }
}
