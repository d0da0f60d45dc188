/** Asks whether the pictures shall be kept, and tells what becomes of it. */

import type { Words } from "../words";
import { button, element } from "./element";
import { appCachePrefix } from "./names";
import { type KeptPictures, NoRoom, Pictures } from "./pictures";

type Message = "noRoom" | "broken";

export class PicturesControl {
  readonly element = element("section", { className: "offline" });
  readonly #folder: string;
  readonly #pictures: Pictures;
  /** There was room for the page itself: without it pictures are of no use. */
  #isPageKept = false;
  #words: Words["offline"];
  #state: KeptPictures | undefined;
  #underWay: AbortController | undefined;
  #message: Message | undefined;

  constructor(folder: string, words: Words["offline"]) {
    this.#folder = folder;
    this.#pictures = new Pictures(folder);
    this.#words = words;
  }

  /** Once the page itself is kept. Rejects where nobody knows what there is to keep. */
  async open(): Promise<void> {
    await navigator.serviceWorker.ready;
    this.#isPageKept = (await caches.keys()).some((name) => name.startsWith(appCachePrefix(this.#folder)));
    this.#state = await this.#pictures.state();
    this.#draw();
  }

  speak(words: Words["offline"]): void {
    this.#words = words;
    this.#draw();
  }

  async #keep(): Promise<void> {
    const underWay = new AbortController();
    this.#underWay = underWay;
    this.#tell(undefined);
    // What was asked for is not to be thrown away when the disk runs full. The browser decides.
    navigator.storage.persist?.().catch(() => {});
    let message: Message | undefined;
    try {
      await this.#pictures.keep((state) => {
        this.#state = state;
        this.#draw();
      }, underWay.signal);
    } catch (error) {
      if (!underWay.signal.aborted) message = error instanceof NoRoom ? "noRoom" : "broken";
    }
    this.#underWay = undefined;
    this.#state = await this.#pictures.state().catch(() => this.#state);
    this.#tell(message);
  }

  async #remove(): Promise<void> {
    await this.#pictures.remove();
    if (this.#state) this.#state = { ...this.#state, keptBytes: 0 };
    this.#tell(undefined);
  }

  #tell(message: Message | undefined): void {
    this.#message = message;
    this.#draw();
    this.element.querySelector("button")?.focus();
  }

  #draw(): void {
    if (!this.#state) return;
    const words = this.#words;
    this.element.ariaLabel = words.title;
    this.element.replaceChildren(
      element("h2", {}, words.title),
      element("p", { role: "status" }, this.#said(this.#state)),
      ...this.#choices(this.#state),
    );
  }

  #said(state: KeptPictures): string {
    const words = this.#words;
    if (!this.#isPageKept) return words.noPage;
    const [kept, total] = [megabytes(state.keptBytes), megabytes(state.totalBytes)];
    if (this.#underWay) return words.underWay(kept, total);
    if (this.#message === "noRoom") return words.noRoom(total);
    if (this.#message === "broken") return words.broken(kept, total);
    if (kept === total) return words.kept(total);
    return kept === 0 ? words.help(total) : words.partly(kept, total);
  }

  #choices({ keptBytes, totalBytes }: KeptPictures): HTMLElement[] {
    const words = this.#words;
    if (!this.#isPageKept) return [];
    if (this.#underWay) {
      const progress = element("progress", { max: totalBytes, value: keptBytes, ariaLabel: words.title });
      return [progress, button(words.stop, () => this.#underWay?.abort())];
    }
    const remove = button(words.remove, () => this.#remove());
    if (keptBytes === totalBytes) return [remove];
    const keep = button(words.keep(megabytes(totalBytes)), () => this.#keep());
    return keptBytes === 0 ? [keep] : [keep, remove];
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
