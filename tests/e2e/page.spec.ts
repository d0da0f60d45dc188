import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=640&epochs=1";

/** Both schemes and both widths, with two trainings. */
const LOOKS = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const;

for (const look of LOOKS) {
  test.describe(`${look.colorScheme}, ${look.viewport.width} px`, () => {
    test.use(look);

    test("accessible in every state, no scrolling sideways, targets for fingers", async ({
      trainer,
      page,
    }) => {
      const check = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.viewport.width);
        const targets = page.locator("button:visible, input:visible, select:visible, summary:visible");
        for (const target of await targets.all()) {
          expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        }
      };
      await trainer.open(SMALL);
      await check();

      await page.getByText("More", { exact: true }).click();
      await expect(page.getByLabel("Optimiser")).toBeVisible();
      await page.getByLabel("Batch size").fill("0");
      await page.getByLabel("Batch size").press("Enter");
      await expect(page.getByText("Batch size is 0")).toBeVisible();
      await check();

      const training = trainer.train();
      await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
      await check();

      await training;
      await expect(page.getByText("Done", { exact: true })).toBeVisible();
      await check();
    });
  });
}

test("all by keyboard: train and pause", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu");
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeEnabled();
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
  await page.workers()[0]?.evaluate(() => {
    self.postMessage({
      type: "event",
      event: { type: "fatal", failure: { code: "crashed", message: "unreachable" } },
    });
  });
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
