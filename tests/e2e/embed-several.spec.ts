import { expect, type Trainer, test } from "./blog-page";

const TWO = `
  <fashion-trainer id="first" backend="cpu" train-size="100" batch-size="10" epochs="1000" panels="controls status"></fashion-trainer>
  <fashion-trainer id="second" backend="cpu" train-size="50" batch-size="25" epochs="1000" seed="7" panels="controls"></fashion-trainer>`;

test("two train side by side with settings of their own, and removing one frees its worker", async ({
  blog,
  page,
}) => {
  await blog.open(blog.script + TWO);
  const first = blog.trainer(0);
  const second = blog.trainer(1);
  for (const trainer of [first, second]) {
    await trainer.getByRole("button", { name: "Train", exact: true }).click();
  }
  for (const trainer of [first, second]) await expect.poll(() => blog.steps(trainer)).toBeGreaterThan(0);
  expect(page.workers()).toHaveLength(2);
  const config = (trainer: typeof first) => trainer.evaluate((element: Trainer) => element.config);
  expect(await config(first)).toMatchObject({ trainSize: 100, batchSize: 10, seed: 42 });
  expect(await config(second)).toMatchObject({ trainSize: 50, batchSize: 25, seed: 7 });

  const rejection = await first.evaluate((trainer: Trainer) => {
    const asked = trainer.evaluate().catch((error) => error.name);
    trainer.remove();
    return asked;
  });
  expect(rejection).toBe("AbortError");
  await expect.poll(() => page.workers().length).toBe(1);

  // The other one is now the only one, and goes on.
  const steps = await blog.steps(blog.trainer());
  await expect.poll(() => blog.steps(blog.trainer())).toBeGreaterThan(steps);
  expect(await blog.trainer().getAttribute("id")).toBe("second");
});

test("trainers that were taken off the page leave no memory behind", async ({ blog, page }) => {
  await blog.open(blog.script);
  const traces = await page.evaluateHandle(async () => {
    const traces: WeakRef<Trainer>[] = [];
    for (let count = 0; count < 5; count++) {
      const trainer = document.createElement("fashion-trainer");
      for (const [name, value] of Object.entries({ backend: "cpu", "train-size": "100" })) {
        trainer.setAttribute(name, value);
      }
      document.body.append(trainer);
      await trainer.train({ steps: 1 });
      trainer.remove();
      traces.push(new WeakRef(trainer));
    }
    return traces;
  });
  await expect.poll(() => page.workers().length).toBe(0);
  await expect
    .poll(async () => {
      await page.requestGC();
      // Of any number Chromium itself may keep two. The first: V8 has a closure of its uPlot in the hidden class of all.
      // The last: in Chromium 148 a root of the browser's own holds a select of it. What lies between has no excuse.
      return traces.evaluate((all) => all.slice(1, -1).filter((trace) => trace.deref()).length);
    })
    .toBe(0);
});

test("put back, it starts anew", async ({ blog, page }) => {
  await blog.open(
    `${blog.script} <fashion-trainer backend="cpu" train-size="100" batch-size="10"></fashion-trainer>`,
  );
  const steps = await blog.trainer().evaluate(async (trainer: Trainer) => {
    const before = await trainer.train({ steps: 2 });
    trainer.remove();
    document.body.append(trainer);
    const after = await trainer.train({ steps: 1 });
    return [before.step, after.step, trainer.history.steps.length];
  });
  expect(steps).toEqual([2, 1, 1]);
  await expect.poll(() => page.workers().length).toBe(1);
});
