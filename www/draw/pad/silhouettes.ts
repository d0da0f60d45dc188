/** One plain shape for each class, laid out as the data set does: garments fill the height, shoes the width. */

import { type Corner, coverage, rounded } from "./polygon";
import { PAD_PIXELS, PAD_SIDE } from "./surface";

/** Corners as "x,y x,y ...", in pixels of the pad. */
interface Silhouette {
  /** The right half of a symmetric shape: x counts from the middle, from the top to the bottom. */
  halves?: string[];
  parts?: string[];
  /** Taken out of all the others. */
  holes?: string[];
}

/** By class: the order is the data set's. */
const SILHOUETTES: readonly Silhouette[] = [
  // T-shirt/top
  { halves: ["0,26 22,22 36,0 58,0 98,18 134,92 98,110 80,80 82,280 0,280"] },
  // Trouser
  { halves: ["0,0 52,0 64,80 72,280 30,280 10,104 0,98"] },
  // Pullover
  { halves: ["0,16 24,12 34,0 56,0 90,16 106,80 122,258 92,264 76,110 78,280 0,280"] },
  // Dress
  { halves: ["0,56 16,46 24,0 42,0 46,40 60,68 46,116 60,180 84,280 0,280"] },
  // Coat
  {
    halves: ["0,14 16,0 44,0 88,18 108,80 130,232 98,244 84,120 92,280 0,280"],
    holes: ["137,68 143,68 143,284 137,284", "122,-8 158,-8 140,70"],
  },
  // Sandal
  {
    parts: [
      "0,220 0,192 90,188 170,160 230,140 280,144 280,224 250,224 244,176 160,212 90,220",
      "24,200 40,140 84,112 110,118 70,144 56,200",
      "84,196 90,140 128,108 154,118 120,150 118,190",
      "104,130 150,118 226,70 266,64 280,100 280,160 258,160 250,98 176,138 130,148",
    ],
  },
  // Shirt
  {
    halves: ["0,40 20,0 46,0 88,20 104,80 124,234 94,242 74,116 78,262 50,280 0,280"],
    holes: ["138,40 142,40 142,284 138,284"],
  },
  // Sneaker
  {
    parts: [
      "0,176 6,152 36,142 88,128 140,86 170,82 192,104 236,92 258,72 274,76 274,120 280,150 280,210 0,210",
    ],
  },
  // Bag
  {
    parts: [
      "16,100 264,100 280,236 280,266 0,266 0,236",
      "72,110 76,50 104,14 176,14 204,50 208,110 188,110 184,60 166,34 114,34 96,60 92,110",
    ],
  },
  // Ankle boot
  {
    parts: [
      "0,264 0,212 44,186 98,168 124,130 130,60 132,16 264,16 266,90 280,190 280,266 224,266 216,248 140,258 90,264",
    ],
  },
];

/** The pad's bytes with the silhouette of a class (0 to 9) in one grey. */
export function silhouetteInk(label: number, grey: number): Uint8Array<ArrayBuffer> {
  const silhouette = SILHOUETTES[label];
  if (!silhouette)
    throw new RangeError(`class ${label} has no silhouette, wanted 0 to ${SILHOUETTES.length - 1}`);
  const { halves = [], parts = [], holes = [] } = silhouette;
  const shares = new Float64Array(PAD_PIXELS);
  for (const outline of [...halves.map((half) => bothHalves(cornersOf(half))), ...parts.map(cornersOf)]) {
    coverage(rounded(outline)).forEach((share, index) => {
      shares[index] = Math.max(shares[index] ?? 0, share);
    });
  }
  for (const outline of holes.map(cornersOf)) {
    coverage(rounded(outline)).forEach((share, index) => {
      shares[index] = Math.min(shares[index] ?? 0, 1 - share);
    });
  }
  return Uint8Array.from(shares, (share) => Math.round(share * grey));
}

function cornersOf(text: string): Corner[] {
  return text.split(" ").map((pair) => {
    const [x = 0, y = 0] = pair.split(",").map(Number);
    return [x, y];
  });
}

function bothHalves(half: readonly Corner[]): Corner[] {
  const middle = PAD_SIDE / 2;
  const left = half.toReversed().filter(([x]) => x > 0);
  return [...half.map(([x, y]): Corner => [middle + x, y]), ...left.map(([x, y]): Corner => [middle - x, y])];
}
