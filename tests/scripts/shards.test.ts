import { describe, expect, test } from "vitest";
import { packShard, planShards } from "../../scripts/data/shards.mjs";

// Three classes, four images each, in the order of a made-up file.
const labels = Uint8Array.from([2, 2, 0, 1, 0, 2, 1, 1, 0, 0, 2, 1]);

describe("planShards", () => {
  test("gives every image a place, every shard all classes alike, in turn and in the order of the file", () => {
    const shards = planShards(labels, 3, 6);
    expect(shards).toEqual([
      [2, 3, 0, 4, 6, 1],
      [8, 7, 5, 9, 11, 10],
    ]);
    expect(shards.flat().sort((a, b) => a - b)).toEqual([...labels.keys()]);
    for (const shard of shards) expect(shard.map((index) => labels[index])).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test("refuses classes of different sizes", () => {
    expect(() => planShards(labels.subarray(0, 11), 3, 6)).toThrow(/4, 3, 4 images/);
  });

  test("refuses images that do not fill the last shard", () => {
    expect(() => planShards(Uint8Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2]), 3, 6)).toThrow(/3, 3, 3 images/);
  });
});

describe("packShard", () => {
  test("lays the bytes out as documented", () => {
    const pixels = Uint8Array.from([10, 11, 20, 21, 30, 31]);
    const images = { count: 3, rows: 1, columns: 2, pixels, labels: Uint8Array.from([7, 8, 9]) };
    expect([...packShard(images, [2, 0])]).toEqual([
      ...[0x46, 0x4d, 0x53, 0x48], // FMSH
      ...[1, 0, 0, 0], // version
      ...[2, 0, 0, 0], // count
      ...[2, 0, 1, 0], // columns, rows
      ...[2, 0, 0, 0], // indices
      ...[9, 7], // labels
      ...[30, 31, 10, 11], // pixels
    ]);
  });
});
