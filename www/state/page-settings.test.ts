import { expect, test } from "vitest";
import { CONFIG } from "../../tests/support/reports";
import { pageSettings, urlWithSettings } from "./page-settings";

function read(attributes: Record<string, string>, url: string) {
  return pageSettings({ attribute: (name) => attributes[name] ?? null, location: new URL(url) });
}

test("an embedded element reads its attributes only", () => {
  const settings = read(
    { backend: "cpu", epochs: "2", autostart: "", "src-data": "files/clothes" },
    "https://blog.example/post/?backend=webgpu#epochs=9",
  );
  expect(settings).toEqual({
    wish: "cpu",
    threads: undefined,
    config: { epochs: 2 },
    dataUrl: "https://blog.example/post/files/clothes/",
    isAutostart: true,
    isInUrl: false,
  });
});

test("on the demo page the address comes before the attributes", () => {
  const settings = read(
    { "url-settings": "", backend: "cpu", epochs: "2", seed: "1" },
    "https://demo.example/?backend=webgpu#epochs=9",
  );
  expect(settings).toMatchObject({ wish: "webgpu", config: { epochs: 9, seed: 1 }, isInUrl: true });
});

test("recipe and epochs come first, wherever they are from: what stands beside them is put on top", () => {
  const attributes = { "url-settings": "", seed: "1", "batch-size": "16" };
  const { config } = read(attributes, "https://demo.example/#shift=1&epochs=9&recipe=recommended");
  expect(Object.entries(config)).toEqual([
    ["recipe", "recommended"],
    ["epochs", 9],
    ["batchSize", 16],
    ["shift", 1],
    ["seed", 1],
  ]);
  const embedded = read({ "batch-size": "16", epochs: "2", recipe: "reference" }, "https://blog.example/");
  expect(Object.keys(embedded.config)).toEqual(["recipe", "epochs", "batchSize"]);
});

test("threads are a whole number, or are left to the trainer", () => {
  const threads = (text: string) => read({ threads: text }, "https://blog.example/").threads;
  expect(threads("2")).toBe(2);
  for (const text of ["", "0", "-1", "1.5", "all"]) expect(threads(text)).toBeUndefined();
  expect(read({ "url-settings": "", threads: "4" }, "https://demo.example/?threads=1").threads).toBe(1);
});

test("an unknown backend is no wish", () => {
  expect(read({ backend: "abacus" }, "https://demo.example/").wish).toBe("auto");
});

test("the address with settings keeps folder and query", () => {
  const config = {
    ...CONFIG,
    epochs: 1,
    batchSize: 8,
    seed: 1,
    trainSize: 100,
    filters: [8],
    denseUnits: 16,
  };
  expect(urlWithSettings("https://demo.example/a/?backend=cpu#old", config)).toBe(
    "https://demo.example/a/?backend=cpu#recipe=custom&epochs=1&batch-size=8&learning-rate=0.001&schedule=constant" +
      "&warmup=0&optimizer=adam&momentum=0.9&weight-decay=0&label-smoothing=0&dropout=0.5&shift=0&flip=false" +
      "&erasing=0&sketch=0&train-size=100&seed=1&filters=8&dense-units=16&gradient-norm=false",
  );
});
