import { expect, test } from "./blog-page";
import { codeBlock } from "./documents";

/** What stands in the documentation in the place of the host. */
const PLACEHOLDER = "https://example.org/fashion-trainer/";

test("the README's two lines are a page of another origin that trains", async ({ blog, page }) => {
  const snippet = codeBlock("README.md", "## Embed it");
  expect(snippet).toContain(`src="${PLACEHOLDER}embed.js"`);
  await blog.open(snippet.replace(PLACEHOLDER, blog.host));
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => blog.steps(blog.trainer())).toBeGreaterThan(0);
  await expect(page.getByRole("region", { name: "Draw" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Settings" })).toHaveCount(0);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();

  // Title, language and address are the blog's own: nothing of the demo page has run.
  expect(await page.title()).toBe("A blog");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(page.url()).toBe(blog.address);
  expect(blog.requests.filter((path) => /index|\.html/.test(path))).toEqual([]);
  // Only the script, the element and the worker were needed, and no style sheet.
  expect(
    await page.evaluate(() => [document.adoptedStyleSheets.length, document.styleSheets.length]),
  ).toEqual([0, 0]);
});

test("the README's script trains and hears of it", async ({ blog, page }) => {
  const printed = page.waitForEvent("console", (message) => message.type() === "log");
  const script = codeBlock("README.md", "stands in a frame");
  await blog.open(`${blog.script}
    <fashion-trainer backend="cpu" train-size="1000" batch-size="5" panels="status"></fashion-trainer>
    <script type="module">${script}; document.title = accuracy;</script>`);
  expect((await printed).text()).toMatch(/^\d+ \d\.\d+$/);
  await page.waitForFunction(() => document.title !== "A blog");
  expect(Number(await page.title())).toBeGreaterThanOrEqual(0);
  expect(await blog.steps(blog.trainer())).toBe(20);
});

test("events reach whoever listens on the document, and tell which trainer speaks", async ({
  blog,
  page,
}) => {
  await blog.open(`${blog.script}
    <script>
      globalThis.heard = [];
      for (const name of ["ready", "state", "step", "epoch"]) {
        document.addEventListener("trainer-" + name, ({ type, target, detail }) => heard.push([type, target.id, detail]));
      }
    </script>
    <div><fashion-trainer id="mine" backend="cpu" train-size="20" epochs="1" panels="controls"></fashion-trainer></div>`);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const heard = () =>
    page.evaluate(() => (globalThis as unknown as { heard: [string, string, object][] }).heard);
  await expect.poll(async () => (await heard()).some(([type]) => type === "trainer-epoch")).toBe(true);
  const told = await heard();
  expect(new Set(told.map(([, id]) => id))).toEqual(new Set(["mine"]));
  const first = (type: string) => told.find(([name]) => name === type)?.[2];
  expect(first("trainer-ready")).toBeNull();
  expect(first("trainer-state")).toEqual({ phase: "loading" });
  expect(first("trainer-step")).toMatchObject({ step: expect.any(Number), loss: expect.any(Number) });
  expect(first("trainer-epoch")).toMatchObject({ epoch: 1, count: 10_000 });
});
