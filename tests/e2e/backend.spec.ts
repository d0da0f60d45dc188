import type { Page } from "@playwright/test";
import { expect, test } from "./trainer-page";

/** A browser with WebGPU and no adapter, also on a machine that has one: the worker's own `gpu` finds nothing. */
async function takeAdaptersAway(page: Page): Promise<void> {
  const noAdapter = `Object.defineProperty(navigator, "gpu", { value: { requestAdapter: async () => null } });`;
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${noAdapter}\n${await response.text()}` });
  });
}

test("?backend=cpu is honoured and said", async ({ trainer, page }) => {
  await trainer.open("?backend=cpu#train-size=100");
  expect(await trainer.backend()).toMatchObject({ kind: "cpu", reason: "The CPU was asked for." });
  await expect(page.getByText("The CPU was asked for.")).toBeVisible();
});

for (const query of ["", "?backend=webgpu"]) {
  test(`without an adapter the CPU trains, and the page says why (${query || "no wish"})`, async ({
    trainer,
    page,
  }) => {
    await takeAdaptersAway(page);
    await trainer.open(`${query}#train-size=100`);
    expect((await trainer.backend())?.kind).toBe("cpu");
    await expect(page.getByText(/no graphics adapter, so the CPU trains/)).toBeVisible();
    expect((await trainer.train({ steps: 1 })).step).toBe(1);
  });
}
