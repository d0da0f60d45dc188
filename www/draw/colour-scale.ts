/** Numbers to colours, by a table, so that a million values take one look-up each. Knows no DOM. */

type Rgb = readonly [red: number, green: number, blue: number];

/** Colours of the values from `low` to `high`, evenly spaced; what lies beyond has the colour of the end. */
export interface ColourScale {
  low: number;
  high: number;
  /** As a canvas holds them: red, green, blue and opacity in one word. */
  colours: Uint32Array;
  /** Colour of what separates one picture in these colours from the next. */
  frame: number;
}

/** Odd, so that a signed scale has an entry for zero. */
const ENTRIES = 255;

/**
 * Blue below zero, orange above: the pair that all common kinds of colour blindness tell apart. Zero is as
 * light or as dark as the page, so that a strong value stands out in both.
 */
const SIGNED_ON_LIGHT = table([
  [8, 48, 122],
  [52, 116, 190],
  [160, 200, 234],
  [255, 255, 255],
  [248, 203, 150],
  [216, 124, 38],
  [130, 54, 4],
]);
const SIGNED_ON_DARK = table([
  [190, 222, 255],
  [98, 160, 240],
  [38, 78, 140],
  [18, 20, 25],
  [122, 68, 16],
  [232, 144, 52],
  [255, 218, 170],
]);
/**
 * "Mako" of seaborn (M. Waskom, JOSS 2021), dark for nothing, as the images are. Drawn out at the dark end by a
 * square root: most answers of a layer are weak beside its strongest one.
 */
const SEQUENTIAL = table(
  [
    [11, 4, 5],
    [46, 30, 60],
    [65, 61, 123],
    [55, 101, 158],
    [52, 143, 167],
    [64, 183, 173],
    [138, 217, 177],
    [222, 245, 229],
  ],
  Math.sqrt,
);

const GREY = table([
  [0, 0, 0],
  [255, 255, 255],
]);
/** Grey, which no scale of numbers has but for images. */
const NO_NUMBER = packed([128, 128, 128]);
const FRAME_ON_LIGHT = packed([214, 207, 196]);
const FRAME_ON_DARK = packed([62, 67, 79]);

/** From `-limit` to `limit`, zero in the middle; to 1 where all is zero. */
export function signedScale(limit: number, isDark: boolean): ColourScale {
  const high = limit > 0 ? limit : 1;
  return isDark
    ? { low: -high, high, colours: SIGNED_ON_DARK, frame: FRAME_ON_DARK }
    : { low: -high, high, colours: SIGNED_ON_LIGHT, frame: FRAME_ON_LIGHT };
}

/** From zero, dark, to `limit`, bright; to 1 where all is zero. */
export function sequentialScale(limit: number, isDark: boolean): ColourScale {
  const frame = isDark ? FRAME_ON_DARK : FRAME_ON_LIGHT;
  return { low: 0, high: limit > 0 ? limit : 1, colours: SEQUENTIAL, frame };
}

/** From zero, black, to `limit`, white: images as they are. */
export function greyScale(limit: number): ColourScale {
  return { low: 0, high: limit, colours: GREY, frame: FRAME_ON_DARK };
}

/** Colour of one value. */
export function colourOf({ low, high, colours }: ColourScale, value: number): number {
  if (Number.isNaN(value)) return NO_NUMBER;
  const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
  const entry = Math.round(share * (colours.length - 1));
  return colours[entry] ?? NO_NUMBER;
}

/** The scale as a style sheet paints it, from left to right. */
export function gradient({ colours }: ColourScale): string {
  const bytes = new Uint8Array(colours.buffer);
  const stops = Array.from({ length: 17 }, (_, stop) => {
    const at = Math.round((stop / 16) * (colours.length - 1)) * 4;
    return `rgb(${bytes[at]} ${bytes[at + 1]} ${bytes[at + 2]})`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

/** Ends of scales that are easy to read, up to ten. */
const NICE = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** `largest` rounded up to an end of a scale that is easy to read; zero stays. */
export function niceLimit(largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 0;
  const power = 10 ** Math.floor(Math.log10(largest));
  // A hair of tolerance, which no colour shows: 0.2 in 32 bits is a little more than 0.2.
  const nice = NICE.find((step) => largest / power <= step * (1 + 1e-5)) ?? 10;
  return Number((nice * power).toPrecision(2));
}

function table(stops: readonly Rgb[], bend = (share: number) => share): Uint32Array {
  const bytes = new Uint8ClampedArray(ENTRIES * 4);
  for (let entry = 0; entry < ENTRIES; entry++) {
    const position = bend(entry / (ENTRIES - 1)) * (stops.length - 1);
    const from = stops[Math.floor(position)];
    const to = stops[Math.ceil(position)];
    if (!from || !to) continue;
    const share = position % 1;
    const mixed = from.map((part, channel) => part + ((to[channel] ?? part) - part) * share);
    bytes.set([...mixed, 255], entry * 4);
  }
  return new Uint32Array(bytes.buffer);
}

function packed(colour: Rgb): number {
  return table([colour])[0] ?? 0;
}
