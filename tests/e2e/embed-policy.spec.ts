import { expect, SMALL, type Trainer, test } from "./blog-page";

const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

test("a page that isolates itself can embed by script and by frame", async ({ blog, page }) => {
  await blog.open(
    `${blog.script} <fashion-trainer ${SMALL} panels="controls"></fashion-trainer>
    <iframe src="${blog.host}?embed&backend=cpu&panels=controls#train-size=100" title="Trainer"></iframe>`,
    ISOLATED,
  );
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
  expect(summary.step).toBe(1);
  await expect(
    page.frameLocator("iframe").getByRole("button", { name: "Train", exact: true }),
  ).not.toHaveAttribute("aria-disabled", "true");
});

test("the Content Security Policy that the guide asks for is enough", async ({ blog }) => {
  const host = new URL(blog.host).origin;
  const policy = [
    "default-src 'none'",
    `script-src ${host} 'wasm-unsafe-eval'`,
    `connect-src ${host}`,
    `worker-src ${host} blob:`,
    "style-src-attr 'unsafe-inline'",
    "img-src data:",
  ];
  await blog.open(`${blog.script} <fashion-trainer ${SMALL}></fashion-trainer>`, {
    "Content-Security-Policy": policy.join("; "),
  });
  const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
  expect(summary.step).toBe(1);
  const { name } = await blog.trainer().evaluate((trainer: Trainer) => {
    const image = new ImageData(28, 28);
    image.data.fill(255, 0, image.data.length / 2);
    return trainer.predictDrawing(image);
  });
  expect(name).not.toBe("");
});

test("a host that allows any origin and says nothing else, as GitHub Pages does, will do", async ({
  blog,
  baseURL,
}) => {
  await blog.open(`<script type="module" src="${baseURL}embed.js"></script>
    <fashion-trainer ${SMALL} panels="controls"></fashion-trainer>`);
  const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
  expect(summary.step).toBe(1);
});
