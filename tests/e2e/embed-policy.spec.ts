import { availableParallelism } from "node:os";
import { isolation } from "../../scripts/lib/isolation.mjs";
import { expect, SMALL, type Trainer, test } from "./blog-page";

for (const server of ["a host as in the guide", "the preview server"]) {
  test(`a page that isolates itself can embed by script and by frame, from ${server}`, async ({
    blog,
    page,
    baseURL,
  }) => {
    const host = server === "the preview server" ? baseURL : blog.host;
    await blog.open(
      `<script type="module" src="${host}embed.js"></script>
      <fashion-trainer ${SMALL} panels="controls"></fashion-trainer>
      <iframe src="${host}?embed&backend=cpu&panels=controls#train-size=100" title="Trainer"></iframe>`,
      isolation,
    );
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
    expect(summary.step).toBe(1);
    // Workers of workers, whose script is another origin's.
    const backend = await blog.trainer().evaluate((trainer: Trainer) => trainer.backend);
    expect(backend).toMatchObject({ threadsCode: availableParallelism() > 1 ? "all-cores" : "one-core" });
    await expect(
      page.frameLocator("iframe").getByRole("button", { name: "Train", exact: true }),
    ).not.toHaveAttribute("aria-disabled", "true");
  });
}

test("the Content Security Policy that the guide asks for is enough", async ({ blog }) => {
  const host = new URL(blog.host).origin;
  const policy = [
    "default-src 'none'",
    `script-src ${host} 'wasm-unsafe-eval'`,
    `connect-src ${host}`,
    `worker-src ${host} blob:`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html fashion-trainer",
    // The blog's own icon.
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
  page,
  plainHost,
}) => {
  await blog.open(`<script type="module" src="${plainHost.url}embed.js"></script>
    <fashion-trainer ${SMALL} panels="controls"></fashion-trainer>`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const summary = await blog.trainer().evaluate((trainer: Trainer) => trainer.train({ steps: 1 }));
  expect(summary.step).toBe(1);
});
