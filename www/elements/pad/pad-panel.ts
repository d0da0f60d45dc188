/** The pad: a garment drawn, started from a silhouette or read from a photo. What it is, others find out. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { imageOperation, inkOperation, type Operation } from "../../draw/pad/operation";
import { PAD_SIDE } from "../../draw/pad/surface";
import { greyImage } from "../../draw/pixels";
import type { ModelChoice } from "../../engine/protocol";
import type { PadWords } from "../../words/en/pad";
import type { Numbers } from "../../words/numbers";
import { base, buttons } from "../theme";
import { PadEditor } from "./editor";
import { PhotoIntake } from "./intake";
import { PadKeyboard } from "./keyboard";
import { PadPointer } from "./pointer";
import { PadRing } from "./ring";
import { silhouetteMenu } from "./silhouettes";
import { padStyles } from "./styles";
import { toldText } from "./told";
import { keyHelp, type ToolbarListener, toolbar } from "./toolbar";
import { toolbarStyles } from "./toolbar-styles";

/** 784 bytes to be put on the pad; another number, even of the same image, puts it there again. */
export interface LoadedImage {
  pixels: Uint8Array;
  id: number;
}

/** A photo as ink: the pad's own bytes. */
export interface LoadedInk {
  ink: Uint8Array;
  id: number;
}

export class PadPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    classes: { attribute: false },
    numbers: { attribute: false },
    model: { attribute: false },
    canUseMine: { attribute: false },
    loadedImage: { attribute: false },
    loadedInk: { attribute: false },
    isReadingPhoto: { attribute: false },
    photoProblem: { attribute: false },
    isEmpty: { state: true },
    canUndo: { state: true },
    canRedo: { state: true },
  };
  static override styles = [base, buttons, padStyles, toolbarStyles];

  declare words: PadWords;
  declare classes: readonly string[];
  declare numbers: Numbers;
  declare model: ModelChoice;
  /** Something was trained. */
  declare canUseMine: boolean;
  declare loadedImage: LoadedImage | undefined;
  declare loadedInk: LoadedInk | undefined;
  /** A photo was handed out and has not come back as ink yet. */
  declare isReadingPhoto: boolean;
  declare photoProblem: string | undefined;
  /** Of the drawing as it was last painted, as are the next two. */
  declare protected isEmpty: boolean;
  declare protected canUndo: boolean;
  declare protected canRedo: boolean;

  readonly #editor = new PadEditor();
  readonly #intake = new PhotoIntake(this, (image) => this.#tell("photo", image));
  readonly #ring = new PadRing();
  readonly #keyboard = new PadKeyboard(this.#editor, this.#ring, {
    changed: () => {
      this.#touch();
      this.requestUpdate();
    },
    told: (told) => toldText(told, this.words, this.numbers),
    announce: (text) => {
      if (this.#live.value) this.#live.value.textContent = text;
    },
  });
  readonly #pointer = new PadPointer({
    begin: (point, isErasing) => {
      this.#intake.forget();
      this.#touch();
      return this.#editor.begin(point, isErasing ? "eraser" : undefined);
    },
    extend: (points) => {
      this.#editor.drawing.extend(points);
      this.#touch();
    },
    end: () => {
      this.#editor.end();
      this.#touch();
    },
    cancel: () => {
      this.#editor.cancel();
      this.#touch();
    },
  });
  readonly #toolbarListener: ToolbarListener = {
    choose: (choice) => {
      this.#editor.end();
      this.#editor.choice = choice;
      this.requestUpdate();
    },
    edit: (type) => {
      this.#editor.press({ type });
      this.#touch();
    },
    testImage: () => this.#tell("test-image", undefined),
    photo: () => this.#file.value?.click(),
    model: (model) => this.#tell("model", model),
  };
  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #live = createRef<HTMLElement>();
  readonly #file = createRef<HTMLInputElement>();
  #frame: number | undefined;
  /** Of the drawing as it was last painted. */
  #version = 0;

  constructor() {
    super();
    this.isEmpty = true;
    this.canUndo = false;
    this.canRedo = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was not painted any more before it was taken off the page.
    this.#touch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keyboard.stop();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { loadedImage, loadedInk } = this;
    if (changed.has("loadedImage") && loadedImage && loadedImage.id !== changed.get("loadedImage")?.id) {
      this.#apply(imageOperation(loadedImage.pixels));
    }
    if (changed.has("loadedInk") && loadedInk && loadedInk.id !== changed.get("loadedInk")?.id) {
      this.#apply(inkOperation(loadedInk.ink));
    }
  }

  protected override render() {
    const { words, classes, model, canUseMine, isEmpty, canUndo, canRedo } = this;
    const { choice, grey } = this.#editor;
    return html`
      <section aria-label=${words.title} @keydown=${this.#keyboard.panelKeyDown}>
        <h2>${words.title}</h2>
        <div class="bench">
          <div class="easel">${this.#pad()} ${this.#messages()}</div>
          <div class="tools">
            ${toolbar({ words, choice, model, canUseMine, isEmpty, canUndo, canRedo }, this.#toolbarListener)}
            ${keyHelp(words)}
          </div>
        </div>
        ${silhouetteMenu({
          words,
          classes,
          choose: (label) => this.#apply({ type: "silhouette", label, grey }),
        })}
        <input ${ref(this.#file)} type="file" accept="image/*" hidden @change=${this.#onFile} />
        <p class="visually-hidden" aria-live="polite" ${ref(this.#live)}></p>
      </section>
    `;
  }

  #pad() {
    const { words } = this;
    const { isDropping, isReading, dragOver, dragLeave, drop } = this.#intake;
    const { keyDown, keyUp, focus, blur } = this.#keyboard;
    const veil = isDropping ? words.drop : isReading || this.isReadingPhoto ? words.reading : undefined;
    return html`
      <div
        class="pad"
        role="application"
        tabindex="0"
        aria-label=${words.pad}
        aria-describedby="instructions"
        @keydown=${keyDown}
        @keyup=${keyUp}
        @focus=${focus}
        @blur=${blur}
        @dragover=${dragOver}
        @dragleave=${dragLeave}
        @drop=${drop}
      >
        <canvas
          ${ref(this.#canvas)}
          width=${PAD_SIDE}
          height=${PAD_SIDE}
          aria-hidden="true"
          @pointerdown=${this.#onPointerDown}
          @pointermove=${this.#onPointerMove}
          @pointerup=${(event: PointerEvent) => this.#pointer.up(event)}
          @pointercancel=${(event: PointerEvent) => this.#pointer.cancel(event)}
          @pointerleave=${() => this.#ring.hide()}
        ></canvas>
        ${
          this.isEmpty
            ? html`<p class="empty" aria-hidden="true">${words.empty}<span>${words.emptyHint}</span></p>`
            : nothing
        }
        ${veil ? html`<p class="veil ${isDropping ? "dropping" : ""}">${veil}</p>` : nothing}
        <div class="ring" hidden ${ref(this.#ring.attach)}></div>
      </div>
      <p class="visually-hidden" id="instructions">${words.instructions}</p>
    `;
  }

  #messages() {
    const { words } = this;
    const problem = this.#intake.isRefused ? words.notAPicture : this.photoProblem;
    return html`
      <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : nothing}</div>
      <p class="note muted">${words.photoHelp}</p>
    `;
  }

  #onPointerDown(event: PointerEvent): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    if (this.#editor.isPenDown) this.#editor.end();
    this.#pointer.down(event, currentTarget);
    this.#ring.follow(event, currentTarget, this.#editor);
  }

  #onPointerMove(event: PointerEvent): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    this.#pointer.move(event, currentTarget);
    this.#ring.follow(event, currentTarget, this.#editor);
  }

  #onFile({ currentTarget: input }: Event): void {
    if (!(input instanceof HTMLInputElement)) return;
    const file = input.files?.[0];
    // So that the same file can be chosen again.
    input.value = "";
    if (file) void this.#intake.take(file);
  }

  #apply(operation: Operation): void {
    this.#editor.apply(operation);
    this.#touch();
  }

  /** The drawing may have changed: painted and told with the next frame. */
  #touch(): void {
    this.#frame ??= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = undefined;
    const { drawing } = this.#editor;
    this.canUndo = drawing.canUndo;
    this.canRedo = drawing.canRedo;
    if (drawing.version === this.#version) return;
    this.#version = drawing.version;
    this.isEmpty = drawing.surface.isEmpty;
    const image = greyImage(drawing.surface.ink, PAD_SIDE);
    this.#canvas.value?.getContext("2d")?.putImageData(image, 0, 0);
    this.#tell("drawing", this.isEmpty ? null : image);
  }

  /** `null` and not `undefined`, which the browser would make `null`. */
  #tell(name: "drawing", detail: ImageData | null): void;
  #tell(name: "photo", detail: ImageData): void;
  #tell(name: "model", detail: ModelChoice): void;
  #tell(name: "test-image", detail: undefined): void;
  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
