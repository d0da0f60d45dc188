/** Files from disk: what is taken for what, and what is refused. The real ones are cut in tests/e2e. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { joinImagesAndLabels, parseIdx } from "../../scripts/data/idx.mjs";
import { packShard, planShards } from "../../scripts/data/shards.mjs";
import { OwnFiles } from "./own-files";

const NAMES = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
];

function idx(dimensions: number[], value: (place: number) => number): Uint8Array<ArrayBuffer> {
  const count = dimensions.reduce((product, size) => product * size, 1);
  const bytes = new Uint8Array(4 + 4 * dimensions.length + count);
  bytes.set([0, 0, 8, dimensions.length]);
  const view = new DataView(bytes.buffer);
  for (const [axis, size] of dimensions.entries()) view.setUint32(4 + 4 * axis, size);
  for (let place = 0; place < count; place++) bytes[bytes.length - count + place] = value(place);
  return bytes;
}

const IMAGES = idx([10_000, 28, 28], (place) => place % 251);
/** Not in turn, so that the order of the shards is another one than that of the file. */
const LABELS = idx([10_000], (place) => Math.floor(place / 1000));
const BALANCED = [IMAGES, LABELS];

function ownFiles() {
  const requests: string[] = [];
  const own = new OwnFiles({
    fetch: async (input) => {
      requests.push(String(input));
      return new Response("from the network");
    },
    manifestUrl: new URL("http://test.local/assets/manifest.json"),
  });
  const get = async (file: string) =>
    new Uint8Array(await (await own.fetch(`http://test.local/data/${file}`)).arrayBuffer());
  return { own, requests, get };
}

const asFile = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);

test.each([
  ["as they are", (bytes: Uint8Array<ArrayBuffer>) => bytes],
  ["packed", (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(gzipSync(bytes))],
])(
  "images and labels, %s and in any order, become the shards that scripts/data makes",
  async (_how, pack) => {
    const { own, requests, get } = ownFiles();
    // Told by their content, whatever they are called.
    const files = [LABELS, IMAGES].map((bytes) => new Blob([pack(bytes)]));
    expect(await own.add(files)).toEqual({ taken: 2, problem: undefined });
    expect(own.missing).toEqual(NAMES.slice(0, 2));

    const both = joinImagesAndLabels(parseIdx(IMAGES, "images"), parseIdx(LABELS, "labels"), 10);
    const shards = planShards(both.labels, 10, 5000).map((indices) => packShard(both, indices));
    expect(shards).toHaveLength(2);
    for (const [number, bytes] of shards.entries()) {
      const cut = await get(`test-0${number}.bin.gz`);
      // Millions of bytes: `toEqual` would take a minute.
      expect(Buffer.compare(cut, bytes)).toBe(0);
    }
    expect(requests).toEqual([]);
  },
);

test("what is not here comes from the network, and the manifest too unless it could not be had", async () => {
  const { own, requests, get } = ownFiles();
  own.standIn();
  await get("manifest.json");
  await own.add(BALANCED.map((bytes) => new Blob([bytes])));
  await get("manifest.json");
  await get("train-00.bin.gz");
  own.standIn();
  await get("manifest.json");
  expect(requests).toEqual([
    "http://test.local/data/manifest.json",
    "http://test.local/data/manifest.json",
    "http://test.local/data/train-00.bin.gz",
    "http://test.local/assets/manifest.json",
  ]);
});

test("one of a pair waits for the other", async () => {
  const { own, requests, get } = ownFiles();
  expect(own.missing).toEqual([]);
  await own.add([asFile("images", IMAGES)]);
  expect(own.missing).toEqual(NAMES.filter((name) => name !== "t10k-images-idx3-ubyte"));
  await get("test-00.bin.gz");
  expect(requests).toHaveLength(1);
  await own.add([asFile("labels", LABELS)]);
  await get("test-00.bin.gz");
  expect(requests).toHaveLength(1);
});

test("shards are taken by their names, and dropped when they are no good", async () => {
  const { own, requests, get } = ownFiles();
  const shard = Uint8Array.from([0x46, 0x4d, 0x53, 0x48, 1, 2, 3]);
  const packed = asFile("train-03.bin (1).gz", new Uint8Array(gzipSync(shard)));
  expect(await own.add([packed])).toMatchObject({ taken: 1, problem: undefined });
  expect(own.missing).toEqual([]);
  expect(await get("train-03.bin.gz")).toEqual(shard);
  own.drop("train-03.bin.gz");
  await get("train-03.bin.gz");
  expect(requests).toHaveLength(1);

  const { problem } = await own.add([asFile("shard", shard)]);
  expect(problem?.message).toBe(
    "shard: it is a shard, but must be called as the host calls it, such as train-00",
  );
});

const TOO_LARGE = Object.defineProperty(new File([], "film.mp4"), "size", { value: 2 ** 31 });
const packed = new Uint8Array(gzipSync(IMAGES));

test.each([
  [
    asFile("photo.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47])),
    "photo.png: begins with 89504e47, but must with",
  ],
  [asFile("empty", new Uint8Array()), "empty: begins with nothing, but must with 00000803 (images)"],
  [TOO_LARGE, "film.mp4: 2147483648 bytes, but at most 50331648 make sense"],
  [asFile("cut.gz", packed.slice(0, 5000)), "cut.gz: not a complete gzip file"],
  [asFile("cut", IMAGES.slice(0, 5000)), "cut: truncated, 5000 of 7840016 bytes"],
  [asFile("long", Uint8Array.from([...LABELS, 0])), "long: 1 bytes after its end"],
  [
    asFile(
      "small",
      idx([100, 28, 28], () => 0),
    ),
    "small: 100 x 28 x 28 images, but must be 60000 x 28 x 28 or 10000 x 28 x 28",
  ],
  [
    asFile(
      "letters",
      idx([20_800], () => 0),
    ),
    "letters: 20800 labels, but must be 60000 or 10000",
  ],
  [
    asFile("bomb.gz", new Uint8Array(gzipSync(new Uint8Array(60 << 20)))),
    "bomb.gz: more bytes than the 50331648",
  ],
])("a wrong file is refused by name, and the good ones beside it are kept", async (wrong, message) => {
  const { own } = ownFiles();
  const { taken, problem } = await own.add([asFile("labels", LABELS), wrong, asFile("images", IMAGES)]);
  expect(problem?.code).toBe("bad-data");
  expect(problem?.message).toContain(message);
  expect(taken).toBe(2);
  expect(own.missing).toEqual(NAMES.slice(0, 2));
});

test("images of other classes, as MNIST's, are refused before they are cut", async () => {
  const { own } = ownFiles();
  const uneven = asFile(
    "labels",
    idx([10_000], (place) => (place < 1135 ? 1 : place % 10)),
  );
  const { problem } = await own.add([asFile("images", IMAGES), uneven]);
  expect(problem?.code).toBe("bad-data");
  expect(problem?.message).toMatch(/^labels: the classes have [\d, ]+ images/);
  expect(own.missing).toEqual([]);
  const eleven = asFile(
    "labels",
    idx([10_000], (place) => place % 11),
  );
  expect((await own.add([asFile("images", IMAGES), eleven])).problem?.message).toBe(
    "labels: image 10 has label 10; the last is 9",
  );
});
