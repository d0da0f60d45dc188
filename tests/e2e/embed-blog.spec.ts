import { readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BlogPage, expect, test } from "./blog-page";
import { PadPage, SHIRT } from "./pad-page";

const POST = readFileSync(join(import.meta.dirname, "../../docs/blog/index.html"), "utf8");

// What Chromium says of a button in a menu of the pad, which shall have the focus once the menu opens.
test.use({ tolerated: /Blocked autofocusing/ });

/** The example post with few images and on the CPU, so that a race ends while somebody waits for it. */
async function open(blog: BlogPage): Promise<void> {
  await blog.openDocument(
    POST.replaceAll("http://localhost:4173/", blog.host)
      .replaceAll('train-size="5000"', 'backend="cpu" train-size="40" batch-size="5"')
      .replace("?embed", "?embed&backend=cpu"),
  );
}

test("readers of the example post draw, and the pretrained network answers", async ({ blog, page }) => {
  await open(blog);
  const pad = new PadPage(page);
  await expect(pad.said).toContainText("Nothing is drawn yet");
  await pad.draw(SHIRT);
  await expect(pad.headline).toContainText(/Not sure|No idea|%/);
  await expect(pad.said).toContainText("The pretrained network");
  // The others are further down, and nobody has asked for them.
  expect(page.workers()).toHaveLength(1);
});

test("readers of the example post start a race of two, and see how it ends", async ({ blog, page }) => {
  await open(blog);
  await page.getByRole("button", { name: "Start the race" }).click();
  await expect(page.getByText(/On images that they never saw: \d+\.\d % and \d+\.\d %\./)).toBeVisible({
    timeout: 100_000,
  });
  for (const recipe of ["recommended", "reference"]) {
    const points = await page.locator(`[data-of=${recipe}]`).getAttribute("points");
    expect(points?.split(" ").at(-1)).toMatch(/^1,0\.\d+$|^1,1$/);
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test("the example post is accessible and fits, with its frame in German", async ({ blog, page }) => {
      await open(blog);
      const frame = page.frameLocator("iframe");
      await page.locator("iframe").scrollIntoViewIfNeeded();
      await expect(frame.getByText("Bereit", { exact: true })).toBeVisible();
      // Two trainers have two regions called Status; the groups around them tell which is which.
      const { violations } = await new AxeBuilder({ page }).disableRules("landmark-unique").analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    });
  });
}
