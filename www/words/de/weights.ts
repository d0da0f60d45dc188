import type { WeightsWords } from "../en/weights";

export const weights: WeightsWords = {
  title: "Gewichte",
  meaning: "Die Zahlen, die das Training verändert, Schicht für Schicht.",
  layer: "Schicht",
  convolution: (number) => `Faltung ${number}`,
  hidden: "Verborgene Schicht",
  output: "Ausgabeschicht",
  networks: {
    mine: (step) => `Das eigene Netz nach Mini-Batch ${step}.`,
    pretrained: "Das vortrainierte Netz.",
    untrained: "Ein Netz, das nichts gelernt hat.",
  },
  mineAtStart: "Das eigene Netz vor dem Training.",
  mineFromFile: "Das eigene Netz, wie es aus der Datei kam.",
  none: "Es gibt noch kein Netz.",
  loading: "Gewichte werden gelesen …",

  change: "Änderung seit dem Anfang",
  noStart: "Wie dieses Netz anfing, ist nicht bekannt.",
  changeIs: (change, size) =>
    `Gezeichnet ist, um wie viel sich jeder Wert geändert hat: im quadratischen Mittel um ${change}, bei Werten von ${size}.`,

  kinds: { weight: "Gewichte", bias: "Schwellenwerte (Bias)" },
  filters: (count, size) => `Jede Kachel ist einer der Filter (${count}), ${size}.`,
  kernels: (filters, channels, size) =>
    `Spalten sind Filter (${filters}), Zeilen Eingangskanäle (${channels}); jede Kachel ist ein Kern, ${size}.`,
  blocks: (units, inputs, block) =>
    `Zeilen sind Einheiten (${units}) mit je ${inputs} Gewichten. Von je ${block} Gewichten für eine Stelle des Bildes ist das stärkste gezeichnet.`,
  unitMaps: (unit, count, size) =>
    `Einheit ${unit}: Jede Kachel enthält ihre Gewichte für eine der Merkmalskarten (${count}), ${size}.`,
  unitPixels: (unit) => `Einheit ${unit}: ihr Gewicht für jedes Pixel des Bildes.`,
  classes: (units) => `Zeilen sind Klassen, Spalten die Einheiten der verborgenen Schicht (${units}).`,
  filterBiases: "Ein Feld je Filter.",
  unitBiases: "Ein Feld je Einheit.",
  classBiases: "Ein Feld je Klasse.",

  show: "Anzeigen",
  allUnits: "Alle Einheiten",
  unit: (number) => `Einheit ${number}`,

  cell: {
    filter: (filter, row, column, value) => `Filter ${filter}, Zeile ${row}, Spalte ${column}: ${value}`,
    kernel: (filter, channel, row, column, value) =>
      `Filter ${filter}, Kanal ${channel}, Zeile ${row}, Spalte ${column}: ${value}`,
    block: (unit, row, column, value) =>
      `Einheit ${unit}, Stelle in Zeile ${row}, Spalte ${column}: ${value}`,
    pixelRow: (unit, row, value) => `Einheit ${unit}, Bildzeile ${row}: ${value}`,
    map: (map, row, column, value) => `Karte ${map}, Zeile ${row}, Spalte ${column}: ${value}`,
    class: (name, unit, value) => `${name}, Einheit ${unit}: ${value}`,
    filterBias: (filter, value) => `Filter ${filter}: ${value}`,
    unitBias: (unit, value) => `Einheit ${unit}: ${value}`,
    classBias: (name, value) => `${name}: ${value}`,
  },
  values: (kind) => `${kind}, Wert für Wert`,
  hint: "Auf einen Wert zeigen oder mit den Pfeiltasten einen wählen.",
  picture: (caption, low, high, limit) =>
    `${caption} Gezeichnet sind Werte von ${low} bis ${high} auf einer Skala von −${limit} bis ${limit}.`,
  legend:
    "Blau ist negativ, orange positiv. Solange eine Schicht gezeigt wird, werden ihre Skalen nie kleiner.",

  valueAxis: "Wert",
  histogramOf: (kind, low, high, mean, deviation) =>
    `Histogramm: ${kind} in 64 Abschnitten von ${low} bis ${high}, Mittelwert ${mean}, Standardabweichung ${deviation}.`,
  peak: (count) => `Werte im Balken, höchstens ${count}`,
  facts: {
    range: "Bereich",
    mean: "Mittelwert",
    deviation: "Standardabweichung",
    zeros: "Genau null",
    distinct: "Verschiedene Werte",
    count: "Werte",
  },
  range: (low, high) => `${low} bis ${high}`,

  verdict: {
    good: "Weder alle null noch alle gleich, und in einem vernünftigen Bereich: alle zwischen −1 und 1.",
    nearlyAll: (share) =>
      `Weder alle null noch alle gleich, und in einem vernünftigen Bereich: alle bis auf ${share} zwischen −1 und 1.`,
    notYet: "Alle null, wie Schwellenwerte vor dem Training es sind.",
    allZero: "Alle null: Hier wurde noch nichts gelernt, oder es kommt kein Gradient an.",
    allAlike: (value) => `Alle Werte sind ${value}: Die Einheiten können nichts unterscheiden.`,
    outside: (share) =>
      `Weder alle null noch alle gleich, aber ${share} liegen außerhalb von −1 bis 1: groß für so ein Netz.`,
    spoiled: "Manche Werte sind keine Zahlen mehr (grau): Die Lernrate war zu hoch.",
  },

  numpy: "Wie numpy sie ausgibt",
  numpyOf: (name) => `${name}, wie numpy es ausgibt`,
  copy: "Kopieren",
  copied: "Kopiert",
  selected: "Markiert: mit Strg+C kopieren",
};
