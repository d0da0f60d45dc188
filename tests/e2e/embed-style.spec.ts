import AxeBuilder from "@axe-core/playwright";
import { expect, SMALL, test } from "./blog-page";

const PANELS = 'panels="controls status settings structure"';

/** A style sheet that means well with its own page, and would ruin any other. */
const HOSTILE = `<style>
  * { box-sizing: content-box; font-family: cursive; letter-spacing: 1px; color: red }
  button, table, input { display: none }
  h2 { font-size: 5rem; text-transform: uppercase }
  body { text-align: center; line-height: 3; text-indent: 4em; white-space: pre; font: italic 30px cursive }
  .panels, .row, .muted { display: none }
</style>`;

/** What a page looks like: of each of these elements all computed styles, and of the trainer its place. */
const LOOKED_AT = "html, body, h1, p, button, table, td, a, input";

test("a blog's style sheet does not reach into the trainer", async ({ blog, page }) => {
  const look = () =>
    blog.trainer().evaluate((trainer) => {
      const found: string[] = [];
      const visit = (root: ShadowRoot | null) => {
        for (const element of root?.querySelectorAll("*") ?? []) {
          const style = getComputedStyle(element);
          found.push(
            [element.localName, ...PROPERTIES.map((name) => style.getPropertyValue(name))].join(" | "),
          );
          visit(element.shadowRoot);
        }
      };
      const PROPERTIES = [
        ...["display", "box-sizing", "color", "font-size", "font-style", "font-family", "line-height"],
        ...["letter-spacing", "text-align", "text-transform", "text-indent", "white-space"],
      ];
      visit(trainer.shadowRoot);
      return found;
    });
  await blog.open(`${blog.script} <fashion-trainer ${SMALL} ${PANELS}></fashion-trainer>`);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeEnabled();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  const plain = await look();

  await blog.open(`${blog.script} ${HOSTILE} <fashion-trainer ${SMALL} ${PANELS}></fashion-trainer>`);
  await expect(train).toBeEnabled();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  expect(await look()).toEqual(plain);
});

test("the trainer changes no style of the blog", async ({ blog, page }) => {
  const look = () =>
    // Not with a locator, which looks into shadow roots as well.
    page.evaluate((selector) => {
      return Array.from(document.querySelectorAll(selector), (element) => {
        const style = getComputedStyle(element);
        // Without lengths that follow from how high the page is.
        const own = [...style].filter((name) => !/(height|block-size|origin|perspective)/.test(name));
        return own.map((name) => `${element.localName} ${name}: ${style.getPropertyValue(name)}`);
      });
    }, LOOKED_AT);
  const article = `<h1 class="muted">Post</h1><p class="panels row">A <a href="#">link</a></p>
    <button class="primary">Mine</button><input /><table><tr><td>1</td></tr></table>`;
  await blog.open(`${blog.script} ${article}`);
  const before = await look();
  await page.evaluate(() => {
    const trainer = document.createElement("fashion-trainer");
    trainer.setAttribute("backend", "cpu");
    trainer.setAttribute("train-size", "100");
    document.body.append(trainer);
    return trainer.ready;
  });
  expect(await look()).toEqual(before);
  const sheets = () => page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length);
  expect(await sheets()).toBe(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a page that is only light, for somebody who prefers ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test("the trainer can be read, and fits", async ({ blog, page }) => {
      await blog.open(`${blog.script}
        <style>body { background: white; color: black; margin: 8px }</style>
        <main><h1>Post</h1><fashion-trainer ${SMALL} ${PANELS}></fashion-trainer></main>`);
      await expect(page.getByText("Ready", { exact: true })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include("fashion-trainer").analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    });
  });
}
