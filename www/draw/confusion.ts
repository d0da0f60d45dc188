/** The confusion matrix as numbers and colours. */

/** What a cell's number tells: images, or their share of all images of the class. */
export type Measure = "counts" | "shares";

export interface MatrixCell {
  truth: number;
  predicted: number;
  count: number;
  /** Of all images of the true class. */
  share: number;
  /** Of a mistake: its number as a share of the most frequent mistake's. Right answers have none. */
  strength: number | undefined;
}

export interface Matrix {
  /** By true class, then by predicted class. */
  rows: readonly (readonly MatrixCell[])[];
  /** The most frequent mistake, unless there is none. */
  worst: MatrixCell | undefined;
}

const NO_MISTAKE = { truth: -1, predicted: -1, count: 0, share: 0, value: 0 };

/** Right answers are left out of the scale: they are so many that every mistake would look alike beside them. */
export function matrixOf(confusion: readonly (readonly number[])[], measure: Measure): Matrix {
  const measured = confusion.map((counts, truth) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total;
      return { truth, predicted, count, share, value: measure === "counts" ? count : share };
    });
  });
  const mistakes = measured.flat().filter(({ truth, predicted }) => truth !== predicted);
  const worst = mistakes.reduce((first, second) => (second.value > first.value ? second : first), NO_MISTAKE);
  const rows = measured.map((row) =>
    row.map(({ value, ...cell }) => ({
      ...cell,
      strength: cell.truth === cell.predicted ? undefined : value / (worst.value || 1),
    })),
  );
  return { rows, worst: rows[worst.truth]?.[worst.predicted] };
}

export type Scheme = "light" | "dark";

export interface CellColours {
  ground: string;
  ink: string;
}

type Colour = readonly [red: number, green: number, blue: number];

/** One hue whose lightness alone tells the strength, so that it reads the same without colour vision. */
const SCALES: Readonly<Record<Scheme, readonly Colour[]>> = {
  light: [
    [255, 244, 232],
    [253, 205, 154],
    [240, 137, 65],
    [189, 74, 18],
    [115, 35, 6],
  ],
  dark: [
    [40, 33, 30],
    [84, 49, 30],
    [146, 77, 30],
    [216, 125, 50],
    [255, 205, 150],
  ],
};
const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/** Ground of a cell of this strength, 0 to 1, and the ink of its number: whichever of black and white reads better. */
export function heat(strength: number, scheme: Scheme): CellColours {
  const ground = mixed(SCALES[scheme], strength);
  const ink = contrast(ground, BLACK) > contrast(ground, WHITE) ? BLACK : WHITE;
  return { ground: hex(ground), ink: hex(ink) };
}

function mixed(scale: readonly Colour[], strength: number): Colour {
  const position = Math.min(Math.max(strength, 0), 1) * (scale.length - 1);
  const index = Math.min(Math.floor(position), scale.length - 2);
  const [from = BLACK, to = BLACK] = scale.slice(index, index + 2);
  const channel = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * (position - index));
  return [channel(0), channel(1), channel(2)];
}

/** As WCAG 2.2 defines it. */
function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: Colour): number {
  const linear = (at: 0 | 1 | 2) => {
    const value = colour[at] / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
}

function hex(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
