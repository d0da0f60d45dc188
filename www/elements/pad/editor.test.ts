import { describe, expect, test } from "vitest";
import { PAD_SIDE } from "../../draw/pad/surface";
import { PadEditor } from "./editor";
import { GREYS, SIZES } from "./tools";

const RIGHT = { type: "move", right: 25, down: 0 } as const;
const inkAt = (editor: PadEditor, x: number, y: number) => editor.drawing.surface.ink[y * PAD_SIDE + x];

describe("drawing by keys", () => {
  test("space held draws from where it was pressed to where it was let go", () => {
    const editor = new PadEditor();
    expect(editor.press({ type: "pen" })).toEqual({ type: "penDown", at: { x: 140, y: 140 } });
    editor.press(RIGHT);
    editor.press(RIGHT);
    expect(editor.release()).toEqual({ type: "penUp", at: { x: 190, y: 140 } });
    editor.press(RIGHT);
    editor.press(RIGHT);
    expect(inkAt(editor, 165, 140)).toBe(editor.grey);
    expect(inkAt(editor, 230, 140)).toBe(0);
    expect(editor.drawing.operations).toHaveLength(1);
  });

  test("space tapped leaves the pen down", () => {
    const editor = new PadEditor();
    editor.press({ type: "pen" });
    expect(editor.release()).toBeUndefined();
    editor.press(RIGHT);
    expect(editor.isPenDown).toBe(true);
    expect(inkAt(editor, 160, 140)).toBe(editor.grey);
    expect(editor.press({ type: "pen" })).toEqual({ type: "penUp", at: { x: 165, y: 140 } });
  });

  test("what has no place in a stroke ends it", () => {
    for (const action of [
      { type: "undo" },
      { type: "mirror" },
      { type: "tool", tool: "eraser" },
      { type: "size", by: 1 },
    ] as const) {
      const editor = new PadEditor();
      editor.press({ type: "pen" });
      editor.press(action);
      const before = editor.drawing.operations;
      editor.press(RIGHT);
      expect(editor.isPenDown).toBe(false);
      expect(editor.drawing.operations).toEqual(before);
    }
  });

  test("Enter makes a dot, and with Fill fills, as space does then", () => {
    const editor = new PadEditor();
    expect(editor.press({ type: "tap" })?.type).toBe("dotted");
    expect(inkAt(editor, 140, 140)).toBe(editor.grey);
    editor.press({ type: "tool", tool: "fill" });
    editor.press({ type: "move", right: -100, down: 0 });
    expect(editor.press({ type: "pen" })?.type).toBe("filled");
    expect(editor.isPenDown).toBe(false);
    expect(inkAt(editor, 0, 0)).toBe(editor.grey);
  });

  test("sizes end at the thinnest and the thickest", () => {
    const editor = new PadEditor();
    for (let press = 0; press < 9; press++) editor.press({ type: "size", by: 1 });
    expect(editor.width).toBe(SIZES.at(-1));
    for (let press = 0; press < 9; press++) editor.press({ type: "size", by: -1 });
    expect(editor.width).toBe(SIZES[0]);
  });
});

describe("drawing by pointer", () => {
  test("a cancelled stroke leaves no ink", () => {
    const editor = new PadEditor();
    editor.begin([50, 50, 1]);
    editor.end();
    editor.begin([200, 200, 1]);
    editor.drawing.extend([[220, 200, 1]]);
    editor.cancel();
    expect(inkAt(editor, 50, 50)).toBe(editor.grey);
    expect(inkAt(editor, 210, 200)).toBe(0);
  });

  test("cancelled where it changed nothing, it takes nothing else back", () => {
    const editor = new PadEditor();
    editor.begin([50, 50, 1]);
    editor.end();
    editor.begin([200, 200, 1], "eraser");
    editor.cancel();
    expect(inkAt(editor, 50, 50)).toBe(editor.grey);
  });

  test("the pen's other end erases whatever tool is chosen", () => {
    const editor = new PadEditor();
    editor.begin([50, 50, 1]);
    editor.end();
    expect(editor.begin([50, 50, 1], "eraser")).toBe(true);
    editor.end();
    expect(inkAt(editor, 50, 50)).toBe(0);
    expect(editor.choice.tool).toBe("brush");
  });

  test("the chosen shade is the ink's", () => {
    const editor = new PadEditor();
    editor.choice = { ...editor.choice, grey: 4 };
    editor.begin([50, 50, 1]);
    expect(inkAt(editor, 50, 50)).toBe(GREYS[4]);
  });
});
