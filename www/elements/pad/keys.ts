/** What keys mean on the pad. Knows no DOM. */

import { PAD_SIDE } from "../../draw/pad/surface";
import type { Tool } from "./tools";

export interface Position {
  x: number;
  y: number;
}

export type KeyAction =
  | { type: "move"; right: number; down: number }
  /** Pen down or up. */
  | { type: "pen" }
  /** A dot, or a fill. */
  | { type: "tap" }
  | { type: "undo" | "redo" | "mirror" | "clear" }
  | { type: "tool"; tool: Tool }
  /** To the next thicker or thinner one. */
  | { type: "size"; by: 1 | -1 };

/** Pixels of the pad for one press of an arrow. */
const STEP = 5;
const BIG_STEP = 25;

const ARROWS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const PLAIN: Readonly<Record<string, KeyAction>> = {
  " ": { type: "pen" },
  Enter: { type: "tap" },
  Delete: { type: "clear" },
  // The key that Apple's keyboards call delete.
  Backspace: { type: "clear" },
  m: { type: "mirror" },
  b: { type: "tool", tool: "brush" },
  e: { type: "tool", tool: "eraser" },
  f: { type: "tool", tool: "fill" },
  "-": { type: "size", by: -1 },
  "+": { type: "size", by: 1 },
};

/** Where it is typed with AltGr, as on a German keyboard, Ctrl and Alt count as pressed. */
const BRACKETS: Readonly<Record<string, KeyAction>> = {
  "[": { type: "size", by: -1 },
  "]": { type: "size", by: 1 },
};

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** Undefined for keys that are not the pad's, which keep what they mean to the browser. */
export function keyAction(event: Key): KeyAction | undefined {
  const { key } = event;
  if (BRACKETS[key]) return BRACKETS[key];
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return historyAction(event);
  const arrow = ARROWS[key];
  if (arrow) {
    const step = event.shiftKey ? BIG_STEP : STEP;
    return { type: "move", right: arrow.x * step, down: arrow.y * step };
  }
  return PLAIN[key.length === 1 ? key.toLowerCase() : key];
}

/** Undo and redo, which are also heard outside the pad itself. */
export function historyAction({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): KeyAction | undefined {
  if (altKey || !(ctrlKey || metaKey)) return undefined;
  const letter = key.toLowerCase();
  if (letter === "z") return { type: shiftKey ? "redo" : "undo" };
  return letter === "y" && ctrlKey ? { type: "redo" } : undefined;
}

/** Whether it goes on while the key is held; a dot on a dot would be of no use. */
export function isRepeatable({ type }: KeyAction): boolean {
  return type === "move" || type === "undo" || type === "redo" || type === "size";
}

/** The cursor's next place. It stays on the pad. */
export function moved({ x, y }: Position, right: number, down: number): Position {
  return { x: onPad(x + right), y: onPad(y + down) };
}

function onPad(value: number): number {
  return Math.min(Math.max(value, 0), PAD_SIDE);
}

/**
 * The pen under the space bar. A press sets it down; it stays down for the next press to lift if the bar was let
 * go at once, and is lifted with the bar if the cursor moved meanwhile.
 */
export class KeyPen {
  isDown = false;
  #isHeld = false;
  #hasMoved = false;

  /** Answers whether the pen is down now. */
  press(): boolean {
    this.isDown = !this.isDown;
    this.#isHeld = this.isDown;
    this.#hasMoved = false;
    return this.isDown;
  }

  move(): void {
    this.#hasMoved = true;
  }

  /** Answers whether that lifted the pen. */
  release(): boolean {
    const lifts = this.isDown && this.#isHeld && this.#hasMoved;
    if (lifts) this.isDown = false;
    this.#isHeld = false;
    return lifts;
  }

  /** For all that ends a stroke otherwise. Answers whether the pen was down. */
  lift(): boolean {
    const wasDown = this.isDown;
    this.isDown = false;
    this.#isHeld = false;
    return wasDown;
  }
}
