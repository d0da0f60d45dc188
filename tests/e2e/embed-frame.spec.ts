import { expect, test } from "./blog-page";
import { codeBlock } from "./documents";

const PLACEHOLDER = "https://example.org/fashion-trainer/";
const GUIDE = "docs/embed.md";

// What Chromium says of a button in a menu of the pad, which shall have the focus once the menu opens.
test.use({ tolerated: /Blocked autofocusing/ });

test("the guide's frame trains, and becomes as high as what it shows", async ({ blog, page }) => {
  const frame = codeBlock(GUIDE, "## In a frame")
    .replace(PLACEHOLDER, blog.host)
    .replace("?embed", "?embed&backend=cpu");
  await blog.openDocument(`<!doctype html><title>A blog</title><link rel="icon" href="data:," />
    ${frame} ${codeBlock(GUIDE, "To follow it")}`);
  const inside = page.frameLocator("iframe");
  await inside.getByRole("button", { name: "Train", exact: true }).click();
  await expect(inside.getByRole("button", { name: "Pause" })).toBeVisible();

  const content = () => inside.locator("body").evaluate((body) => body.getBoundingClientRect().height);
  const height = () => page.locator("iframe").evaluate((element) => element.getBoundingClientRect().height);
  const expectToFit = () =>
    expect.poll(async () => Math.abs((await height()) - (await content()))).toBeLessThan(1);
  await expectToFit();
  const before = await height();
  expect(before).toBeGreaterThan(200);

  // Narrower is higher, and the frame follows.
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(height).toBeGreaterThan(before);
  await expectToFit();

  // The trainer alone, from edge to edge, with the panels that were asked for and the settings of the hash.
  await expect(inside.getByRole("heading", { level: 1 })).toBeHidden();
  await expect(inside.getByRole("contentinfo")).toBeHidden();
  await expect(inside.getByRole("region", { name: "Draw" })).toBeVisible();
  await expect(inside.getByRole("region", { name: "Settings" })).toHaveCount(0);
  const [box, config] = await inside.locator("fashion-trainer").evaluate((trainer) => {
    const { config } = trainer as HTMLElementTagNameMap["fashion-trainer"];
    const { left, right } = trainer.getBoundingClientRect();
    return [{ left, right: innerWidth - right }, config];
  });
  expect(box).toEqual({ left: 4, right: 4 });
  expect(config).toMatchObject({ trainSize: 5000, epochs: 3 });
});

test("a message that is not the frame's changes nothing", async ({ blog, page }) => {
  const frame = codeBlock(GUIDE, "## In a frame").replace(
    `${PLACEHOLDER}?embed`,
    `${blog.host}data/manifest.json?embed`,
  );
  await blog.openDocument(`<!doctype html><title>A blog</title><link rel="icon" href="data:," />
    ${frame} ${codeBlock(GUIDE, "To follow it")}`);
  const height = await page.locator("iframe").evaluate((element) => element.getBoundingClientRect().height);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener("message", () => resolve(), { once: true });
        postMessage({ type: "fashion-trainer-height", height: 5 }, "*");
      }),
  );
  expect(await page.locator("iframe").evaluate((element) => element.getBoundingClientRect().height)).toBe(
    height,
  );
});

test("a transparent frame lets the ground of the page through", async ({ blog, page }) => {
  const grounds = async (query: string) => {
    await blog.openDocument(`<!doctype html><title>A blog</title><link rel="icon" href="data:," />
      <iframe src="${blog.host}?${query}&backend=cpu&panels=controls#train-size=100" title="Trainer"></iframe>`);
    const inside = page.frameLocator("iframe");
    await expect(inside.getByRole("button", { name: "Train", exact: true })).toBeVisible();
    return inside
      .locator("html, body, fashion-trainer")
      .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).backgroundColor));
  };
  const clear = "rgba(0, 0, 0, 0)";
  expect(await grounds("embed=transparent")).toEqual([clear, clear, clear]);
  expect((await grounds("embed"))[0]).not.toBe(clear);
});
