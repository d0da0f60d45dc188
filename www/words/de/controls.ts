import type { ControlsWords } from "../en/controls";

export const controls: ControlsWords = {
  title: "Steuerung des Trainings",
  train: "Trainieren",
  pause: "Anhalten",
  pausing: "Hält an …",
  step: "Ein Schritt",
  stepHint: "Mit einem einzigen Mini-Batch trainieren",
  reset: "Zurücksetzen",
  resetHint: "Gelerntes vergessen, den Startwert behalten",
  newSeed: "Neuer Startwert",
  newSeedHint: "Gelerntes vergessen und einen anderen Startwert ziehen",
};
