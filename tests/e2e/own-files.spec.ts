/** Where the images can't be had from the host, the files of Fashion-MNIST will do from disk. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { fail } from "./faults";
import { expect, status, test } from "./faulty-host";
import { DIST, servePlace } from "./sites";
import { TrainerPage } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

const SMALL = "?backend=cpu#train-size=320&batch-size=32&filters=4&dense-units=16&epochs=1";
const DATA = /\/data\//;
const TRAIN = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"];
const TEST = ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
const SHARDS = { train: 12, test: 2 };

/** A file of the host, unpacked. */
function shard(split: keyof typeof SHARDS, number: number): Buffer {
  return gunzipSync(readFileSync(join(DIST, "data", `${split}-${String(number).padStart(2, "0")}.bin.gz`)));
}

/** Puts the published files together again: each image of a shard knows its place in them. */
function publishedFiles(split: keyof typeof SHARDS): Buffer[] {
  const shards = Array.from({ length: SHARDS[split] }, (_, number) => shard(split, number));
  const count = shards.reduce((sum, bytes) => sum + bytes.readUInt32LE(8), 0);
  const [images, labels] = [Buffer.alloc(16 + 784 * count), Buffer.alloc(8 + count)];
  for (const [place, word] of [0x803, count, 28, 28].entries()) images.writeUInt32BE(word, 4 * place);
  for (const [place, word] of [0x801, count].entries()) labels.writeUInt32BE(word, 4 * place);
  for (const bytes of shards) {
    const size = bytes.readUInt32LE(8);
    for (let place = 0; place < size; place++) {
      const index = bytes.readUInt16LE(16 + 2 * place);
      labels[8 + index] = bytes[16 + 2 * size + place] ?? 0;
      const start = 16 + 3 * size + 784 * place;
      bytes.copy(images, 16 + 784 * index, start, start + 784);
    }
  }
  return [images, labels];
}

const published: Record<string, Buffer> = {};
let losses: number[] = [];

async function trained(trainer: TrainerPage): Promise<number[]> {
  return (await trainer.steps(5)).map(({ loss }) => loss);
}

test.beforeAll(async ({ browser }) => {
  // What is trained on downloads, to compare with.
  const site = await servePlace({});
  const page = await browser.newPage({ baseURL: site.url });
  const trainer = await TrainerPage.watch(page, site.url);
  await trainer.open(SMALL);
  losses = await trained(trainer);
  expect(new Set(losses).size).toBe(5);
  await page.close();
  await site.close();

  for (const [names, split] of [
    [TRAIN, "train"],
    [TEST, "test"],
  ] as const) {
    for (const [place, bytes] of publishedFiles(split).entries()) published[names[place] ?? ""] = bytes;
  }
});

/** On disk, since Playwright hands over no larger ones than 50 MB otherwise. */
function written(names: readonly string[], isPacked: boolean): string[] {
  return names.map((name) => {
    const path = test.info().outputPath(isPacked ? `${name}.gz` : name);
    const bytes = published[name] ?? Buffer.alloc(0);
    writeFileSync(path, isPacked ? gzipSync(bytes, { level: 1 }) : bytes);
    return path;
  });
}

async function choose(trainer: TrainerPage, files: string[]): Promise<void> {
  const chooser = trainer.page.waitForEvent("filechooser");
  await trainer.page.getByRole("button", { name: "Choose the files from disk" }).click();
  await (await chooser).setFiles(files);
}

for (const isPacked of [true, false]) {
  test(`the four files, ${isPacked ? "packed" : "unpacked"}, do for a host without any data`, async ({
    trainer,
    host,
    page,
  }) => {
    host.always(DATA, status(404));
    await trainer.goto(SMALL);
    await expect(page.getByRole("alert")).toContainText("manifest.json: the server answered 404");
    await choose(trainer, written([...TEST, ...TRAIN], isPacked));
    await expect.poll(() => trainer.phase()).toBe("ready");
    await expect(page.getByRole("alert")).toBeEmpty();
    // The same images in the same order: the same bits.
    expect(await trained(trainer)).toEqual(losses);
    // With those for testing.
    expect(await trainer.train()).toMatchObject({ reason: "done", epoch: 1 });
    expect(host.requests.filter(({ file }) => file.endsWith(".bin.gz"))).toEqual([]);
  });
}

test("a worker that crashes is replaced by one that has them as well", async ({ trainer, host, page }) => {
  host.always(DATA, status(404));
  await trainer.goto(SMALL);
  await expect(page.getByRole("alert")).toContainText("manifest.json: the server answered 404");
  await choose(trainer, written([...TEST, ...TRAIN], true));
  await expect.poll(() => trainer.phase()).toBe("ready");
  expect(await trained(trainer)).toEqual(losses);
  await expect(page.getByText(/^Kept in this browser for your next visit/)).toContainText("mini-batch 5");
  await fail(page);
  await expect(page.getByRole("status", { name: "Notices" })).toContainText("as it was after mini-batch 5");
  expect(await trainer.train()).toMatchObject({ reason: "done", epoch: 1, step: 10 });
  expect((await trainer.history()).steps.slice(0, 5).map(({ loss }) => loss)).toEqual(losses);
  await expect(page.getByRole("alert")).toBeEmpty();
});

test("two of the four are kept, the others are named, and may follow", async ({ trainer, host, page }) => {
  host.always(/\.bin\.gz$/, status(404));
  await trainer.goto(SMALL);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("train-00.bin.gz: the server answered 404");
  await choose(trainer, written(TRAIN, true));
  await expect.poll(() => trainer.phase()).toBe("ready");
  await expect(alert).toContainText(
    "test-00.bin.gz: the server answered 404 Not Found. Not chosen yet: t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
  );
  expect(await trained(trainer)).toEqual(losses);
  await choose(trainer, written(TEST, false));
  await expect(alert).toBeEmpty();
  expect(await trainer.train()).toMatchObject({ reason: "done", epoch: 1 });
});

test("wrong files are refused by name, and the loading can still be mended", async ({
  trainer,
  host,
  page,
}) => {
  host.always(/\.bin\.gz$/, status(404));
  await trainer.goto(SMALL);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("the server answered 404");
  const photo = test.info().outputPath("holiday.png");
  writeFileSync(photo, "\x89PNG and so on", "latin1");
  await choose(trainer, [photo]);
  await expect(alert).toContainText("is damaged or another one than it should be");
  await expect(alert).toContainText("holiday.png: begins with 89504e47, but must with 00000803 (images)");
  await expect(alert).toContainText("the server answered 404");

  // Images of the right form, but other ones: the manifest's checksum tells.
  const [images = "", labels = ""] = written(TRAIN, false);
  const bytes = readFileSync(images);
  writeFileSync(images, bytes.fill(7, 1000, 9000));
  await choose(trainer, [images, labels]);
  await expect(alert).toContainText("train-00: SHA-256 is");
  await expect(alert).not.toContainText("holiday.png");
  expect(await trainer.phase()).toBe("failed");

  await choose(trainer, written([...TRAIN, ...TEST], true));
  await expect.poll(() => trainer.phase()).toBe("ready");
  await expect(alert).toBeEmpty();
  expect(await trained(trainer)).toEqual(losses);
});

test("a page's own script can give them, or shards, before anything has failed", async ({
  trainer,
  host,
}) => {
  const arrive = host.holdBack(/manifest\.json$/);
  host.always(/train-\d\d\.bin\.gz$/, status(404));
  await trainer.goto(SMALL);
  const load = (content: string) =>
    trainer.element.evaluate(async (element: Trainer, content) => {
      const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
      return element
        .loadFiles([new File([bytes], "train-00.bin")])
        .catch(({ code, message }) => ({ code, message }));
    }, content);
  const refused = { code: "bad-data", message: expect.stringContaining("train-00.bin: begins with 6e6f") };
  expect(await load(Buffer.from("no shard").toString("base64"))).toEqual(refused);
  const wrong = await trainer.element.evaluate((element: Trainer) =>
    element.loadFiles("train-00.bin" as unknown as Blob[]).catch(({ code, message }) => ({ code, message })),
  );
  expect(wrong).toEqual({ code: "bad-data", message: 'files: "train-00.bin", but must be Blobs' });
  expect(await load(shard("train", 0).toString("base64"))).toEqual({ missing: [] });
  arrive();
  await trainer.ready();
  expect(await trained(trainer)).toEqual(losses);
});
