import { openPad, PadPage } from "./pad-page";
import { expect, test } from "./trainer-page";

// Chromium reports what does not arrive in the console by itself.
test.use({ toleratedErrors: /^Failed to load resource/ });

test("a missing shard is told in words, and trying again mends it", async ({ trainer, page }) => {
  await page.route("**/train-00.bin.gz", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await trainer.goto("?backend=cpu#train-size=640");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("A file did not arrive");
  await expect(alert).toContainText("train-00.bin.gz");
  expect(await trainer.phase()).toBe("failed");
  expect(await trainer.ready().catch((error) => String(error))).toContain("404");

  await alert.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
  await trainer.ready();
  await expect(alert).toBeEmpty();
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

test("a corrupt shard is refused by its checksum, and trying again mends it", async ({ trainer, page }) => {
  await page.route(
    "**/train-00.bin.gz",
    async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 0xff;
      await route.fulfill({ response, body });
    },
    { times: 1 },
  );
  await trainer.goto("?backend=cpu#train-size=640");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("is damaged");
  await expect(alert).toContainText("train-00");

  await alert.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
});

test("a later shard that is missing costs nothing of what was learned", async ({ trainer, page }) => {
  await page.route("**/test-01.bin.gz", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await trainer.open("?backend=cpu#train-size=128&epochs=1&filters=4+8&dense-units=16");
  await expect(page.getByRole("alert")).toContainText("test-01.bin.gz");
  const code = await trainer.element.evaluate((element: HTMLElementTagNameMap["fashion-trainer"]) =>
    element.train().catch((error) => error.code),
  );
  expect(code).toBe("network");
  expect(await trainer.phase()).toBe("paused");

  await page.getByRole("button", { name: "Try again" }).click();
  expect(await trainer.train()).toMatchObject({ reason: "done", epoch: 1, step: 2 });
});

test("a missing manifest is told in words, and trying again mends it", async ({ trainer, page }) => {
  await page.route("**/manifest.json", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await trainer.goto("?backend=cpu#train-size=100");
  await expect(page.getByRole("alert")).toContainText("manifest.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => trainer.phase()).toBe("ready");
});

test("a pretrained network that does not arrive is told, and the next stroke asks again", async ({
  trainer,
  page,
}) => {
  const blocked = "**/model.safetensors*";
  let fail = () => {};
  const failed = new Promise<void>((resolve) => {
    fail = resolve;
  });
  await page.route(blocked, async (route) => {
    await failed;
    await route.fulfill({ status: 404 });
  });
  const pad = await openPad(trainer, "?backend=cpu#train-size=100");
  await pad.draw([
    [100, 30],
    [100, 250],
  ]);
  const waiting = pad.said.getByText("The network is being loaded.");
  await expect(waiting).toBeVisible();
  fail();
  const problem = pad.said.getByText(/^A file did not arrive\./);
  await expect(problem).toBeVisible();
  await expect(pad.said.getByText("Looking at it…")).toHaveCount(0);
  await expect(waiting).toHaveCount(0);
  expect(await pad.shares()).toEqual({});
  // The weights are of the same network.
  const weights = page.locator("fashion-trainer-weights");
  await weights.scrollIntoViewIfNeeded();
  await expect(weights.getByText(/^A file did not arrive\./)).toBeVisible();
  await pad.canvas.scrollIntoViewIfNeeded();

  await page.unroute(blocked);
  await pad.tap([180, 140]);
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
  await expect(problem).toHaveCount(0);
  await weights.scrollIntoViewIfNeeded();
  await expect(weights.getByText("conv1.weight")).toBeVisible();
});

test("a test image that is not here yet is told, and the next try takes the message away", async ({
  trainer,
  page,
}) => {
  const arrive = await trainer.holdBack("**/test-0*.bin.gz");
  await trainer.open("?backend=cpu#train-size=100");
  const pad = new PadPage(page);
  await pad.button("Test image").click();
  const problem = pad.panel.getByText("The test images are still being fetched. Try again in a moment.");
  await expect(problem).toBeVisible();
  arrive();
  await expect(page.getByText(/^Download/)).toHaveCount(0);
  await pad.button("Test image").click();
  await pad.expectInk(true);
  await expect(problem).toHaveCount(0);
});
