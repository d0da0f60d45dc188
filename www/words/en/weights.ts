/** The weights. Numbers come as text, written as the language does. */

export interface WeightsWords {
  title: string;
  /** Under the title. */
  meaning: string;
  /** Name of the field in which a layer is chosen. */
  layer: string;
  convolution(number: string): string;
  hidden: string;
  output: string;
  /** Which network, and after how many mini-batches it was read. */
  networks: { mine(step: string): string; pretrained: string; untrained: string };
  /** Their own network, nothing trained yet. */
  mineAtStart: string;
  mineFromFile: string;
  none: string;
  loading: string;

  change: string;
  /** Why the change can't be shown. */
  noStart: string;
  /** How far the values have moved, and how large they are. */
  changeIs(change: string, size: string): string;

  /** Weights or biases. */
  kinds: { weight: string; bias: string };
  filters(count: string, size: string): string;
  kernels(filters: string, channels: string, size: string): string;
  /** The whole of a dense layer, each block of its weights as one value. */
  blocks(units: string, inputs: string, block: string): string;
  unitMaps(unit: string, count: string, size: string): string;
  /** Of a network without convolutions. */
  unitPixels(unit: string): string;
  classes(units: string): string;
  filterBiases: string;
  unitBiases: string;
  classBiases: string;

  show: string;
  allUnits: string;
  unit(number: string): string;

  /** Read-out of one value. */
  cell: {
    filter(filter: string, row: string, column: string, value: string): string;
    kernel(filter: string, channel: string, row: string, column: string, value: string): string;
    block(unit: string, row: string, column: string, value: string): string;
    pixelRow(unit: string, row: string, value: string): string;
    map(map: string, row: string, column: string, value: string): string;
    class(name: string, unit: string, value: string): string;
    filterBias(filter: string, value: string): string;
    unitBias(unit: string, value: string): string;
    classBias(name: string, value: string): string;
  };
  /** Name of the control that moves from value to value. */
  values(kind: string): string;
  /** Before a value is chosen. */
  hint: string;
  /** What is seen, for those who don't see it. */
  picture(caption: string, low: string, high: string, limit: string): string;
  legend: string;

  /** Name of the axis. */
  valueAxis: string;
  histogramOf(kind: string, low: string, high: string, mean: string, deviation: string): string;
  peak(count: string): string;
  facts: { range: string; mean: string; deviation: string; zeros: string; distinct: string; count: string };
  range(low: string, high: string): string;

  verdict: {
    good: string;
    /** Good as well: only few are beyond. */
    nearlyAll(share: string): string;
    notYet: string;
    allZero: string;
    allAlike(value: string): string;
    outside(share: string): string;
    spoiled: string;
  };

  numpy: string;
  numpyOf(name: string): string;
  copy: string;
  copied: string;
  /** The browser lets nothing be copied. */
  selected: string;
}

export const weights: WeightsWords = {
  title: "Weights",
  meaning: "The numbers that training adjusts, layer by layer.",
  layer: "Layer",
  convolution: (number) => `Convolution ${number}`,
  hidden: "Hidden layer",
  output: "Output layer",
  networks: {
    mine: (step) => `Your network after mini-batch ${step}.`,
    pretrained: "The pretrained network.",
    untrained: "A network that has learned nothing.",
  },
  mineAtStart: "Your network before training.",
  mineFromFile: "Your network, as it came from the file.",
  none: "There is no network yet.",
  loading: "Reading the weights …",

  change: "Change since the start",
  noStart: "It is not known how this network began.",
  changeIs: (change, size) =>
    `Drawn is by how much each value has changed: in root mean square by ${change}, the values themselves being ${size}.`,

  kinds: { weight: "Weights", bias: "Biases" },
  filters: (count, size) => `Each tile is one of the filters (${count}), ${size}.`,
  kernels: (filters, channels, size) =>
    `Columns are filters (${filters}), rows are input channels (${channels}); each tile is a ${size} kernel.`,
  blocks: (units, inputs, block) =>
    `Rows are units (${units}), each with ${inputs} weights. Of every ${block} weights for one place of the image, the strongest is drawn.`,
  unitMaps: (unit, count, size) =>
    `Unit ${unit}: each tile holds its weights for one of the feature maps (${count}), ${size}.`,
  unitPixels: (unit) => `Unit ${unit}: its weight for each pixel of the image.`,
  classes: (units) => `Rows are classes, columns the units of the hidden layer (${units}).`,
  filterBiases: "One cell for each filter.",
  unitBiases: "One cell for each unit.",
  classBiases: "One cell for each class.",

  show: "Show",
  allUnits: "All units",
  unit: (number) => `Unit ${number}`,

  cell: {
    filter: (filter, row, column, value) => `Filter ${filter}, row ${row}, column ${column}: ${value}`,
    kernel: (filter, channel, row, column, value) =>
      `Filter ${filter}, channel ${channel}, row ${row}, column ${column}: ${value}`,
    block: (unit, row, column, value) => `Unit ${unit}, place in row ${row}, column ${column}: ${value}`,
    pixelRow: (unit, row, value) => `Unit ${unit}, row ${row} of the image: ${value}`,
    map: (map, row, column, value) => `Map ${map}, row ${row}, column ${column}: ${value}`,
    class: (name, unit, value) => `${name}, unit ${unit}: ${value}`,
    filterBias: (filter, value) => `Filter ${filter}: ${value}`,
    unitBias: (unit, value) => `Unit ${unit}: ${value}`,
    classBias: (name, value) => `${name}: ${value}`,
  },
  values: (kind) => `${kind}, value by value`,
  hint: "Point at a value, or choose one with the arrow keys.",
  picture: (caption, low, high, limit) =>
    `${caption} Drawn are values from ${low} to ${high}, on a scale from −${limit} to ${limit}.`,
  legend: "Blue is negative, orange positive. While a layer is shown, its scales never shrink.",

  valueAxis: "value",
  histogramOf: (kind, low, high, mean, deviation) =>
    `Histogram of the ${kind} in 64 parts from ${low} to ${high}, mean ${mean}, standard deviation ${deviation}.`,
  peak: (count) => `values in a bar, at most ${count}`,
  facts: {
    range: "Range",
    mean: "Mean",
    deviation: "Standard deviation",
    zeros: "Exactly zero",
    distinct: "Different values",
    count: "Values",
  },
  range: (low, high) => `${low} to ${high}`,

  verdict: {
    good: "Neither all zero nor all alike, and in a reasonable range: all lie between −1 and 1.",
    nearlyAll: (share) =>
      `Neither all zero nor all alike, and in a reasonable range: all but ${share} lie between −1 and 1.`,
    notYet: "All zero, as biases are before training.",
    allZero: "All zero: nothing has been learned here yet, or no gradient arrives.",
    allAlike: (value) => `All values are ${value}: the units can't tell anything apart.`,
    outside: (share) =>
      `Neither all zero nor all alike, but ${share} lie outside of −1 to 1: large for such a network.`,
    spoiled: "Some values are no numbers any more (grey): the learning rate was too high.",
  },

  numpy: "As numpy prints them",
  numpyOf: (name) => `${name} as numpy prints it`,
  copy: "Copy",
  copied: "Copied",
  selected: "Selected: copy it with Ctrl+C",
};
