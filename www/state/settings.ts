/**
 * THE table of settings: form, URL hash and attributes are made from it. It turns text into values and back
 * and judges nothing: text that is no number goes on as it is, and the crate says what it wants instead.
 */

import type { ConfigInput, TrainConfig } from "../engine/protocol";

export type SettingKey = keyof TrainConfig;

export interface Setting {
  key: SettingKey;
  /** Name as an attribute and in the hash. */
  attribute: string;
  label: string;
  help: string;
  /** Whether the form has a field for it; the others come by link or by `configure`. */
  isInForm: boolean;
  /** A new value makes the model anew, so what was learned is lost. */
  restarts: boolean;
  parse(text: string): unknown;
  /** As a person would type it. What `parse` makes of it is the same value to the crate. */
  format(config: TrainConfig): string;
}

/** Significant digits that tell any two f32 apart. */
const F32_DIGITS = 9;

export const SETTINGS: readonly Setting[] = [
  {
    key: "epochs",
    attribute: "epochs",
    label: "Epochs",
    help: "Times the network sees every training image.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
    format: ({ epochs }) => String(epochs),
  },
  {
    key: "batchSize",
    attribute: "batch-size",
    label: "Batch size",
    help: "Images it looks at before each correction of its weights.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
    format: ({ batchSize }) => String(batchSize),
  },
  {
    key: "learningRate",
    attribute: "learning-rate",
    label: "Learning rate",
    help: "How large each correction is. Too large and the loss explodes.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
    format: ({ learningRate }) => formatFraction(learningRate),
  },
  {
    key: "dropout",
    attribute: "dropout",
    label: "Dropout",
    help: "Share of signals muted at random while training, after the pool and after the hidden layer.",
    isInForm: true,
    restarts: false,
    parse: parsePair,
    format: ({ dropout }) => formatPair(dropout),
  },
  {
    key: "trainSize",
    attribute: "train-size",
    label: "Training images",
    help: "Fewer download and train faster, and the network learns less.",
    isInForm: true,
    restarts: true,
    parse: parseNumber,
    format: ({ trainSize }) => String(trainSize),
  },
  {
    key: "seed",
    attribute: "seed",
    label: "Seed",
    help: "The same seed starts from the same weights, in the same order.",
    isInForm: true,
    restarts: true,
    parse: parseNumber,
    format: ({ seed }) => String(seed),
  },
  {
    key: "filters",
    attribute: "filters",
    label: "Filters",
    help: "Filters of each convolution.",
    isInForm: false,
    restarts: true,
    parse: parseList,
    format: ({ filters }) => filters.join(" "),
  },
  {
    key: "denseUnits",
    attribute: "dense-units",
    label: "Hidden units",
    help: "Units of the hidden dense layer.",
    isInForm: false,
    restarts: true,
    parse: parseNumber,
    format: ({ denseUnits }) => String(denseUnits),
  },
];

/** Equal rates are written once. */
function formatPair([first, second]: TrainConfig["dropout"]): string {
  const rates = first === second ? [first] : [first, second];
  return rates.map(formatFraction).join(" ");
}

/** The fewest digits that mean the same: the crate keeps fractions as f32, so 0.001 comes back as 0.0010000000475. */
function formatFraction(value: number): string {
  for (let digits = 1; digits < F32_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(F32_DIGITS)));
}

/** The settings named by the attributes that are there. */
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
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  return settingsFromAttributes((attribute) => parameters.get(attribute));
}

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

function parseNumber(text: string): unknown {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? trimmed : value;
}

function parseList(text: string): unknown[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parseNumber);
}

/** One number stands for both. */
function parsePair(text: string): unknown[] {
  const values = parseList(text);
  return values.length === 1 ? [values[0], values[0]] : values;
}
