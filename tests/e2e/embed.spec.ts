import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import type {} from "../../www/main";

/** Somebody's blog: another origin, with one page. */
async function serveBlog(html: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/post/`, close: () => server.close() };
}

test("one script and one tag embed a trainer in a page of another origin", async ({ page, baseURL }) => {
  const blog = await serveBlog(`<!doctype html>
    <title>Blog</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${baseURL}embed.js"></script>
    <fashion-trainer backend="cpu" train-size="100" batch-size="10" panels="controls status"></fashion-trainer>`);
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(blog.url);
  await page.waitForFunction(() => customElements.get("fashion-trainer"));
  const summary = await page
    .locator("fashion-trainer")
    .evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.train({ steps: 2 }));
  expect(summary).toMatchObject({ reason: "done", step: 2 });
  // The address belongs to the blog.
  expect(page.url()).toBe(blog.url);
  expect(errors).toEqual([]);
  blog.close();
});
