/** What happens to the images on their way: each ends in a training, or in a message with a button that helps. */

import {
  brokenOff,
  elsewhere,
  expect,
  hastenEngine,
  longer,
  silent,
  slow,
  status,
  test,
  text,
  truncated,
  webPage,
} from "./faulty-host";
import { servePlace } from "./sites";
import type { TrainerPage } from "./trainer-page";

const SMALL = "?backend=cpu#train-size=100&batch-size=10&filters=4&dense-units=16";
const SHARD = /train-00\.bin\.gz$/;
const MANIFEST = /manifest\.json$/;

async function expectToTrain(trainer: TrainerPage): Promise<void> {
  await expect.poll(() => trainer.phase()).toBe("ready");
  await expect(trainer.page.getByRole("alert")).toBeEmpty();
  expect((await trainer.train({ steps: 2 })).step).toBe(2);
}

/** The message, and then the button that mends it. */
async function expectFailure(trainer: TrainerPage, ...messages: string[]): Promise<void> {
  const alert = trainer.page.getByRole("alert");
  for (const message of messages) await expect(alert).toContainText(message);
  expect(await trainer.phase()).toBe("failed");
}

const retry = (trainer: TrainerPage) => trainer.page.getByRole("button", { name: "Try again" }).click();

test.describe("one failure is mended unasked", () => {
  for (const [name, fault] of [
    ["a connection that breaks off half-way", brokenOff],
    ["an error of the server", status(500)],
  ] as const) {
    for (const file of [SHARD, MANIFEST]) {
      test(`${name}: ${file.source}`, async ({ trainer, host, page }) => {
        host.answer(file, fault);
        await trainer.goto(SMALL);
        const waiting = page.getByText("It will be asked for again in a moment (1 of 3).");
        // It stands there for half a second.
        await expect.poll(() => waiting.isVisible(), { intervals: [50] }).toBe(true);
        await expectToTrain(trainer);
        expect(host.times(file)).toHaveLength(2);
      });
    }
  }

  test("a server that is busy is asked again when it wishes", async ({ trainer, host }) => {
    host.answer(SHARD, status(503, { "Retry-After": "3" }), status(429, { "Retry-After": "1" }));
    await trainer.goto(SMALL);
    await expectToTrain(trainer);
    const [first = 0, second = 0, third = 0] = host.times(SHARD);
    expect(second - first).toBeGreaterThan(2900);
    expect(third - second).toBeGreaterThan(900);
  });

  test("a connection on which nothing comes", async ({ trainer, host, page }) => {
    const arrive = host.holdBack(MANIFEST);
    host.answer(SHARD, silent);
    await trainer.goto(SMALL);
    await hastenEngine(page);
    arrive();
    await expectToTrain(trainer);
    expect(host.times(SHARD)).toHaveLength(2);
  });
});

test("what an extension blocks is told after three more attempts, and trying again mends it", async ({
  trainer,
  page,
}) => {
  let requests = 0;
  await page.route("**/train-00.bin.gz", (route) => {
    requests += 1;
    return route.abort("blockedbyclient");
  });
  await trainer.goto(SMALL);
  await expect(page.getByText("It will be asked for again in a moment (3 of 3).")).toBeVisible();
  await expectFailure(trainer, "A file did not arrive.", "train-00.bin.gz: the connection broke");
  expect(requests).toBe(4);
  await page.unroute("**/train-00.bin.gz");
  await retry(trainer);
  await expectToTrain(trainer);
});

test("a file that comes slowly is waited for", async ({ trainer, host }) => {
  host.answer(SHARD, slow);
  await trainer.goto(SMALL);
  await expectToTrain(trainer);
  expect(host.times(SHARD)).toHaveLength(1);
});

test.describe("a failure that stays is told after three more attempts, and trying again mends it", () => {
  for (const [name, fault, message] of [
    ["broken off", brokenOff, "train-00.bin.gz: the connection broke"],
    ["silent", silent, "train-00.bin.gz: no data for half a minute"],
    ["down", status(502), "train-00.bin.gz: the server answered 502"],
  ] as const) {
    test(name, async ({ trainer, host, page }) => {
      const arrive = host.holdBack(MANIFEST);
      host.always(SHARD, fault);
      await trainer.goto(SMALL);
      await hastenEngine(page);
      arrive();
      await expectFailure(trainer, "A file did not arrive.", message);
      expect(host.times(SHARD)).toHaveLength(4);
      host.heal();
      await retry(trainer);
      await expectToTrain(trainer);
      expect(host.times(SHARD)).toHaveLength(5);
    });
  }
});

test.describe("what asking again would not change is told at once, and trying again mends it", () => {
  for (const [name, file, fault, ...messages] of [
    ["forbidden", SHARD, status(403), "A file did not arrive.", "train-00.bin.gz: the server answered 403"],
    ["truncated", SHARD, truncated, "is damaged", "train-00.bin.gz: not a complete gzip file"],
    ["too long", SHARD, longer, "is damaged", "train-00.bin.gz: more bytes than the 3935016"],
    ["a web page", SHARD, webPage, "A file did not arrive.", "the server sent a web page (text/html)"],
    [
      "another file",
      SHARD,
      text("no shard"),
      "is damaged",
      "train-00: 8 bytes, but the manifest says 3935016",
    ],
    [
      "a web page for the manifest",
      MANIFEST,
      webPage,
      "A file did not arrive.",
      "sent a web page (text/html)",
    ],
    ["a broken manifest", MANIFEST, text('{"formatVersion": 1, '), "is damaged", "manifest.json: EOF"],
    ["an empty manifest", MANIFEST, text(""), "is damaged", "manifest.json: EOF"],
    ["an endless manifest", MANIFEST, text(" ".repeat(1 << 20)), "is damaged", "more bytes than the 262144"],
  ] as const) {
    test(name, async ({ trainer, host }) => {
      host.answer(file, fault);
      await trainer.goto(SMALL);
      await expectFailure(trainer, ...messages);
      expect(host.times(file)).toHaveLength(1);
      await retry(trainer);
      await expectToTrain(trainer);
      expect(host.times(file)).toHaveLength(2);
    });
  }
});

test("trying again fetches what failed, and nothing twice", async ({ trainer, host }) => {
  host.answer(/train-01\.bin\.gz$/, status(404));
  await trainer.goto(`${SMALL.replace("train-size=100", "train-size=20000")}`);
  await expect(trainer.page.getByRole("alert")).toContainText("train-01.bin.gz: the server answered 404");
  // The first part is there: it trains all the same.
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
  await retry(trainer);
  await expect(trainer.page.getByText(/^Download/)).toHaveCount(0);
  const asked = host.requests.map(({ file }) => file).filter((file) => file.endsWith(".bin.gz"));
  expect(asked.filter((file) => file === "train-01.bin.gz")).toHaveLength(2);
  expect(asked.length).toBe(new Set(asked).size + 1);
  expect((await trainer.train({ steps: 1 })).step).toBe(2);
});

test("without a network it waits, and goes on by itself when there is one", async ({
  trainer,
  host,
  page,
}) => {
  const arrive = host.holdBack(MANIFEST);
  await trainer.goto(SMALL);
  await hastenEngine(page);
  host.answer(
    SHARD,
    (response) =>
      void page
        .context()
        .setOffline(true)
        .then(() => response.destroy()),
  );
  arrive();
  await expect(page.getByText("It will be asked for again in a moment (1 of 3).")).toBeVisible();
  // By the engine's clock: in that time all retries would have failed.
  await page.workers()[0]?.evaluate(() => new Promise((resolve) => setTimeout(resolve, 10_000)));
  await expect(page.getByText("(1 of 3)")).toBeVisible();
  await page.context().setOffline(false);
  await expectToTrain(trainer);
  expect(host.times(SHARD)).toHaveLength(2);
});

test.describe("redirections", () => {
  test("on the same host are followed", async ({ trainer, host }) => {
    host.answer(SHARD, elsewhere("/data/moved/train-00.bin.gz?v=2"));
    host.answer(/moved\/train-00/, (response) =>
      response.writeHead(302, { Location: "/data/train-00.bin.gz" }).end(),
    );
    await trainer.goto(SMALL);
    await expectToTrain(trainer);
  });

  for (const isAllowed of [true, false]) {
    test(`to another host that ${isAllowed ? "allows" : "forbids"} it`, async ({ trainer, host, page }) => {
      const other = await servePlace({ name: "127.0.0.1" }, (_path, response) => {
        if (isAllowed) response.setHeader("Access-Control-Allow-Origin", "*");
        return false;
      });
      const arrive = host.holdBack(MANIFEST);
      host.always(SHARD, elsewhere(`${other.url}data/train-00.bin.gz`));
      await trainer.goto(SMALL);
      await hastenEngine(page);
      arrive();
      if (isAllowed) await expectToTrain(trainer);
      else {
        await expectFailure(trainer, "A file did not arrive.", "train-00.bin.gz: the connection broke");
        host.heal();
        await retry(trainer);
        await expectToTrain(trainer);
      }
      // It was told to.
      expect(new Set(trainer.foreignRequests)).toEqual(new Set([`${other.url}data/train-00.bin.gz`]));
      trainer.foreignRequests.length = 0;
      await other.close();
    });
  }
});

test.describe("the engine's own files", () => {
  const WASM = /\.wasm$/;
  const WORKER = /worker-[^/]*\.js$/;

  test("a damaged one is fetched once more, past what the browser has kept", async ({ trainer, host }) => {
    host.answer(WASM, truncated);
    await trainer.goto(SMALL);
    await expectToTrain(trainer);
    expect(host.times(WASM)).toHaveLength(2);
  });

  for (const [name, files, fault, message] of [
    ["missing wasm", WASM, status(404), "A file did not arrive."],
    ["wasm that is a web page", WASM, webPage, "A file did not arrive."],
    ["truncated wasm", WASM, truncated, "is damaged"],
    ["missing glue", /assets\/cpu[^/]*\.js$/, status(404), "A file did not arrive."],
    ["missing worker", WORKER, status(404), "A file did not arrive."],
  ] as const) {
    test(`${name} is told, and starting again mends it`, async ({ trainer, host, page }) => {
      host.always(files, fault);
      await trainer.goto(SMALL);
      await expectFailure(trainer, message);
      host.heal();
      await page.getByRole("button", { name: "Start again" }).click();
      await expectToTrain(trainer);
      expect((await trainer.config())?.trainSize).toBe(100);
    });
  }
});
