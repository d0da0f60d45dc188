/**
 * THE table of settings: form, URL hash and attributes are made from it. It turns text into values and back
 * and judges nothing: text that is no value goes on as it is, and the crate says what it wants instead.
 */

import type { ConfigInput, TrainConfig } from "../engine/protocol";
import { formatFraction, formatPair, parseFlag, parseList, parseNumber, parsePair } from "./setting-text";

export type SettingKey = keyof TrainConfig;

export interface Setting {
  key: SettingKey;
  /** Name as an attribute and in the hash. */
  attribute: string;
  label: string;
  help: string;
  /** Where the form has a field for it; `none`: it comes by link, attribute or `configure`. */
  place: "front" | "more" | "none";
  /** A new value makes the model anew, so what was learned is lost. */
  restarts: boolean;
  /** All values that there are, as text, if the form is to offer them. */
  choices?: readonly { text: string; label: string }[];
  parse(text: string): unknown;
  /** As a person would type it. What `parse` makes of it is the same value to the crate. */
  format(config: TrainConfig): string;
}

type KeyOf<T> = { [Key in SettingKey]: TrainConfig[Key] extends T ? Key : never }[SettingKey];

/** In the order in which they are applied: a recipe, for so many epochs, and then what differs from it. */
export const SETTINGS: readonly Setting[] = [
  {
    ...choice("recipe", { custom: "Custom", reference: "Reference", recommended: "Recommended" }),
    attribute: "recipe",
    label: "Recipe",
    help: "Sets batch size, learning rate, dropout and all under More. Change one of them, and it is custom.",
    place: "front",
    restarts: false,
  },
  {
    ...whole("epochs"),
    attribute: "epochs",
    label: "Epochs",
    help: "Times the network sees every training image.",
    place: "front",
    restarts: false,
  },
  {
    ...whole("batchSize"),
    attribute: "batch-size",
    label: "Batch size",
    help: "Images it looks at before each correction of its weights.",
    place: "front",
    restarts: false,
  },
  {
    ...fraction("learningRate"),
    attribute: "learning-rate",
    label: "Learning rate",
    help: "How large each correction is. Too large and the loss explodes.",
    place: "front",
    restarts: false,
  },
  {
    ...choice("schedule", { constant: "Constant", cosine: "Cosine" }),
    attribute: "schedule",
    label: "Schedule",
    help: "Whether the learning rate falls to zero by the last epoch, along half a cosine.",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("warmup"),
    attribute: "warmup",
    label: "Warm-up",
    help: "Share of the training over which the learning rate first rises from zero.",
    place: "more",
    restarts: false,
  },
  {
    ...choice("optimizer", { adam: "Adam", adamW: "AdamW", sgd: "SGD" }),
    attribute: "optimizer",
    label: "Optimiser",
    help: "How corrections follow from the slope of the loss.",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("momentum"),
    attribute: "momentum",
    label: "Momentum",
    help: "Share of the correction before that SGD repeats. Adam and AdamW don't use it.",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("weightDecay"),
    attribute: "weight-decay",
    label: "Weight decay",
    help: "How strongly weights are drawn to zero.",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("labelSmoothing"),
    attribute: "label-smoothing",
    label: "Label smoothing",
    help: "Share of each label that is spread over all classes.",
    place: "more",
    restarts: false,
  },
  {
    key: "dropout",
    attribute: "dropout",
    label: "Dropout",
    help: "Share of signals muted at random while training, after the pool and after the hidden layer.",
    place: "front",
    restarts: false,
    parse: parsePair,
    format: ({ dropout }) => formatPair(dropout),
  },
  {
    ...whole("shift"),
    attribute: "shift",
    label: "Shift",
    help: "Training images are moved at random by up to so many pixels.",
    place: "more",
    restarts: false,
  },
  {
    ...flag("flip"),
    attribute: "flip",
    label: "Mirror",
    help: "Whether every other training image is mirrored.",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("erasing"),
    attribute: "erasing",
    label: "Erasing",
    help: "Share of training images with a random rectangle blanked.",
    place: "more",
    restarts: false,
  },
  {
    ...whole("trainSize"),
    attribute: "train-size",
    label: "Training images",
    help: "Fewer download and train faster, and the network learns less.",
    place: "front",
    restarts: true,
  },
  {
    ...whole("seed"),
    attribute: "seed",
    label: "Seed",
    help: "The same seed starts from the same weights, in the same order.",
    place: "front",
    restarts: true,
  },
  {
    key: "filters",
    attribute: "filters",
    label: "Filters",
    help: "Filters of each convolution.",
    place: "none",
    restarts: true,
    parse: parseList,
    format: ({ filters }) => filters.join(" "),
  },
  {
    ...whole("denseUnits"),
    attribute: "dense-units",
    label: "Hidden units",
    help: "Units of the hidden dense layer.",
    place: "none",
    restarts: true,
  },
  {
    ...flag("gradientNorm"),
    attribute: "gradient-norm",
    label: "Length of the gradient",
    help: "Whether reports of training tell it.",
    place: "none",
    restarts: false,
  },
];

function whole<Key extends KeyOf<number>>(key: Key) {
  return { key, parse: parseNumber, format: (config: TrainConfig) => String(config[key]) };
}

function fraction<Key extends KeyOf<number>>(key: Key) {
  return { key, parse: parseNumber, format: (config: TrainConfig) => formatFraction(config[key]) };
}

function flag<Key extends KeyOf<boolean>>(key: Key) {
  const choices = [
    { text: "false", label: "No" },
    { text: "true", label: "Yes" },
  ];
  return { key, choices, parse: parseFlag, format: (config: TrainConfig) => String(config[key]) };
}

/** `labels`: of each value that there is. */
function choice<Key extends KeyOf<string>>(key: Key, labels: Readonly<Record<TrainConfig[Key], string>>) {
  const choices = Object.entries<string>(labels).map(([text, label]) => ({ text, label }));
  return {
    key,
    choices,
    parse: (text: string) => text.trim(),
    format: (config: TrainConfig): string => config[key],
  };
}

/** The settings for which `read` has a text, in the order of the table. */
export function settingsFromAttributes(read: (attribute: string) => string | null): ConfigInput {
  const config: ConfigInput = {};
  for (const setting of SETTINGS) {
    const text = read(setting.attribute);
    if (text !== null) config[setting.key] = setting.parse(text);
  }
  return config;
}

/** `#epochs=3&dropout=0.25+0.5`; names that are not in the table are left alone. */
export function settingsFromHash(hash: string): ConfigInput {
  const parameters = hashParameters(hash);
  return settingsFromAttributes((attribute) => parameters.get(attribute));
}

export function hashParameters(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ""));
}

/** All settings, those of a recipe too: the link repeats the run even if the recipe changes one day. */
export function hashFromSettings(config: TrainConfig): string {
  const parameters = new URLSearchParams();
  for (const { attribute, format } of SETTINGS) parameters.set(attribute, format(config));
  return `#${parameters}`;
}

/** The setting that a `bad-config` message is about: the crate's messages begin with its name. */
export function settingBlamed(message: string): Setting | undefined {
  const name = message.split(" ", 1)[0];
  return SETTINGS.find((setting) => setting.key === name);
}
