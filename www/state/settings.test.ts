import { expect, test } from "vitest";
import { CONFIG as DEFAULTS } from "../../tests/support/reports";
import type { TrainConfig } from "../engine/protocol";
import {
  hashFromSettings,
  SETTINGS,
  settingBlamed,
  settingsFromAttributes,
  settingsFromHash,
} from "./settings";

const CONFIG: TrainConfig = {
  ...DEFAULTS,
  epochs: 3,
  batchSize: 8,
  learningRate: 0.0005,
  seed: 4_294_967_295,
  trainSize: 5000,
  dropout: [0.25, 0.5],
};
const FRACTIONS = [
  "learningRate",
  "warmup",
  "momentum",
  "weightDecay",
  "labelSmoothing",
  "erasing",
  "sketch",
] as const satisfies (keyof TrainConfig)[];

/** As the crate gives settings back: it keeps fractions as f32. */
function asKept(config: TrainConfig): TrainConfig {
  const [first, second] = config.dropout;
  const kept: TrainConfig = { ...config, dropout: [Math.fround(first), Math.fround(second)] };
  for (const key of FRACTIONS) kept[key] = Math.fround(kept[key]);
  return kept;
}

function shown(key: keyof TrainConfig, partial: Partial<TrainConfig>): string | undefined {
  return SETTINGS.find((setting) => setting.key === key)?.format(asKept({ ...CONFIG, ...partial }));
}

test.each<[string, Partial<TrainConfig>]>([
  ["two different rates, two different filters", {}],
  ["equal rates, no filters", { dropout: [0.5, 0.5], filters: [], learningRate: 1e-6 }],
  ["equal filters", { filters: [64, 64] }],
  ["one filter", { filters: [64] }],
  ["three equal filters", { filters: [8, 8, 8] }],
  ["fractions with every digit of an f32", { dropout: [1 / 3, 0.1], learningRate: 0.0012345678 }],
  [
    "a recipe with its settings",
    { recipe: "recommended", schedule: "cosine", warmup: 0.1, optimizer: "adamW" },
  ],
  ["everything about the images", { shift: 2, flip: true, erasing: 0.3, sketch: 0.2, labelSmoothing: 0.1 }],
  [
    "SGD, with the length of the gradient",
    { optimizer: "sgd", momentum: 0.95, weightDecay: 5e-4, gradientNorm: true },
  ],
  ["neighbours that differ in the last bit only", { dropout: [0.5, 0.5 + 2 ** -24] }],
])("the hash reproduces every setting: %s", (_name, partial) => {
  const config = asKept({ ...CONFIG, ...partial });
  // The crate rounds what the hash says to f32.
  expect(asKept(settingsFromHash(hashFromSettings(config)) as TrainConfig)).toEqual(config);
});

test("the table has every setting of the crate, once", () => {
  expect(SETTINGS.map((setting) => setting.key).sort()).toEqual(Object.keys(CONFIG).sort());
  expect(new Set(SETTINGS.map((setting) => setting.attribute)).size).toBe(SETTINGS.length);
});

test("a recipe is applied first, then the epochs it is for, and then what differs from it", () => {
  expect(SETTINGS.slice(0, 2).map((setting) => setting.key)).toEqual(["recipe", "epochs"]);
  const hash = "#batch-size=16&epochs=2&recipe=reference";
  expect(Object.keys(settingsFromHash(hash))).toEqual(["recipe", "epochs", "batchSize"]);
  expect(hashFromSettings(CONFIG)).toMatch(/^#recipe=custom&epochs=3&/);
});

test("what the form offers is what there is", () => {
  const choices = (key: string) => SETTINGS.find((setting) => setting.key === key)?.choices;
  expect(choices("recipe")).toEqual(["custom", "reference", "recommended", "drawings"]);
  expect(choices("schedule")).toEqual(["constant", "cosine"]);
  expect(choices("optimizer")).toEqual(["adam", "adamW", "sgd"]);
  expect(choices("flip")).toEqual(["false", "true"]);
  expect(choices("shift")).toBeUndefined();
});

test("a flag is on as an attribute without a value, and other text is left to the crate", () => {
  const flip = (text: string) => settingsFromAttributes((name) => (name === "flip" ? text : null)).flip;
  expect(["", "true", " false ", "maybe", "1"].map(flip)).toEqual([true, true, false, "maybe", "1"]);
});

test("attributes: only those that are there, one dropout rate for both", () => {
  const attributes = new Map([
    ["batch-size", "16"],
    ["dropout", "0.3"],
  ]);
  expect(settingsFromAttributes((name) => attributes.get(name) ?? null)).toEqual({
    batchSize: 16,
    dropout: [0.3, 0.3],
  });
});

test("text that is no number is passed on as it is, for the crate to judge", () => {
  expect(settingsFromHash("#epochs=many&batch-size=&dropout=0.5+x&unknown=1")).toEqual({
    epochs: "many",
    batchSize: "",
    dropout: [0.5, "x"],
  });
});

test("a comma for the point is understood where a fraction is meant, and nowhere else", () => {
  const typed = (key: string, text: string) => SETTINGS.find((setting) => setting.key === key)?.parse(text);
  expect(typed("learningRate", "0,002")).toBe(0.002);
  expect(typed("learningRate", "1,2,3")).toBe("1,2,3");
  expect(typed("dropout", "0,25 0,5")).toEqual([0.25, 0.5]);
  expect(typed("dropout", "0,3")).toEqual([0.3, 0.3]);
  expect(typed("dropout", "0.25,0.5")).toEqual([0.25, 0.5]);
  expect(typed("trainSize", "60,000")).toBe("60,000");
  expect(typed("filters", "32,64")).toEqual([32, 64]);
});

test("values are shown as typed, without the noise of f32", () => {
  expect(shown("learningRate", { learningRate: 0.001 })).toBe("0.001");
  expect(shown("learningRate", { learningRate: 1e-6 })).toBe("0.000001");
  expect(shown("learningRate", { learningRate: 0.0012345678 })).toBe("0.0012345678");
  expect(shown("dropout", { dropout: [0.3, 0.3] })).toBe("0.3");
  expect(shown("dropout", { dropout: [1 / 3, 0] })).toBe("0.33333334 0");
  expect(shown("dropout", { dropout: [0.25, 0.5] })).toBe("0.25 0.5");
  expect(shown("filters", { filters: [64] })).toBe("64");
  expect(shown("filters", { filters: [64, 64] })).toBe("64 64");
  expect(shown("seed", { seed: 4_294_967_295 })).toBe("4294967295");
});

test("a message of the crate is blamed on the setting that it names", () => {
  expect(settingBlamed("batchSize is 0, but must be a whole number from 1 to 1024")?.key).toBe("batchSize");
  expect(settingBlamed("backend is gpu, but must be webgpu or cpu")).toBeUndefined();
});

test("a text longer than any value is refused with its beginning, and never cut into a value", () => {
  const long = "1".repeat(1_000_000);
  const config = settingsFromHash(
    `#epochs=${long}&recipe=${long}&filters=${"1+".repeat(100_000)}&flip=${long}`,
  );
  const told = `${"1".repeat(60)}…`;
  expect(config).toMatchObject({ epochs: told, recipe: told, flip: told });
  expect(config.filters).toHaveLength(31);
  expect(config.filters).toContain("…");
});
