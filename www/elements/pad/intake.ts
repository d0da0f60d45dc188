/** The ways by which a picture comes to the pad: chosen, pasted or dropped. */

import type { LitElement, ReactiveController } from "lit";
import { Visibility } from "../visibility";
import { readPhoto } from "./photo";

const EDITABLE = "input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select";

export class PhotoIntake implements ReactiveController {
  /** A file is held over the pad. */
  isDropping = false;
  isReading = false;
  /** The last one was no picture. */
  isRefused = false;
  readonly #host: LitElement;
  readonly #onPhoto: (image: ImageData) => void;
  readonly #visibility: Visibility;
  /** Of the pictures taken so far: only the latest counts, however long an earlier one is decoded. */
  #latest = 0;

  constructor(host: LitElement, onPhoto: (image: ImageData) => void) {
    this.#host = host;
    this.#onPhoto = onPhoto;
    this.#visibility = new Visibility(host, () => {});
    host.addController(this);
  }

  hostConnected(): void {
    // On the panel too: with several on a page, the one with the focus is asked first.
    this.#host.addEventListener("paste", this.#onPaste);
    document.addEventListener("paste", this.#onPaste);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("paste", this.#onPaste);
    document.removeEventListener("paste", this.#onPaste);
    this.#latest++;
    this.isReading = false;
  }

  async take(file: Blob | undefined): Promise<void> {
    const turn = ++this.#latest;
    this.#set({ isReading: file !== undefined, isRefused: file === undefined });
    if (!file) return;
    const image = await readPhoto(file).catch(() => undefined);
    if (turn !== this.#latest) return;
    this.#set({ isReading: false, isRefused: image === undefined });
    if (image) this.#onPhoto(image);
  }

  /** What was said of the last one is no longer of interest. */
  forget(): void {
    if (this.isRefused) this.#set({ isRefused: false });
  }

  readonly dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Else the browser would leave the page to show the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (!this.isDropping) this.#set({ isDropping: true });
  };

  readonly dragLeave = (event: DragEvent): void => {
    const { currentTarget, relatedTarget } = event;
    const isInside = relatedTarget instanceof Node && currentTarget instanceof Node;
    if (isInside && currentTarget.contains(relatedTarget)) return;
    this.#set({ isDropping: false });
  };

  readonly drop = (event: DragEvent): void => {
    this.#set({ isDropping: false });
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    void this.take(pictureOf(event.dataTransfer) ?? event.dataTransfer.files[0]);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented || isEditable(event.composedPath()[0])) return;
    if (event.currentTarget === document && !this.#visibility.isVisible) return;
    const picture = event.clipboardData && pictureOf(event.clipboardData);
    if (!picture) return;
    event.preventDefault();
    void this.take(picture);
  };

  #set(state: Partial<Pick<PhotoIntake, "isDropping" | "isReading" | "isRefused">>): void {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }
}

function pictureOf({ files }: DataTransfer): File | undefined {
  return [...files].find((file) => file.type.startsWith("image/"));
}

/** Whether a paste there is for somebody who writes. */
function isEditable(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(EDITABLE));
}
