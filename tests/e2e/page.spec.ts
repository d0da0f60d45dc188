import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=640&epochs=1";

test("all by keyboard: train and pause", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu");
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeEnabled();
  // The first stop passes by the languages, and leaves the address alone.
  const address = page.url();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the trainer" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  expect(page.url()).toBe(address);
  await page.keyboard.press("Tab");
  await expect(train).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => trainer.phase()).toBe("paused");
  await expect(train).toBeFocused();
  const reports = (await trainer.history()).steps.length;
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await trainer.history()).steps.length).toBe(reports + 1);
  await expect(page.getByRole("button", { name: "Step" })).toBeFocused();
});

test("arguments of the wrong form are refused by name, and nothing is lost", async ({ trainer }) => {
  await trainer.open(SMALL);
  await trainer.train({ steps: 1 });
  const codes = await trainer.element.evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) => {
    const wrong = element as unknown as Record<string, (argument: unknown) => Promise<unknown>>;
    const calls: [string, unknown][] = [
      ["predict", undefined],
      ["predict", Array(784).fill(0)],
      ["predict", () => 0],
      ["predict", new Uint8Array(3)],
      ["configure", null],
      ["configure", []],
      ["configure", { epochs: Number.NaN }],
      ["configure", { epochs: new Map() }],
      ["train", null],
      ["train", { epochs: Number.NaN }],
      ["train", { steps: -1 }],
      ["mistakes", { sort: "size" }],
      ["mistakes", { truth: () => 0 }],
      ["weights", 1],
      ["activations", new Uint8Array(3)],
      ["activations", "image"],
      ["importModel", "model.safetensors"],
      ["importModel", () => 0],
      ["restoreCheckpoint", undefined],
    ];
    return Promise.all(
      calls.map(async ([method, argument]) =>
        wrong[method]?.(argument).then(
          () => `${method} accepted it`,
          (error) => error.code,
        ),
      ),
    );
  });
  expect(codes).toEqual([
    ...Array(4).fill("bad-image"),
    ...Array(10).fill("bad-config"),
    ...Array(2).fill("bad-image"),
    ...Array(2).fill("bad-model"),
    "bad-checkpoint",
  ]);
  expect(await trainer.phase()).toBe("paused");
  expect((await trainer.train({ steps: 1 })).step).toBe(2);
});

test("an element that leaves the page takes its worker and its threads with it", async ({
  trainer,
  page,
}) => {
  await trainer.open(SMALL);
  const { threads = 1 } = (await trainer.backend()) ?? {};
  // Each thread is a worker of the engine's.
  expect(page.workers()).toHaveLength(threads > 1 ? 1 + threads : 1);
  await trainer.element.evaluate((element) => element.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("two trainers on a page share nothing", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  const attributes = { backend: "cpu", "train-size": "100", seed: "7", panels: "status", autostart: "" };
  const [seed, step] = await page.evaluate(async (attributes) => {
    const second = document.createElement("fashion-trainer");
    for (const [name, value] of Object.entries(attributes)) second.setAttribute(name, value);
    const step = new Promise<number>((resolve) => {
      second.addEventListener("trainer-step", (event) => resolve((event as CustomEvent).detail.step));
    });
    document.body.append(second);
    // It starts when somebody sees it.
    second.scrollIntoView();
    await second.ready;
    return [second.config?.seed, await step];
  }, attributes);
  expect(seed).toBe(7);
  expect(step).toBeGreaterThan(0);
  await expect(page.locator("fashion-trainer").nth(1).getByRole("region")).toHaveCount(1);

  expect(await trainer.phase()).toBe("ready");
  expect((await trainer.history()).steps).toEqual([]);
  expect((await trainer.config())?.seed).toBe(42);
});
