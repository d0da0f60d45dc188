/** The drawing with the chosen tool, whether a pointer or keys move it. Knows no DOM. */

import { Drawing } from "../../draw/pad/drawing";
import type { Operation, Point } from "../../draw/pad/operation";
import { type KeyAction, KeyPen, moved, type Position } from "./keys";
import { type Choice, FIRST_CHOICE, GREYS, SIZES, type Tool } from "./tools";

/** What came of a key, for those who can't see it. */
export type Told =
  | { type: "at" | "penDown" | "penUp" | "dotted" | "filled"; at: Position }
  | { type: "undone" | "redone" | "mirrored" | "cleared" }
  | { type: "tool"; tool: Tool }
  | { type: "size"; size: number };

/** Where the cursor of the keys starts: in the middle. */
const START: Position = { x: 140, y: 140 };
const FULL_PRESSURE = 1;

export class PadEditor {
  readonly drawing = new Drawing();
  choice: Choice = FIRST_CHOICE;
  cursor: Position = START;
  readonly #pen = new KeyPen();

  /** Whether the keys have set the pen down. */
  get isPenDown(): boolean {
    return this.#pen.isDown;
  }

  get width(): number {
    return SIZES[this.choice.size] ?? SIZES[0];
  }

  get grey(): number {
    return GREYS[this.choice.grey] ?? GREYS[0];
  }

  /** Starts a stroke, or fills and answers false. */
  begin(point: Point, tool: Tool = this.choice.tool): boolean {
    const { width, grey } = this;
    const [x, y] = point;
    if (tool === "fill") this.drawing.apply({ type: "fill", x, y, grey });
    else this.drawing.begin({ type: "stroke", tool, width, grey, points: [point] });
    return tool !== "fill";
  }

  /** Puts something whole on the pad. */
  apply(operation: Operation): void {
    this.end();
    this.drawing.apply(operation);
  }

  /** Ends whatever stroke is under way. */
  end(): void {
    this.#pen.lift();
    this.drawing.end();
  }

  /** Ends the stroke under way as if it had not been. */
  cancel(): void {
    const count = this.drawing.operations.length;
    this.end();
    // One that changed nothing, such as an eraser's on the bare ground, was not kept.
    if (this.drawing.operations.length === count) this.drawing.undo();
  }

  press(action: KeyAction): Told | undefined {
    switch (action.type) {
      case "move":
        return this.#move(action.right, action.down);
      case "pen":
        return this.choice.tool === "fill" ? this.#tap() : this.#togglePen();
      case "tap":
        return this.#tap();
      case "tool":
        this.end();
        this.choice = { ...this.choice, tool: action.tool };
        return action;
      case "size":
        return this.#resize(action.by);
      default:
        return this.#change(action.type);
    }
  }

  /** The space bar was let go. */
  release(): Told | undefined {
    if (!this.#pen.release()) return undefined;
    this.drawing.end();
    return { type: "penUp", at: this.cursor };
  }

  #move(right: number, down: number): Told {
    this.cursor = moved(this.cursor, right, down);
    if (this.#pen.isDown) {
      this.#pen.move();
      this.drawing.extend([this.#point]);
    }
    return { type: "at", at: this.cursor };
  }

  #togglePen(): Told {
    const at = this.cursor;
    if (!this.#pen.press()) {
      this.drawing.end();
      return { type: "penUp", at };
    }
    this.begin(this.#point);
    return { type: "penDown", at };
  }

  #tap(): Told {
    this.end();
    const isStroke = this.begin(this.#point);
    this.drawing.end();
    return { type: isStroke ? "dotted" : "filled", at: this.cursor };
  }

  /** A stroke under way keeps the width that it began with, so it ends. */
  #resize(by: number): Told {
    this.end();
    const size = Math.min(Math.max(this.choice.size + by, 0), SIZES.length - 1);
    this.choice = { ...this.choice, size };
    return { type: "size", size };
  }

  #change(type: "undo" | "redo" | "mirror" | "clear"): Told | undefined {
    this.end();
    const { version } = this.drawing;
    this.drawing[type]();
    if (this.drawing.version === version) return undefined;
    const told = { undo: "undone", redo: "redone", mirror: "mirrored", clear: "cleared" } as const;
    return { type: told[type] };
  }

  get #point(): Point {
    return [this.cursor.x, this.cursor.y, FULL_PRESSURE];
  }
}
