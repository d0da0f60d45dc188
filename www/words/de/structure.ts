import type { StructureWords } from "../en/structure";

export const structure: StructureWords = {
  title: "Aufbau des Netzes",
  diagram: (layers, parameters) =>
    `Schaubild von ${layers} Schichten mit ${parameters} Parametern. Die Tabelle darunter enthält dasselbe.`,
  layer: "Schicht",
  output: "Ausgabe",
  parameters: "Parameter",
  total: "Summe",
  note: "Ausgabe: Höhe × Breite × Kanäle für ein Bild. Parameter sind die Zahlen, die das Training verändert. Im Schaubild haben höhere Blöcke größere Karten oder mehr Einheiten, breitere mehr Kanäle.",
  input: { name: "Eingabe", detail: "Pixel / 255" },
  convolution: (side, filters) => ({
    name: `Faltung ${side}\u00a0×\u00a0${side}`,
    detail: `${filters} Filter, ReLU`,
  }),
  pool: (side) => ({ name: `Max-Pooling ${side}\u00a0×\u00a0${side}`, detail: "" }),
  dropout: (rate) => ({ name: `Dropout ${rate}`, detail: "" }),
  flatten: { name: "Flatten", detail: "" },
  hidden: (units) => ({ name: `Dense ${units}`, detail: "ReLU" }),
  softmax: (units) => ({ name: `Dense ${units}`, detail: "Softmax" }),
  parameterUnit: "Parameter",
};
