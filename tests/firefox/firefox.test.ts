/** What a user of Firefox relies on, on the page as it is built. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Firefox, type FirefoxPage, until } from "./firefox-page";

/** One shard, and the usual network. */
const USUAL = "#train-size=5000";
/** A network that is tested in a few seconds, after an epoch of as many. */
const LIGHT = "#train-size=1000&batch-size=16&filters=4+8&dense-units=32&epochs=1";

let firefox: Firefox;
let page: FirefoxPage;

beforeAll(async () => {
  firefox = await Firefox.start();
});

afterAll(() => firefox?.stop());

afterEach(() => page?.close());

test("the page becomes ready on the CPU, and says why and with how many threads", async () => {
  page = await firefox.open(USUAL);
  const [backend, isIsolated, processors] = await page.trainer(
    (trainer) => [trainer.backend, crossOriginIsolated, navigator.hardwareConcurrency] as const,
  );
  console.log(`${await firefox.version()}, ${isIsolated ? "" : "not "}isolated: ${JSON.stringify(backend)}`);
  expect(backend).toMatchObject({ kind: "cpu", reasonCode: "no-webgpu" });
  // Threads share memory, which browsers give to isolated pages alone.
  expect(backend?.threads).toBeGreaterThanOrEqual(1);
  expect(backend?.threads).toBeLessThanOrEqual(isIsolated ? processors : 1);

  const status = await page.text("status");
  expect(status).toContain("Ready");
  expect(status).toContain(`CPU: ${backend?.name}`);
  expect(status).toContain("This browser has no WebGPU, so the CPU trains.");
  // One is not worth a word.
  const shown = /(\d+) threads/.exec(status)?.[1] ?? "1";
  expect(Number(shown)).toBe(backend?.threads);
});

test("Train trains: the loss falls, the accuracy rises, and the curve is drawn; Pause pauses", async () => {
  page = await firefox.open(USUAL);
  expect(await page.curvePixels()).toBe(0);
  await page.press("Train");
  await until(() => page.trainer(({ phase }) => phase)).toBe("training");
  await until(() => page.trainer(({ history }) => history.steps.at(-1)?.step)).toBeGreaterThan(40);
  await page.press("Pause");
  await until(() => page.trainer(({ phase }) => phase)).toBe("paused");
  const { steps } = await page.trainer(({ history }) => history);
  await until(() => page.text("status", ".headline")).toBe("Paused");

  const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const losses = steps.map(({ loss }) => loss);
  expect(mean(losses.slice(-5))).toBeLessThan(0.7 * mean(losses.slice(0, 5)));
  // Ten classes: by chance it would be 0.1.
  expect(mean(steps.slice(-5).map(({ accuracy }) => accuracy))).toBeGreaterThan(0.4);
  await until(() => page.curvePixels()).toBeGreaterThan(200);

  // Nothing ran on behind: the next mini-batch is the next one.
  const last = steps.at(-1)?.step ?? Number.NaN;
  expect(await page.trainer((trainer) => trainer.step())).toMatchObject({ reason: "done", step: last + 1 });
});

test("a drawing moves the bars, and more of it moves them on", async () => {
  page = await firefox.open(USUAL);
  expect(new Set(await page.shares())).toEqual(new Set(["–"]));
  await page.draw([
    [100, 30],
    [100, 250],
  ]);
  const sum = async () => {
    const shares = (await page.shares()).map((share) => Number.parseInt(share, 10));
    return shares.reduce((sum, share) => sum + share, 0);
  };
  // Whole per cents, each rounded.
  await until(sum).toBeGreaterThan(90);
  const shares = await page.shares();
  await page.draw([
    [40, 60],
    [240, 60],
    [240, 240],
    [40, 240],
    [40, 60],
  ]);
  await until(() => page.shares()).not.toEqual(shares);
});

test("an epoch ends with results, a confusion matrix and mistakes; its model can be kept", async () => {
  page = await firefox.open(LIGHT);
  await page.press("Train");
  await until(() => page.text("status", ".headline")).toBe("Done");
  const [evaluation] = await page.trainer(({ history }) => history.evaluations);
  expect(evaluation).toMatchObject({ epoch: 1, count: 10_000 });
  expect(evaluation?.accuracy).toBeGreaterThan(0.3);
  await until(() => page.text("epochs")).toContain(((evaluation?.accuracy ?? 0) * 100).toFixed(2));
  await (await page.part("confusion", "section")).scrollIntoView();
  await until(() => page.count("confusion", "td[data-truth]")).toBe(100);
  await (await page.part("gallery", "section")).scrollIntoView();
  await until(() => page.count("gallery", "button[aria-label^='Test image']")).toBeGreaterThan(20);

  const [own, other, again] = await page.trainer(async (trainer) => {
    const predict = async () => (await trainer.predict(new Uint8Array(784).fill(100))).probabilities;
    const own = await predict();
    const file = await trainer.exportModel();
    await trainer.reset({ keepSeed: false });
    const other = await predict();
    await trainer.importModel(file);
    return [own, other, await predict()];
  });
  expect(other).not.toEqual(own);
  expect(again).toEqual(own);
});
