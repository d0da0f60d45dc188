/**
 * THE table of settings: form, URL hash and attributes are made from it. It turns text into values and back
 * and judges nothing: text that is no value goes on as it is, and the crate says what it wants instead. What
 * each is called, the page's words know.
 */

import type { ConfigInput, TrainConfig } from "../engine/protocol";
import {
  bounded,
  formatFraction,
  formatPair,
  parseFlag,
  parseFraction,
  parseList,
  parseNumber,
  parsePair,
} from "./setting-text";

export type SettingKey = keyof TrainConfig;

export interface Setting {
  key: SettingKey;
  /** Name as an attribute and in the hash. */
  attribute: string;
  /** Where the form has a field for it; `none`: it comes by link, attribute or `configure`. */
  place: "front" | "more" | "none";
  /** A new value makes the model anew, so what was learned is lost. */
  restarts: boolean;
  /** All values that there are, as text, if the form is to offer them. */
  choices?: readonly string[];
  parse(text: string): unknown;
  /** As a person would type it. What `parse` makes of it is the same value to the crate. */
  format(config: TrainConfig): string;
}

type KeyOf<T> = { [Key in SettingKey]: TrainConfig[Key] extends T ? Key : never }[SettingKey];

/** In the order in which they are applied: a recipe, for so many epochs, and then what differs from it. */
export const SETTINGS: readonly Setting[] = [
  {
    ...choice("recipe", ["custom", "reference", "recommended", "drawings"]),
    attribute: "recipe",
    place: "front",
    restarts: false,
  },
  {
    ...whole("epochs"),
    attribute: "epochs",
    place: "front",
    restarts: false,
  },
  {
    ...whole("batchSize"),
    attribute: "batch-size",
    place: "front",
    restarts: false,
  },
  {
    ...fraction("learningRate"),
    attribute: "learning-rate",
    place: "front",
    restarts: false,
  },
  {
    ...choice("schedule", ["constant", "cosine"]),
    attribute: "schedule",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("warmup"),
    attribute: "warmup",
    place: "more",
    restarts: false,
  },
  {
    ...choice("optimizer", ["adam", "adamW", "sgd"]),
    attribute: "optimizer",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("momentum"),
    attribute: "momentum",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("weightDecay"),
    attribute: "weight-decay",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("labelSmoothing"),
    attribute: "label-smoothing",
    place: "more",
    restarts: false,
  },
  {
    key: "dropout",
    attribute: "dropout",
    place: "front",
    restarts: false,
    parse: parsePair,
    format: ({ dropout }) => formatPair(dropout),
  },
  {
    ...whole("shift"),
    attribute: "shift",
    place: "more",
    restarts: false,
  },
  {
    ...flag("flip"),
    attribute: "flip",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("erasing"),
    attribute: "erasing",
    place: "more",
    restarts: false,
  },
  {
    ...fraction("sketch"),
    attribute: "sketch",
    place: "more",
    restarts: false,
  },
  {
    ...whole("trainSize"),
    attribute: "train-size",
    place: "front",
    restarts: true,
  },
  {
    ...whole("seed"),
    attribute: "seed",
    place: "front",
    restarts: true,
  },
  {
    key: "filters",
    attribute: "filters",
    place: "none",
    restarts: true,
    parse: parseList,
    format: ({ filters }) => filters.join(" "),
  },
  {
    ...whole("denseUnits"),
    attribute: "dense-units",
    place: "none",
    restarts: true,
  },
  {
    ...flag("gradientNorm"),
    attribute: "gradient-norm",
    place: "none",
    restarts: false,
  },
];

function whole<Key extends KeyOf<number>>(key: Key) {
  return { key, parse: parseNumber, format: (config: TrainConfig) => String(config[key]) };
}

function fraction<Key extends KeyOf<number>>(key: Key) {
  return { key, parse: parseFraction, format: (config: TrainConfig) => formatFraction(config[key]) };
}

function flag<Key extends KeyOf<boolean>>(key: Key) {
  const choices = ["false", "true"];
  return { key, choices, parse: parseFlag, format: (config: TrainConfig) => String(config[key]) };
}

/** `choices`: every value that there is. */
function choice<Key extends KeyOf<string>>(key: Key, choices: readonly TrainConfig[Key][]) {
  return {
    key,
    choices,
    parse: (text: string) => bounded(text.trim()),
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
