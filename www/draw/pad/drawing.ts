/** A drawing in the making: operations, the ink that they leave, and the way back. */

import { StrokePainter } from "./brush";
import { fill } from "./fill";
import { decode, type Operation, type Point, type Stroke } from "./operation";
import { Patch } from "./patch";
import { silhouetteInk } from "./silhouettes";
import { imageInk, Surface } from "./surface";

/** Steps that can be taken back. Each keeps at most the whole pad, so together they stay under 5 MB. */
const UNDO_STEPS = 60;

/** The same bytes wherever it runs: in a browser, in Node, today and in a year. */
export function replay(operations: readonly Operation[]): Surface {
  const surface = new Surface();
  for (const operation of operations) perform(operation, surface);
  return surface;
}

export class Drawing {
  /** Its ink changes in place. */
  readonly surface = new Surface();
  #version = 0;
  readonly #done: Operation[] = [];
  /** How to take back the last ones of `#done`. */
  readonly #undo: Patch[] = [];
  #redo: { operation: Operation; patch: Patch }[] = [];
  #stroke: { operation: Stroke; painter: StrokePainter; before: Uint8Array } | undefined;

  constructor(operations: readonly Operation[] = []) {
    for (const operation of operations) this.apply(operation);
  }

  /** Grows whenever the ink may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Everything that made the present ink, the stroke under way included. */
  get operations(): readonly Operation[] {
    return this.#stroke ? [...this.#done, this.#finished(this.#stroke)] : [...this.#done];
  }

  get canUndo(): boolean {
    return this.#undo.length > 0 || this.#stroke !== undefined;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0 && this.#stroke === undefined;
  }

  /** Starts a stroke at the points that it has already. A stroke still under way ends. */
  begin(stroke: Stroke): void {
    this.end();
    const painter = new StrokePainter(this.surface, stroke);
    this.#stroke = { operation: stroke, painter, before: this.surface.ink.slice() };
    this.extend(stroke.points);
  }

  extend(points: readonly Point[]): void {
    this.#stroke?.painter.extend(points);
    this.#version++;
  }

  end(): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    this.#stroke = undefined;
    this.#record(this.#finished(stroke), stroke.before);
  }

  /** Does a whole operation at once. One that changes nothing is not recorded, as there is nothing to take back. */
  apply(operation: Operation): void {
    this.end();
    const before = this.surface.ink.slice();
    this.#record(perform(operation, this.surface), before);
    this.#version++;
  }

  clear(): void {
    this.apply({ type: "clear" });
  }

  mirror(): void {
    this.apply({ type: "mirror" });
  }

  undo(): void {
    this.end();
    const patch = this.#undo.pop();
    if (!patch) return;
    const operation = this.#done.pop();
    if (operation) this.#redo.push({ operation, patch });
    this.#swap(patch);
  }

  redo(): void {
    this.end();
    const step = this.#redo.pop();
    if (!step) return;
    this.#done.push(step.operation);
    this.#undo.push(step.patch);
    this.#swap(step.patch);
  }

  #swap(patch: Patch): void {
    patch.swap(this.surface.ink);
    this.#version++;
  }

  #record(operation: Operation, before: Uint8Array): void {
    const patch = Patch.between(before, this.surface.ink);
    if (!patch) return;
    this.#done.push(operation);
    this.#undo.push(patch);
    if (this.#undo.length > UNDO_STEPS) this.#undo.shift();
    this.#redo = [];
  }

  #finished({ operation, painter }: { operation: Stroke; painter: StrokePainter }): Stroke {
    return { ...operation, points: [...painter.points] };
  }
}

/** Returns the operation as it is to be kept. */
function perform(operation: Operation, surface: Surface): Operation {
  switch (operation.type) {
    case "stroke": {
      const painter = new StrokePainter(surface, operation);
      painter.extend(operation.points);
      return { ...operation, points: painter.points };
    }
    case "fill":
      fill(surface, operation.x, operation.y, operation.grey);
      return operation;
    case "mirror":
      surface.mirror();
      return operation;
    case "clear":
      surface.clear();
      return operation;
    case "silhouette":
      surface.ink.set(silhouetteInk(operation.label, operation.grey));
      return operation;
    case "image":
      surface.ink.set(imageInk(decode(operation.pixels)));
      return operation;
    case "ink":
      surface.ink.set(decode(operation.ink));
      return operation;
  }
}
