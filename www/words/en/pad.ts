/** The drawing pad. */

export interface PadWords {
  title: string;
  /** Name of the pad itself, and what a screen reader adds to it. */
  pad: string;
  instructions: string;
  /** On the pad, before anything is drawn. */
  empty: string;
  emptyHint: string;
  drop: string;
  reading: string;
  notAPicture: string;
  tool: string;
  tools: Readonly<Record<"brush" | "eraser" | "fill", string>>;
  /** From thin to thick. */
  size: string;
  sizes: readonly string[];
  /** From bright to dark. */
  grey: string;
  greys: readonly string[];
  edit: string;
  undo: string;
  redo: string;
  mirror: string;
  clear: string;
  start: string;
  silhouettes: string;
  silhouettesHelp: string;
  testImage: string;
  testImageHelp: string;
  noTestImage: string;
  photo: string;
  photoHelp: string;
  model: string;
  models: Readonly<Record<"pretrained" | "untrained" | "mine", string>>;
  mineMissing: string;
  keys: string;
  /** Keys, and what they do when the pad has the focus. */
  keyList: readonly { keys: readonly string[]; meaning: string }[];
  /** Told while drawing by keys. */
  at(x: string, y: string): string;
  penDown(x: string, y: string): string;
  penUp(x: string, y: string): string;
  dotted(x: string, y: string): string;
  filled(x: string, y: string): string;
  undone: string;
  redone: string;
  mirrored: string;
  cleared: string;
  chosenSize(name: string): string;
}

export const pad: PadWords = {
  title: "Draw",
  pad: "Drawing pad",
  instructions:
    "Arrow keys move the cursor, Space puts the pen down or up, Enter makes a dot or fills. More under Keys.",
  empty: "Draw a garment here",
  emptyHint: "or start from a silhouette",
  drop: "Drop the picture here",
  reading: "Reading the picture…",
  notAPicture: "This can't be read as a picture. JPEG, PNG and WebP files work.",
  tool: "Tool",
  tools: { brush: "Brush", eraser: "Eraser", fill: "Fill" },
  size: "Size",
  sizes: ["Very thin", "Thin", "Medium", "Thick", "Very thick"],
  grey: "Shade",
  greys: ["White", "Light grey", "Middle grey", "Dark grey", "Very dark grey"],
  edit: "Change",
  undo: "Undo",
  redo: "Redo",
  mirror: "Mirror",
  clear: "Clear",
  start: "Start from",
  silhouettes: "Silhouette",
  silhouettesHelp: "The outline of a class, filled with the chosen shade",
  testImage: "Test image",
  testImageHelp: "A test image, picked at random",
  noTestImage: "The test images are still being fetched. Try again in a moment.",
  photo: "Photo",
  photoHelp: "A picture can also be pasted, or dropped on the pad. It stays in this tab.",
  model: "Who looks at it",
  models: { pretrained: "Pretrained", untrained: "Untrained", mine: "Mine" },
  mineMissing: "“Mine” needs some training first.",
  keys: "Keys",
  keyList: [
    { keys: ["←", "↑", "↓", "→"], meaning: "move the cursor; with Shift, further" },
    { keys: ["Space"], meaning: "pen down and up, or hold it while moving" },
    { keys: ["Enter"], meaning: "a dot; with Fill, fill here" },
    { keys: ["B", "E", "F"], meaning: "brush, eraser, fill" },
    { keys: ["[", "]"], meaning: "thinner, thicker; also − and +" },
    { keys: ["M"], meaning: "mirror" },
    { keys: ["Delete"], meaning: "clear" },
    { keys: ["Ctrl Z", "Ctrl Y"], meaning: "undo, redo" },
  ],
  at: (x, y) => `At ${x}, ${y}`,
  penDown: (x, y) => `Pen down at ${x}, ${y}`,
  penUp: (x, y) => `Pen up at ${x}, ${y}`,
  dotted: (x, y) => `Dot at ${x}, ${y}`,
  filled: (x, y) => `Filled at ${x}, ${y}`,
  undone: "Undone",
  redone: "Redone",
  mirrored: "Mirrored",
  cleared: "Cleared",
  chosenSize: (name) => `Size: ${name}`,
};
