import type { FeaturesWords } from "../en/features";

export const features: FeaturesWords = {
  title: "Im Innern des Netzes",
  meaning: "Was jede Schicht aus einem Bild macht: je heller, desto stärker die Antwort.",
  testImage: "Zufälliges Testbild",
  empty: "Etwas zeichnen oder ein Testbild nehmen.",
  loading: "Das Bild wird betrachtet …",
  picture: { drawing: "Die Zeichnung", test: "Ein Testbild" },
  networks: {
    mine: "gesehen vom eigenen Netz",
    pretrained: "gesehen vom vortrainierten Netz",
    untrained: "gesehen von einem Netz, das nichts gelernt hat",
  },

  convolution: (number) => `Faltung ${number}`,
  pool: "Max-Pooling",
  hidden: "Verborgene Schicht",
  output: "Ausgabeschicht",
  maps: (count, size) => `Jede Kachel ist, was ein Filter gefunden hat (${count}), ${size}.`,
  poolMaps: (count, size) =>
    `Jede Kachel behält von je 2 × 2 Werten einer Karte den größten (${count}), ${size}.`,
  units: (count) => `Jedes Feld ist eine Einheit (${count}).`,
  seen: (caption, brightest, value, dark) =>
    `${caption} Am hellsten ist Nummer ${brightest} mit bis zu ${value}; ganz dunkel: ${dark}.`,
  chooseMap: "Karte wählen",
  readUnit: "Einheiten, eine nach der anderen",
  mapHint: "Eine Karte wählen, um sie zu vergrößern.",
  unitHint: "Auf eine Einheit zeigen oder mit den Pfeiltasten eine wählen.",
  map: (number, low, high) => `Karte ${number}: ${low} bis ${high}`,
  unit: (number, value) => `Einheit ${number}: ${value}`,
  scale: "Jede Schicht hat ihre eigene Skala, und die richtet sich nach dem Bild.",

  enlarged: (layer, number, low, high) => `${layer}, Karte ${number}: ${low} bis ${high}`,
  close: "Schließen",

  outputMeaning: "Softmax macht aus den Logits Wahrscheinlichkeiten.",
  class: "Klasse",
  logit: "Logit-Wert",
  probability: "Wahrschein\u00adlichkeit",
};
