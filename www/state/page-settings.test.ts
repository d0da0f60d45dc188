import { expect, test } from "vitest";
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

test("an unknown backend is no wish", () => {
  expect(read({ backend: "abacus" }, "https://demo.example/").wish).toBe("auto");
});

test("the address with settings keeps folder and query", () => {
  const config = {
    epochs: 1,
    batchSize: 8,
    learningRate: 0.001,
    seed: 1,
    trainSize: 100,
    dropout: [0, 0] as [number, number],
    filters: [8],
    denseUnits: 16,
  };
  expect(urlWithSettings("https://demo.example/a/?backend=cpu#old", config)).toBe(
    "https://demo.example/a/?backend=cpu#epochs=1&batch-size=8&learning-rate=0.001&dropout=0&train-size=100&seed=1&filters=8&dense-units=16",
  );
});
