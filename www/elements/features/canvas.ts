/** A canvas that only shows: the image that went in, or one feature map, enlarged. */

import { html, type ReactiveController, type ReactiveControllerHost } from "lit";
import { ref } from "lit/directives/ref.js";
import type { ColourScale } from "../../draw/colour-scale";
import { paint, type Sheet } from "../../draw/tiles";

interface Shown {
  sheet: Sheet;
  values: ArrayLike<number>;
  scale: ColourScale;
  /** What is seen, in numbers. */
  meaning: string;
}

export class CanvasView implements ReactiveController {
  #canvas: HTMLCanvasElement | undefined;
  #shown: Shown | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostUpdated(): void {
    const shown = this.#shown;
    const context = this.#canvas?.getContext("2d");
    if (!shown || !context) return;
    const { sheet, values, scale } = shown;
    const image = new ImageData(sheet.width, sheet.height);
    paint(new Uint32Array(image.data.buffer), sheet, values, scale);
    context.putImageData(image, 0, 0);
  }

  render(shown: Shown) {
    this.#shown = shown;
    const { sheet, meaning } = shown;
    return html`<canvas
      ${ref(this.#keep)}
      class="view"
      role="img"
      aria-label=${meaning}
      width=${sheet.width}
      height=${sheet.height}
    ></canvas>`;
  }

  readonly #keep = (canvas: Element | undefined) => {
    this.#canvas = canvas instanceof HTMLCanvasElement ? canvas : undefined;
  };
}
