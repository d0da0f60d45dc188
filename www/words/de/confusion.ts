import type { CellNumbers, ConfusionWords } from "../en/confusion";

/** In the accusative, as after "für". */
const NOUNS: readonly { one: string; many: string }[] = [
  { one: "ein T-Shirt", many: "T-Shirts" },
  { one: "eine Hose", many: "Hosen" },
  { one: "einen Pullover", many: "Pullover" },
  { one: "ein Kleid", many: "Kleider" },
  { one: "einen Mantel", many: "Mäntel" },
  { one: "eine Sandale", many: "Sandalen" },
  { one: "ein Hemd", many: "Hemden" },
  { one: "einen Sneaker", many: "Sneaker" },
  { one: "eine Tasche", many: "Taschen" },
  { one: "eine Stiefelette", many: "Stiefeletten" },
];

function sentence({ truth, predicted, count, countText, share }: CellNumbers): string {
  const { many } = NOUNS[truth] ?? { many: "" };
  const other = NOUNS[predicted] ?? { one: "", many: "" };
  const end = `: ${share} aller ${many}.`;
  if (truth === predicted) {
    return count === 0 ? `Keine ${many} wurden erkannt.` : `${countText} ${many} wurden erkannt${end}`;
  }
  if (count === 0) return `Keine ${many} wurden für ${other.many} gehalten.`;
  if (count === 1) return `1 der ${many} wurde für ${other.one} gehalten${end}`;
  return `${countText} ${many} wurden für ${other.many} gehalten${end}`;
}

export const confusion: ConfusionWords = {
  title: "Was es verwechselt",
  empty:
    "Nach jeder Epoche zeigt hier eine Tabelle, wie viele Testbilder jeder Klasse wofür gehalten wurden.",
  intro:
    "Jede Zeile enthält die Testbilder einer Klasse, jede Spalte, wofür das Netz sie hielt. Eine Zahl auswählen, um ihre Bilder zu sehen.",
  measure: { title: "Zahlen", counts: "Bilder", shares: "Prozent der Zeile" },
  axes: { truth: "Wahrheit ↓", predicted: "Gehalten für →" },
  scale: {
    right: "Richtig",
    mistakes: "Fehler",
    none: "keine",
    proportion:
      "Die Farbe ist proportional zur Zahl, bis zum häufigsten Fehler. Richtige Antworten sind umrandet und stehen außerhalb dieser Skala.",
  },
  hint: "Auf eine Zahl zeigen, um zu lesen, was sie bedeutet.",
  cell: (truth, predicted, value) => `${truth}, gehalten für ${predicted}: ${value}`,
  right: (truth, value) => `${truth}, erkannt: ${value}`,
  sentence,
  chosen: "Die Galerie zeigt nur diese Bilder.",
  showAll: "Alle Fehler zeigen",
  perClass: {
    title: "Klasse für Klasse",
    name: "Klasse",
    precision: "Präzision",
    recall: "Trefferquote",
    f1: "F1",
    precisionMeaning: "von den Bildern, die es für diese Klasse hielt, der Anteil, der zu ihr gehört.",
    recallMeaning:
      "von den Bildern, die zu dieser Klasse gehören, der Anteil, den es erkannte (englisch recall).",
    f1Meaning: "beide in einer Zahl, ihr harmonisches Mittel: nur hoch, wo beide es sind.",
  },
};
