/** The outline of the brush: under the mouse, or where the keys draw. Moved without drawing the panel anew. */

import { PAD_SIDE } from "../../draw/pad/surface";
import type { PadEditor } from "./editor";
import type { Position } from "./keys";
import { pointsOf } from "./pointer";

/** How wide the place of a fill shows, in pixels of the pad. */
const FILL_WIDTH = 14;

export class PadRing {
  #element: HTMLElement | undefined;

  readonly attach = (element?: Element): void => {
    this.#element = element instanceof HTMLElement ? element : undefined;
  };

  /** A finger hides what is below it anyway. */
  follow(event: PointerEvent, canvas: HTMLElement, editor: PadEditor): void {
    const [point] = pointsOf([event], canvas);
    if (!point || event.pointerType === "touch") this.hide();
    else this.#show({ x: point[0], y: point[1] }, editor, "ring");
  }

  showCursor(editor: PadEditor): void {
    this.#show(editor.cursor, editor, editor.isPenDown ? "ring keys down" : "ring keys");
  }

  hide(): void {
    if (this.#element) this.#element.hidden = true;
  }

  #show({ x, y }: Position, { choice, width }: PadEditor, classes: string): void {
    const element = this.#element;
    if (!element) return;
    const diameter = choice.tool === "fill" ? FILL_WIDTH : width;
    element.hidden = false;
    element.className = classes;
    element.style.setProperty("--x", percent(x));
    element.style.setProperty("--y", percent(y));
    element.style.setProperty("--width", percent(diameter));
  }
}

function percent(pixels: number): string {
  return `${(pixels / PAD_SIDE) * 100}%`;
}
