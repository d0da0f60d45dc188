import type { CommonWords } from "../en/common";

export const common: CommonWords = {
  classes: [
    "T-Shirt/Top",
    "Hose",
    "Pullover",
    "Kleid",
    "Mantel",
    "Sandale",
    "Hemd",
    "Sneaker",
    "Tasche",
    "Stiefelette",
  ],
  navigation: "Abschnitte",
  sections: {
    pad: "Zeichnen",
    curves: "Kurven",
    settings: "Einstellungen",
    confusion: "Verwechslungen",
    gallery: "Fehler",
    features: "Innenleben",
    weights: "Gewichte",
    structure: "Aufbau",
    keep: "Teilen",
  },
};
