/** The feature maps. Numbers come as text, written as the language does. */

export interface FeaturesWords {
  title: string;
  /** Under the title. */
  meaning: string;
  testImage: string;
  empty: string;
  loading: string;
  /** The picture that went in. */
  picture: { drawing: string; test: string };
  networks: { mine: string; pretrained: string; untrained: string };

  convolution(number: string): string;
  pool: string;
  hidden: string;
  output: string;
  /** What the tiles of a layer are. */
  maps(count: string, size: string): string;
  poolMaps(count: string, size: string): string;
  units(count: string): string;
  /** What is seen, for those who don't see it. */
  seen(caption: string, brightest: string, value: string, dark: string): string;
  /** Names of the controls that move over them. */
  chooseMap: string;
  readUnit: string;
  mapHint: string;
  unitHint: string;
  map(number: string, low: string, high: string): string;
  unit(number: string, value: string): string;
  scale: string;

  /** The map that was chosen. */
  enlarged(layer: string, number: string, low: string, high: string): string;
  close: string;

  /** The table of the ten outputs. */
  outputMeaning: string;
  class: string;
  logit: string;
  probability: string;
}

export const features: FeaturesWords = {
  title: "Inside the network",
  meaning: "What each layer makes of one image: the brighter, the stronger the answer.",
  testImage: "Random test image",
  empty: "Draw something, or take a test image.",
  loading: "Looking at the image …",
  picture: { drawing: "Your drawing", test: "A test image" },
  networks: {
    mine: "seen by your network",
    pretrained: "seen by the pretrained network",
    untrained: "seen by a network that has learned nothing",
  },

  convolution: (number) => `Convolution ${number}`,
  pool: "Max pool",
  hidden: "Hidden layer",
  output: "Output layer",
  maps: (count, size) => `Each tile is what one filter found (${count}), ${size}.`,
  poolMaps: (count, size) =>
    `Each tile keeps the largest of every 2 × 2 values of a map (${count}), ${size}.`,
  units: (count) => `Each cell is one unit (${count}).`,
  seen: (caption, brightest, value, dark) =>
    `${caption} The brightest is number ${brightest}, up to ${value}; all dark: ${dark}.`,
  chooseMap: "Choose a map",
  readUnit: "Units, one by one",
  mapHint: "Choose a map to enlarge it.",
  unitHint: "Point at a unit, or choose one with the arrow keys.",
  map: (number, low, high) => `Map ${number}: ${low} to ${high}`,
  unit: (number, value) => `Unit ${number}: ${value}`,
  scale: "Each layer has its own scale, and it follows the image.",

  enlarged: (layer, number, low, high) => `${layer}, map ${number}: ${low} to ${high}`,
  close: "Close",

  outputMeaning: "Softmax turns the logits into probabilities.",
  class: "Class",
  logit: "Logit",
  probability: "Probability",
};
