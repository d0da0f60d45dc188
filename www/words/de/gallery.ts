import type { GalleryWords } from "../en/gallery";

export const gallery: GalleryWords = {
  title: "Falsch erkannte Bilder",
  empty: {
    notEvaluated: "Nach der ersten Epoche stehen hier die Testbilder, die das Netz falsch erkennt.",
    loading: "Die Bilder werden gesucht.",
    noMatch: "Kein Fehler passt zu dieser Auswahl.",
    noMistakes: "Das Netz erkennt jedes Testbild.",
    noneRight: "Davon erkennt es keines.",
  },
  sort: {
    title: "Reihenfolge",
    confidence: "Sicherste Fehler zuerst",
    loss: "Größter Verlust zuerst",
    index: "Nach Nummer",
  },
  truth: "Wahrheit",
  predicted: "Gehalten für",
  any: "Alles",
  count: (listed, total) => (listed === total ? `${total} Bilder` : `${listed} von ${total} Bildern`),
  stale: (step) => `Stand der letzten Auswertung, nach ${step} Mini-Batches. Seitdem wurde weiter trainiert.`,
  right: (name) => `✓ ${name}`,
  wrong: (name) => `✗ ${name}`,
  marks: "✓ was es ist, ✗ wofür das Netz es hielt. Ein Bild auswählen, um mehr davon zu sehen.",
  grid: "Testbilder",
  image: ({ number, truth, predicted, share }) =>
    `Testbild ${number}: ${truth}, gehalten für ${predicted}, ${share}`,
  recognised: ({ number, truth, share }) => `Testbild ${number}: ${truth}, erkannt, ${share}`,
  detail: {
    title: (number) => `Testbild ${number}`,
    truth: "Wahrheit",
    predicted: "Gehalten für",
    probabilities: "Wahrscheinlichkeiten",
    loss: "Verlust",
    lossMeaning:
      "Der Verlust sagt, wie wenig Wahrscheinlichkeit die wahre Klasse bekam: 0 ist perfekt, blindes Raten ergibt 2,30.",
    hopeless:
      "Manche Bilder lassen sich kaum unterscheiden: Auch Menschen erkennen etwa jedes sechste dieser Bilder falsch (83,5\u202f% richtig, gemessen von den Autoren des Datensatzes).",
    pick: "Auf die Zeichenfläche legen",
    close: "Schließen",
  },
};
