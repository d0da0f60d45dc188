/** Train, pause, reset. */

export interface ControlsWords {
  /** Of the group of buttons, for screen readers. */
  title: string;
  train: string;
  pause: string;
  pausing: string;
  step: string;
  stepHint: string;
  reset: string;
  resetHint: string;
  newSeed: string;
  newSeedHint: string;
}

export const controls: ControlsWords = {
  title: "Training",
  train: "Train",
  pause: "Pause",
  pausing: "Pausing…",
  step: "Step",
  stepHint: "Train on one mini-batch",
  reset: "Reset",
  resetHint: "Forget what was learned and keep the seed",
  newSeed: "New seed",
  newSeedHint: "Forget what was learned and draw another seed",
};
