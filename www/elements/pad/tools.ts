/** What can be chosen on the pad. */

export const TOOLS = ["brush", "eraser", "fill"] as const;
export type Tool = (typeof TOOLS)[number];

/** Diameters in pixels of the pad, ten of which make one of the data set. */
export const SIZES = [8, 14, 24, 40, 64] as const;

/** From bright to dark. Garments of the data set are mostly between the first and the fourth. */
export const GREYS = [255, 205, 155, 105, 60] as const;

/** Places in the lists above. */
export interface Choice {
  tool: Tool;
  size: number;
  grey: number;
}

export const FIRST_CHOICE: Choice = { tool: "brush", size: 2, grey: 1 };
