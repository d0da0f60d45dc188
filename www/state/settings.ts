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
}

export const SETTINGS: readonly Setting[] = [
  {
    key: "epochs",
    attribute: "epochs",
    label: "Epochs",
    help: "Times the network sees every training image.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
  },
  {
    key: "batchSize",
    attribute: "batch-size",
    label: "Batch size",
    help: "Images it looks at before each correction of its weights.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
  },
  {
    key: "learningRate",
    attribute: "learning-rate",
    label: "Learning rate",
    help: "How large each correction is. Too large and the loss explodes.",
    isInForm: true,
    restarts: false,
    parse: parseNumber,
  },
  {
    key: "dropout",
    attribute: "dropout",
    label: "Dropout",
    help: "Share of signals muted at random while training, after the pool and after the hidden layer.",
    isInForm: true,
    restarts: false,
    parse: parsePair,
  },
  {
    key: "trainSize",
    attribute: "train-size",
    label: "Training images",
    help: "Fewer download and train faster, and the network learns less.",
    isInForm: true,
    restarts: true,
    parse: parseNumber,
  },
  {
    key: "seed",
    attribute: "seed",
    label: "Seed",
    help: "The same seed starts from the same weights, in the same order.",
    isInForm: true,
    restarts: true,
    parse: parseNumber,
  },
  {
    key: "filters",
    attribute: "filters",
    label: "Filters",
    help: "Filters of each convolution.",
    isInForm: false,
    restarts: true,
    parse: parseList,
  },
  {
    key: "denseUnits",
    attribute: "dense-units",
    label: "Hidden units",
    help: "Units of the hidden dense layer.",
    isInForm: false,
    restarts: true,
    parse: parseNumber,
  },
];

/** As a person would type it: equal dropout rates once, lists with spaces. */
export function formatSetting(value: TrainConfig[SettingKey]): string {
  if (!Array.isArray(value)) return formatNumber(value);
  const [first, second] = value;
  const isPairOfEquals = value.length === 2 && first === second;
  return (isPairOfEquals ? value.slice(1) : value).map(formatNumber).join(" ");
}

/** The crate keeps fractions as f32, so 0.001 comes back as 0.0010000000475. */
function formatNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
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
  for (const { key, attribute } of SETTINGS) parameters.set(attribute, formatSetting(config[key]));
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
