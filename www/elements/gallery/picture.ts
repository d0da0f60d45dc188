/** `<canvas ${picture(pixels)}>`: a 28 x 28 image, drawn when it is another one. */

import { noChange } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";
import { drawGrey } from "../../draw/pixels";

const SIDE = 28;

class Picture extends Directive {
  #pixels: Uint8Array | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("a picture is drawn on a canvas");
  }

  override update({ element }: ElementPart, [pixels]: [Uint8Array]): unknown {
    if (pixels === this.#pixels || !(element instanceof HTMLCanvasElement)) return noChange;
    this.#pixels = pixels;
    element.width = SIDE;
    element.height = SIDE;
    const context = element.getContext("2d");
    if (context) drawGrey(context, pixels, SIDE);
    return noChange;
  }

  override render(_pixels: Uint8Array): unknown {
    return noChange;
  }
}

export const picture = directive(Picture);
