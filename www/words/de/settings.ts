import type { SettingsWords } from "../en/settings";

/** What the crate says that it wants instead; anything else stays as it says it. */
const WANTED: readonly (readonly [english: RegExp, german: string])[] = [
  [/^a whole number from (\S+) to (\S+)$/, "eine ganze Zahl von $1 bis $2"],
  [/^a number from (\S+) to (\S+)$/, "eine Zahl von $1 bis $2"],
  [/^two numbers from (\S+) to (\S+)$/, "zwei Zahlen von $1 bis $2"],
  [/^(.+) or (\S+)$/, "$1 oder $2"],
];

export const settings: SettingsWords = {
  title: "Einstellungen",
  more: "Mehr",
  fields: {
    recipe: {
      label: "Rezept",
      help: "Setzt Batch-Größe, Lernrate, Dropout und alles unter „Mehr“. Mit der ersten Änderung daran wird es ein eigenes.",
    },
    epochs: { label: "Epochen", help: "So oft sieht das Netz jedes Trainingsbild." },
    batchSize: {
      label: "Batch-Größe",
      help: "So viele Bilder sieht es an, bevor es seine Gewichte korrigiert.",
    },
    learningRate: {
      label: "Lernrate",
      help: "Wie groß jede Korrektur ist. Ist sie zu groß, explodiert der Verlust.",
    },
    schedule: {
      label: "Verlauf der Lernrate",
      help: "Ob die Lernrate bis zur letzten Epoche auf null fällt, entlang eines halben Kosinus.",
    },
    warmup: {
      label: "Aufwärmen",
      help: "Anteil des Trainings, über den die Lernrate zuerst von null ansteigt.",
    },
    optimizer: { label: "Optimierer", help: "Wie aus dem Gefälle des Verlusts Korrekturen werden." },
    momentum: {
      label: "Schwung",
      help: "Anteil der vorigen Korrektur, den SGD wiederholt. Adam und AdamW verwenden ihn nicht.",
    },
    weightDecay: { label: "Gewichtsabnahme", help: "Wie stark Gewichte gegen null gezogen werden." },
    labelSmoothing: {
      label: "Geglättete Labels",
      help: "Anteil jedes Labels, der auf alle Klassen verteilt wird.",
    },
    dropout: {
      label: "Dropout",
      help: "Anteil der Signale, die im Training zufällig stumm bleiben: nach dem Pooling und nach der verborgenen Schicht.",
    },
    shift: {
      label: "Verschieben",
      help: "Um bis zu so viele Pixel werden Trainingsbilder zufällig verschoben.",
    },
    flip: { label: "Spiegeln", help: "Ob jedes zweite Trainingsbild gespiegelt wird." },
    erasing: {
      label: "Ausblenden",
      help: "Anteil der Trainingsbilder, in denen ein zufälliges Rechteck leer bleibt.",
    },
    sketch: {
      label: "Skizzen",
      help: "Anteil der Trainingsbilder, die zu Strichzeichnungen oder glatten Flächen werden, damit Gezeichnetes besser erkannt wird.",
    },
    trainSize: {
      label: "Trainingsbilder",
      help: "Weniger sind schneller geladen und trainiert, und das Netz lernt weniger.",
    },
    seed: {
      label: "Startwert",
      help: "Derselbe Startwert beginnt mit denselben Gewichten, in derselben Reihenfolge.",
    },
    filters: { label: "Filter", help: "Filter jeder Faltung." },
    denseUnits: { label: "Verborgene Einheiten", help: "Einheiten der verborgenen dichten Schicht." },
    gradientNorm: { label: "Länge des Gradienten", help: "Ob Berichte vom Training sie nennen." },
  },
  choices: {
    recipe: {
      custom: "Eigenes",
      reference: "Referenz",
      recommended: "Empfohlen",
      drawings: "Zeichnungen",
    },
    schedule: { constant: "Gleichbleibend", cosine: "Kosinus" },
    optimizer: { adam: "Adam", adamW: "AdamW", sgd: "SGD" },
    flip: { false: "Nein", true: "Ja" },
    gradientNorm: { false: "Nein", true: "Ja" },
  },
  pauseToChange: "Zum Ändern anhalten.",
  startsOver: "Damit beginnt alles von vorn: was das Netz gelernt hat, ist verloren.",
  startOver: "Von vorn beginnen",
  keep: "Behalten",
  refused(label, key, message) {
    const [, found, wanted = ""] = message.match(new RegExp(`^${key} is (.+), but must be (.+)$`, "s")) ?? [];
    if (found === undefined) return `${label}: ${message}`;
    const german = WANTED.reduce((text, [english, german]) => text.replace(english, german), wanted);
    return `${label}: ${found} ist nicht möglich. Erlaubt: ${german}`;
  },
};
