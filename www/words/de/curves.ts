import type { CurvesWords } from "../en/curves";

export const curves: CurvesWords = {
  name: "Kurven",
  title: "Wie gut es lernt",
  charts: {
    accuracy: {
      title: "Genauigkeit",
      meaning: "Anteil richtig erkannter Bilder",
      cursor: "Genauigkeit in Training und Test über die Epochen; die Pfeiltasten lesen sie ab",
      gap: (points) => `Abstand ${points} Punkte`,
    },
    loss: {
      title: "Verlust",
      meaning: "Wie falsch es rät: weniger ist besser",
      cursor: "Verlust in Training und Test über die Epochen; die Pfeiltasten lesen ihn ab",
      gap: (loss) => `Abstand ${loss}`,
    },
  },
  empty: "Mit „Trainieren“ wächst die Kurve.",
  epoch: "Epoche",
  train: "Training",
  smoothed: "Training, geglättet",
  test: "Test",
  sample: "Training, ohne Dropout",
  references: "Vergleichswerte",
  logarithm: "Logarithmisch",
  people: "Menschen 83,5 %",
  networks: "Netze 87,6–93,2 %",
  interruption: "hier ging es weiter",
  note: "Der Test kann über dem Training liegen: Im Training wird gezählt, während Dropout einen Teil des Netzes stumm hält, im Test mit dem ganzen Netz. „Training, ohne Dropout“ zählt bis zu 5.000 der Trainingsbilder so, wie der Test seine zählt; der Abstand zum Test ist beim letzten Test markiert.",
  source: {
    before:
      "Vergleichswerte: Menschen erkennen 83,5 % der Bilder richtig, veröffentlichte Netze mit zwei Faltungen 87,6 bis 93,2 %, so die ",
    link: "README von Fashion-MNIST",
    after: ".",
  },
  numbers: "Zahlen",
  atTests: "Bei jedem Test",
  whileTraining: "Während des Trainings",
  noNumbers: "Noch gibt es keine.",
  notTested: "Noch nicht getestet.",
};
