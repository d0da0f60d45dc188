/** What a change replaced, to take it back and to do it again. */
export class Patch {
  readonly #start: number;
  #bytes: Uint8Array;

  private constructor(start: number, bytes: Uint8Array) {
    this.#start = start;
    this.#bytes = bytes;
  }

  /** The old bytes from the first to the last that differ; undefined where none does. */
  static between(before: Uint8Array, after: Uint8Array): Patch | undefined {
    const start = before.findIndex((byte, index) => byte !== after[index]);
    if (start < 0) return undefined;
    const last = before.findLastIndex((byte, index) => byte !== after[index]);
    return new Patch(start, before.slice(start, last + 1));
  }

  /** Takes the change back, or does it again if it was taken back. */
  swap(ink: Uint8Array): void {
    const other = ink.slice(this.#start, this.#start + this.#bytes.length);
    ink.set(this.#bytes, this.#start);
    this.#bytes = other;
  }
}
