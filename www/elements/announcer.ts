/** Keeps a live region from talking without a break. */

export class Announcer {
  readonly #tell: (text: string) => void;
  readonly #intervalMillis: number;
  #told = "";
  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (text: string) => void, intervalMillis: number) {
    this.#tell = tell;
    this.#intervalMillis = intervalMillis;
  }

  /** Told at once if it was quiet for the interval; else when that has passed, unless something newer came. */
  say(text: string): void {
    this.#next = text;
    if (this.#timer === undefined) this.#speak();
  }

  /** Also for being taken off the page: what was still to be told is not told. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    const text = this.#next;
    this.#next = undefined;
    if (text === undefined || text === this.#told) return;
    this.#told = text;
    this.#tell(text);
    this.#timer = setTimeout(() => this.#speak(), this.#intervalMillis);
  }
}
