import { expect, SMALL, type Trainer, test } from "./blog-page";

/** Far below what anybody sees at first. */
const BELOW = '<div style="height: 5000px">A long story</div>';

test("nothing of the engine is fetched before somebody scrolls to the trainer", async ({ blog, page }) => {
  await blog.open(`${blog.script} ${BELOW} <fashion-trainer ${SMALL}></fashion-trainer>`);
  // Drawn, and idle: whatever it wanted to fetch at once would be asked for by now.
  await expect(blog.trainer().getByRole("button", { name: "Train", exact: true })).toHaveCount(1);
  await page.waitForLoadState("networkidle");
  expect(blog.heavyRequests).toEqual([]);
  expect(page.workers()).toEqual([]);

  await blog.trainer().scrollIntoViewIfNeeded();
  await blog.trainer().evaluate((trainer: Trainer) => trainer.ready);
  expect(page.workers()).toHaveLength(1);
  expect(blog.heavyRequests.some((path) => path.endsWith(".wasm"))).toBe(true);
});

test("a call starts a trainer that nobody sees", async ({ blog, page }) => {
  await blog.open(`${blog.script} ${BELOW} <fashion-trainer ${SMALL}></fashion-trainer>`);
  const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 2 }));
  expect(summary).toMatchObject({ reason: "done", step: 2 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(page.workers()).toHaveLength(1);
});

test("autostart waits until it is seen, and then trains", async ({ blog, page }) => {
  await blog.open(`${blog.script} ${BELOW} <fashion-trainer ${SMALL} autostart></fashion-trainer>`);
  await page.waitForLoadState("networkidle");
  expect(page.workers()).toEqual([]);
  await blog.trainer().scrollIntoViewIfNeeded();
  await expect.poll(() => blog.steps(blog.trainer())).toBeGreaterThan(0);
});

test("a hidden one costs nothing until it is asked", async ({ blog, page }) => {
  await blog.open(`${blog.script} <fashion-trainer ${SMALL} hidden></fashion-trainer>`);
  await page.waitForLoadState("networkidle");
  expect(blog.heavyRequests).toEqual([]);
  const { label } = await blog
    .trainer()
    .evaluate((trainer: Trainer) => trainer.predict(new Uint8Array(784).fill(128)));
  expect(label).toBeGreaterThanOrEqual(0);
  await expect(blog.trainer()).toBeHidden();
});

test("taken off before it has begun, it never begins", async ({ blog, page }) => {
  await blog.open(`${blog.script} ${BELOW} <fashion-trainer ${SMALL}></fashion-trainer>`);
  const refusal = await blog.trainer().evaluate((trainer: Trainer) => {
    trainer.remove();
    return trainer.train().catch((error) => error.name);
  });
  expect(refusal).toBe("InvalidStateError");
  await page.waitForLoadState("networkidle");
  expect(blog.heavyRequests).toEqual([]);
  expect(page.workers()).toEqual([]);
});
