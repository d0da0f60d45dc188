/** The layers of the network. */

/** Name of a layer and, in few words, what it is like. */
export interface LayerWords {
  name: string;
  detail: string;
}

export interface StructureWords {
  title: string;
  /** Of the diagram, for those who don't see it: with the number of layers and of parameters. */
  diagram(layers: string, parameters: string): string;
  layer: string;
  output: string;
  parameters: string;
  total: string;
  /** Below the table. */
  note: string;
  input: LayerWords;
  convolution(side: string, filters: string): LayerWords;
  pool(side: string): LayerWords;
  dropout(rate: string): LayerWords;
  flatten: LayerWords;
  hidden(units: string): LayerWords;
  softmax(units: string): LayerWords;
  /** Stands behind a number of parameters. */
  parameterUnit: string;
}

export const structure: StructureWords = {
  title: "Structure of the network",
  diagram: (layers, parameters) =>
    `Diagram of ${layers} layers with ${parameters} parameters. The table below holds the same.`,
  layer: "Layer",
  output: "Output",
  parameters: "Parameters",
  total: "Total",
  note: "Output is height × width × channels for one image. Parameters are the numbers that training adjusts. In the diagram, taller blocks have larger maps or more units, and wider ones more channels.",
  input: { name: "Input", detail: "pixels / 255" },
  convolution: (side, filters) => ({
    name: `Conv ${side}\u00a0×\u00a0${side}`,
    detail: `${filters} filters, ReLU`,
  }),
  pool: (side) => ({ name: `Max pool ${side}\u00a0×\u00a0${side}`, detail: "" }),
  dropout: (rate) => ({ name: `Dropout ${rate}`, detail: "" }),
  flatten: { name: "Flatten", detail: "" },
  hidden: (units) => ({ name: `Dense ${units}`, detail: "ReLU" }),
  softmax: (units) => ({ name: `Dense ${units}`, detail: "softmax" }),
  parameterUnit: "parameters",
};
