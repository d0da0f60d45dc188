/**
 * What stands in the fields of the form while its value is not (yet) in force. Between telling a value and the
 * engine's answer a mini-batch may pass, and a person may have changed their mind again.
 */

import type { TrainConfig } from "../engine/protocol";
import type { Setting, SettingKey } from "./settings";

interface Told {
  text: string;
  /** Settings have come into force since, which need not be those of this text. */
  isFollowed: boolean;
}

/** What the page knew when it was drawn. */
export interface Answers {
  /** The settings in force are others than at the drawing before. */
  isNewConfig: boolean;
  /** Edits without an answer. */
  underWay: Readonly<Partial<Record<SettingKey, number>>>;
  errors: Readonly<Partial<Record<SettingKey, string>>>;
}

export class Drafts {
  readonly #texts = new Map<SettingKey, string>();
  /** What was told last of each setting, until it is in force or refused. */
  readonly #told = new Map<SettingKey, Told>();

  get(key: SettingKey): string | undefined {
    return this.#texts.get(key);
  }

  type(key: SettingKey, text: string): void {
    this.#texts.set(key, text);
  }

  discard(key: SettingKey): void {
    this.#texts.delete(key);
  }

  /** What is to become of a text that was entered. */
  verdict({ key, format }: Setting, config: TrainConfig | undefined): "apply" | "discard" | "keep" {
    const text = this.#texts.get(key);
    if (text === undefined) return "keep";
    const told = this.#told.get(key);
    // What is in force now will not be so for long: the old value has to be told again.
    if (told) return told.text === text ? "keep" : "apply";
    return config && text.trim() === format(config) ? "discard" : "apply";
  }

  /** The text is told now. */
  tell(key: SettingKey): string {
    const text = this.#texts.get(key) ?? "";
    this.#told.set(key, { text, isFollowed: false });
    return text;
  }

  /** Drops what is in force now. A refused text stays, with its reason, and so does one that was typed since. */
  settle({ isNewConfig, underWay, errors }: Answers): void {
    for (const [key, told] of this.#told) {
      if (isNewConfig) told.isFollowed = true;
      if (underWay[key] !== undefined) continue;
      const isRefused = errors[key] !== undefined;
      // After a crash the answer is only that it is kept for the restart.
      if (!isRefused && !told.isFollowed) continue;
      this.#told.delete(key);
      if (!isRefused && this.#texts.get(key) === told.text) this.#texts.delete(key);
    }
  }
}
