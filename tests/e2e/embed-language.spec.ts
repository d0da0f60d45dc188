import { expect, test } from "./trainer-page";

const SMALL = "backend=cpu#train-size=100&epochs=2";
const GERMAN = /Kleidungsstück/;
const ENGLISH = /Draw a garment/;

test("the page speaks the first of the browser's languages that it knows", async ({ trainer, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "languages", { value: ["cy", "de-AT", "en"] });
  });
  await trainer.open(`?${SMALL}`);
  await expect(page.locator("header p")).toHaveText(GERMAN);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  expect(await page.title()).toMatch(/Kleidung/);
  await expect(page.locator('meta[name="description"]')).toHaveAttribute("content", GERMAN);
  await expect(page.getByRole("button", { name: "Trainieren", exact: true })).toBeVisible();
});

test("the language changes in place: what was learned stays, and so do query and hash", async ({
  trainer,
  page,
}) => {
  await trainer.open(`?${SMALL}`);
  await trainer.train({ steps: 1 });
  await expect(page.locator("header p")).toHaveText(ENGLISH);
  const languages = page.getByRole("navigation", { name: "Language" });
  await expect(languages.getByRole("link", { name: "English" })).toHaveAttribute("aria-current", "true");

  await languages.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.locator("header p")).toHaveText(GERMAN);
  await expect(page.getByRole("navigation", { name: "Sprache" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Trainieren", exact: true })).toBeVisible();
  expect((await trainer.history()).steps).toHaveLength(1);
  const url = new URL(page.url());
  expect([url.searchParams.get("lang"), url.searchParams.get("backend")]).toEqual(["de", "cpu"]);
  expect(url.hash).toContain("train-size=100");

  // As a link it can be opened elsewhere, with the settings of that moment.
  await trainer.configure({ epochs: 5 });
  const english = page.getByRole("link", { name: "English" });
  await english.hover();
  const there = new URL((await english.getAttribute("href")) ?? "");
  expect(there.searchParams.get("lang")).toBe("en");
  expect(there.hash).toContain("epochs=5");

  await page.reload();
  await trainer.ready();
  await expect(page.locator("header p")).toHaveText(GERMAN);
  expect(await trainer.config()).toMatchObject({ trainSize: 100, epochs: 5 });
});

test("the query chooses panels", async ({ trainer, page }) => {
  await trainer.open(`?panels=status+structure&${SMALL}`);
  await expect(page.getByRole("region")).toHaveCount(2);
});
