/** Grey bytes onto a canvas, one canvas pixel each; how large they show is for the style sheet. */

import { toRgba } from "./pad/surface";

/** Grey levels as an opaque picture. */
export function greyImage(pixels: Uint8Array, width: number, height = width): ImageData {
  return new ImageData(toRgba(pixels), width, height);
}

export function drawGrey(
  context: CanvasRenderingContext2D,
  pixels: Uint8Array,
  width: number,
  height = width,
): void {
  context.putImageData(greyImage(pixels, width, height), 0, 0);
}

export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Around what is in the frame, as far as the canvas goes; in two colours, so that it shows on ink and on ground. */
export function drawFrame(context: CanvasRenderingContext2D, frame: Frame, thickness: number): void {
  const half = thickness / 2;
  const { width, height } = context.canvas;
  const left = Math.max(frame.x - half, half);
  const top = Math.max(frame.y - half, half);
  const right = Math.min(frame.x + frame.width + half, width - half);
  const bottom = Math.min(frame.y + frame.height + half, height - half);
  context.save();
  context.lineWidth = thickness;
  context.strokeStyle = "#0b1a44";
  context.strokeRect(left, top, right - left, bottom - top);
  context.setLineDash([thickness * 3, thickness * 2]);
  context.strokeStyle = "#9db7ff";
  context.strokeRect(left, top, right - left, bottom - top);
  context.restore();
}
