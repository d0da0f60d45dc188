import { describe, expect, test } from "vitest";
import { historyAction, KeyPen, keyAction, moved } from "./keys";

const NONE = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, modifiers: Partial<typeof NONE> = {}) =>
  keyAction({ key, ...NONE, ...modifiers });

describe("keys on the pad", () => {
  test("arrows move, and further with Shift", () => {
    const small = press("ArrowLeft");
    const big = press("ArrowLeft", { shiftKey: true });
    expect(small).toEqual({ type: "move", right: -5, down: 0 });
    expect(big).toEqual({ type: "move", right: -25, down: 0 });
    expect(press("ArrowDown")).toEqual({ type: "move", right: 0, down: 5 });
  });

  test("letters choose tools, also while Caps Lock is on", () => {
    expect(press("e")).toEqual({ type: "tool", tool: "eraser" });
    expect(press("F", { shiftKey: true })).toEqual({ type: "tool", tool: "fill" });
    expect(press("m")).toEqual({ type: "mirror" });
  });

  test("undo and redo as on Windows and on a Mac", () => {
    expect(press("z", { ctrlKey: true })).toEqual({ type: "undo" });
    expect(press("z", { metaKey: true })).toEqual({ type: "undo" });
    expect(press("Z", { metaKey: true, shiftKey: true })).toEqual({ type: "redo" });
    expect(press("y", { ctrlKey: true })).toEqual({ type: "redo" });
  });

  test("the browser's own shortcuts stay the browser's", () => {
    expect(press("f", { ctrlKey: true })).toBeUndefined();
    expect(press("ArrowLeft", { altKey: true })).toBeUndefined();
    expect(press("ArrowLeft", { metaKey: true })).toBeUndefined();
    expect(press("Tab")).toBeUndefined();
    expect(press("b", { metaKey: true })).toBeUndefined();
  });

  test("brackets change the size where they need AltGr, too", () => {
    expect(press("]")).toEqual({ type: "size", by: 1 });
    expect(press("[", { ctrlKey: true, altKey: true })).toEqual({ type: "size", by: -1 });
  });

  test("outside the pad only undo and redo are heard", () => {
    expect(historyAction({ key: "z", ...NONE, ctrlKey: true })).toEqual({ type: "undo" });
    expect(historyAction({ key: "z", ...NONE })).toBeUndefined();
    expect(historyAction({ key: "Delete", ...NONE })).toBeUndefined();
  });
});

test("the cursor stays on the pad", () => {
  expect(moved({ x: 3, y: 270 }, -25, 25)).toEqual({ x: 0, y: 280 });
  expect(moved({ x: 100, y: 100 }, 5, 0)).toEqual({ x: 105, y: 100 });
});

describe("the pen under the space bar", () => {
  test("pressed and let go, it stays down until the next press", () => {
    const pen = new KeyPen();
    expect(pen.press()).toBe(true);
    expect(pen.release()).toBe(false);
    pen.move();
    expect(pen.isDown).toBe(true);
    expect(pen.press()).toBe(false);
    expect(pen.release()).toBe(false);
  });

  test("held while moving, it is lifted with the bar", () => {
    const pen = new KeyPen();
    pen.press();
    pen.move();
    expect(pen.release()).toBe(true);
    expect(pen.isDown).toBe(false);
  });

  test("lifted otherwise, letting the bar go does nothing more", () => {
    const pen = new KeyPen();
    pen.press();
    pen.move();
    expect(pen.lift()).toBe(true);
    expect(pen.release()).toBe(false);
    expect(pen.lift()).toBe(false);
  });
});
