/** Lets the demo page work without network, and offers new versions of it. */

import type { Words } from "../words";
import { PicturesControl } from "./pictures-control";
import { register, watchForUpdate } from "./registration";
import { UpdateNotice } from "./update-notice";

export class Offline {
  readonly #notice: UpdateNotice;
  readonly #pictures: PicturesControl;
  readonly #folder = new URL("./", location.href).href;

  /** `hasLearned`: whether a reload loses something. */
  constructor(words: Words, hasLearned: () => boolean) {
    this.#notice = new UpdateNotice(words.offline, hasLearned);
    this.#pictures = new PicturesControl(this.#folder, words.offline);
  }

  /** Rejects where the browser refuses, as where nothing may be stored; then nothing is said of it. */
  async start(): Promise<void> {
    const registration = await register(this.#folder);
    document.body.prepend(this.#notice.element);
    watchForUpdate(registration, (takeOver) => this.#notice.offer(takeOver));
    try {
      await this.#pictures.open();
      document.querySelector("main")?.append(this.#pictures.element);
    } catch {
      // Without network nobody knows how many there would be.
    }
  }

  speak(words: Words): void {
    this.#notice.speak(words.offline);
    this.#pictures.speak(words.offline);
  }
}
