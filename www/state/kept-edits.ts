/** Settings changed by hand while there was no engine to judge them, the latest last. */

import type { ConfigInput } from "../engine/protocol";

export class KeptEdits {
  readonly #edits = new Map<string, unknown>();

  keep(partial: ConfigInput): void {
    for (const [key, value] of Object.entries(partial)) {
      // A recipe that comes after other settings is about them too.
      this.#edits.delete(key);
      this.#edits.set(key, value);
    }
  }

  /** One setting at a time: each on top of the settings in force, which stay where an edit is refused. */
  take(): ConfigInput[] {
    const edits = [...this.#edits].map(([key, value]) => ({ [key]: value }));
    this.#edits.clear();
    return edits;
  }
}
