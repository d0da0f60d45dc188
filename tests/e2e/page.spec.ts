import { openPad } from "./pad-page";
import { expect, type TrainerPage, test } from "./trainer-page";

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

test("an element that leaves the page takes its worker with it", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  expect(page.workers()).toHaveLength(1);
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

test("a crash is told in words, and starting again works with the settings as they are then", async ({
  trainer,
  page,
}) => {
  await trainer.open(`${SMALL}&seed=7`);
  const told = await trainer.listen("trainer-error");
  await crash(trainer);
  expect(await told()).toEqual({ code: "crashed", message: "unreachable" });
  expect(await trainer.phase()).toBe("failed");
  await expect(page.getByRole("alert")).toContainText("crashed");

  // The texts promise it: a smaller batch can be chosen now, and applies to the new start.
  await page.getByLabel("Batch size").fill("16");
  await page.getByLabel("Batch size").press("Enter");
  await page.getByRole("button", { name: "Start again" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
  expect(await trainer.config()).toMatchObject({ seed: 7, trainSize: 640, batchSize: 16 });
  await expect(page.getByLabel("Batch size")).toHaveValue("16");
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

test("a drawing and what is made of it outlive a crash", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.silhouette("Trouser");
  await pad.expectLikeliest("Trouser");
  const drawing = await pad.ink();
  const inside = page.getByRole("region", { name: "Inside the network" });
  await inside.scrollIntoViewIfNeeded();
  await expect(inside.getByText(/^Your drawing, seen by/)).toBeVisible();

  await crash(trainer);
  await page.getByRole("button", { name: "Start again" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
  await pad.expectLikeliest("Trouser");
  expect(await pad.ink()).toEqual(drawing);
  await inside.scrollIntoViewIfNeeded();
  await expect(inside.getByText(/^Your drawing, seen by/)).toBeVisible();
});

/** As if the worker had told it. */
async function crash(trainer: TrainerPage): Promise<void> {
  await trainer.page.workers()[0]?.evaluate(() => {
    self.postMessage({
      type: "event",
      event: { type: "fatal", failure: { code: "crashed", message: "unreachable" } },
    });
  });
}
