/** Names and help of the settings. */

import type { TrainConfig } from "../../engine/protocol";

type YesOrNo = Readonly<Record<"true" | "false", string>>;

export interface SettingsWords {
  title: string;
  /** Opens the settings that few people change. */
  more: string;
  fields: Readonly<Record<keyof TrainConfig, { readonly label: string; readonly help: string }>>;
  /** Of every value that there is. */
  choices: {
    readonly recipe: Readonly<Record<TrainConfig["recipe"], string>>;
    readonly schedule: Readonly<Record<TrainConfig["schedule"], string>>;
    readonly optimizer: Readonly<Record<TrainConfig["optimizer"], string>>;
    readonly flip: YesOrNo;
    readonly gradientNorm: YesOrNo;
  };
  /** Behind the help of a field that can't be changed while it trains. */
  pauseToChange: string;
  startsOver: string;
  startOver: string;
  keep: string;
  /** What the crate said of a value, with the field's label for the setting's name in it. */
  refused(label: string, key: string, message: string): string;
}

export const settings: SettingsWords = {
  title: "Settings",
  more: "More",
  fields: {
    recipe: {
      label: "Recipe",
      help: "Sets batch size, learning rate, dropout and all under More. Change one of them, and it is custom.",
    },
    epochs: { label: "Epochs", help: "Times the network sees every training image." },
    batchSize: { label: "Batch size", help: "Images it looks at before each correction of its weights." },
    learningRate: {
      label: "Learning rate",
      help: "How large each correction is. Too large and the loss explodes.",
    },
    schedule: {
      label: "Schedule",
      help: "Whether the learning rate falls to zero by the last epoch, along half a cosine.",
    },
    warmup: {
      label: "Warm-up",
      help: "Share of the training over which the learning rate first rises from zero.",
    },
    optimizer: { label: "Optimiser", help: "How corrections follow from the slope of the loss." },
    momentum: {
      label: "Momentum",
      help: "Share of the correction before that SGD repeats. Adam and AdamW don't use it.",
    },
    weightDecay: { label: "Weight decay", help: "How strongly weights are drawn to zero." },
    labelSmoothing: {
      label: "Label smoothing",
      help: "Share of each label that is spread over all classes.",
    },
    dropout: {
      label: "Dropout",
      help: "Share of signals muted at random while training, after the pool and after the hidden layer.",
    },
    shift: { label: "Shift", help: "Training images are moved at random by up to so many pixels." },
    flip: { label: "Mirror", help: "Whether every other training image is mirrored." },
    erasing: { label: "Erasing", help: "Share of training images with a random rectangle blanked." },
    sketch: {
      label: "Sketches",
      help: "Share of training images redrawn as line drawings or flat shapes, so that drawings on the pad are recognised better.",
    },
    trainSize: {
      label: "Training images",
      help: "Fewer download and train faster, and the network learns less.",
    },
    seed: { label: "Seed", help: "The same seed starts from the same weights, in the same order." },
    filters: { label: "Filters", help: "Filters of each convolution." },
    denseUnits: { label: "Hidden units", help: "Units of the hidden dense layer." },
    gradientNorm: { label: "Length of the gradient", help: "Whether reports of training tell it." },
  },
  choices: {
    recipe: {
      custom: "Custom",
      reference: "Reference",
      recommended: "Recommended",
      drawings: "Drawings",
    },
    schedule: { constant: "Constant", cosine: "Cosine" },
    optimizer: { adam: "Adam", adamW: "AdamW", sgd: "SGD" },
    flip: { false: "No", true: "Yes" },
    gradientNorm: { false: "No", true: "Yes" },
  },
  pauseToChange: "Pause to change it.",
  startsOver: "This starts over: what the network has learned is lost.",
  startOver: "Start over",
  keep: "Keep",
  refused: (label, key, message) => message.replace(key, label),
};
