/** Mouse, finger and pen on the pad: one stroke at a time, in the pad's own pixels. */

import type { Point } from "../../draw/pad/operation";
import { PAD_SIDE } from "../../draw/pad/surface";

export interface StrokeListener {
  /** Answers whether a stroke goes on from here. */
  begin(point: Point, isErasing: boolean): boolean;
  extend(points: readonly Point[]): void;
  end(): void;
  /** The stroke should not have been. */
  cancel(): void;
}

/** `button` where a pen is turned round. */
const PEN_ERASER = 5;
/** A pen reports 0 just before it is lifted. */
const MIN_PRESSURE = 0.1;

export class PadPointer {
  readonly #listener: StrokeListener;
  #active: { id: number; type: string } | undefined;

  constructor(listener: StrokeListener) {
    this.#listener = listener;
  }

  down(event: PointerEvent, canvas: HTMLElement): void {
    const isErasing = event.button === PEN_ERASER;
    if (event.button !== 0 && !isErasing) return;
    if (this.#active) {
      // A palm often lands before the pen, and what it drew is no part of the drawing; all else that comes second
      // is one.
      if (event.pointerType !== "pen" || this.#active.type !== "touch") return;
      this.#listener.cancel();
      this.#active = undefined;
    }
    const [point] = pointsOf([event], canvas);
    if (!point || !this.#listener.begin(point, isErasing)) return;
    this.#active = { id: event.pointerId, type: event.pointerType };
    // So that a stroke that leaves the pad ends, and comes back, as it was drawn.
    canvas.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent, canvas: HTMLElement): void {
    if (event.pointerId !== this.#active?.id) return;
    this.#listener.extend(pointsOf(bundled(event), canvas));
  }

  up(event: PointerEvent): void {
    if (event.pointerId !== this.#active?.id) return;
    this.#active = undefined;
    this.#listener.end();
  }

  /** The system took the pointer for something else, such as a gesture or a palm. */
  cancel(event: PointerEvent): void {
    if (event.pointerId !== this.#active?.id) return;
    this.#active = undefined;
    this.#listener.cancel();
  }
}

/** Where it has been since the last event. Missing on plain http, and in older browsers. */
function bundled(event: PointerEvent): readonly PointerEvent[] {
  const events = "getCoalescedEvents" in event ? event.getCoalescedEvents() : [];
  return events.length > 0 ? events : [event];
}

/** Where the events were, in pixels of the pad. */
export function pointsOf(events: readonly PointerEvent[], canvas: HTMLElement): Point[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return events.map(({ clientX, clientY, pointerType, pressure }) => [
    ((clientX - left) / width) * PAD_SIDE,
    ((clientY - top) / height) * PAD_SIDE,
    // Mouse and finger report a half, or nothing.
    pointerType === "pen" ? Math.max(pressure, MIN_PRESSURE) : 1,
  ]);
}
