import { expect, test } from "vitest";
import type { TrainConfig } from "../engine/protocol";
import {
  formatSetting,
  hashFromSettings,
  SETTINGS,
  settingBlamed,
  settingsFromAttributes,
  settingsFromHash,
} from "./settings";

const CONFIG: TrainConfig = {
  epochs: 3,
  batchSize: 8,
  learningRate: 0.0005,
  seed: 4_294_967_295,
  trainSize: 5000,
  dropout: [0.25, 0.5],
  filters: [32, 64],
  denseUnits: 128,
};

test("the hash reproduces every setting", () => {
  expect(settingsFromHash(hashFromSettings(CONFIG))).toEqual(CONFIG);
  const plain: TrainConfig = { ...CONFIG, dropout: [0.5, 0.5], filters: [], learningRate: 1e-6 };
  expect(settingsFromHash(hashFromSettings(plain))).toEqual(plain);
});

test("the table has every setting of the crate, once", () => {
  expect(SETTINGS.map((setting) => setting.key).sort()).toEqual(Object.keys(CONFIG).sort());
  expect(new Set(SETTINGS.map((setting) => setting.attribute)).size).toBe(SETTINGS.length);
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

test("values are shown as typed, without the noise of f32", () => {
  expect(formatSetting(Math.fround(0.001))).toBe("0.001");
  expect(formatSetting([Math.fround(0.3), Math.fround(0.3)])).toBe("0.3");
  expect(formatSetting([0.25, 0.5])).toBe("0.25 0.5");
  expect(formatSetting([64])).toBe("64");
  expect(formatSetting(4_294_967_295)).toBe("4294967295");
});

test("a message of the crate is blamed on the setting that it names", () => {
  expect(settingBlamed("batchSize is 0, but must be a whole number from 1 to 1024")?.label).toBe(
    "Batch size",
  );
  expect(settingBlamed("backend is gpu, but must be webgpu or cpu")).toBeUndefined();
});
