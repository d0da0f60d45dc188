import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Unpacking } from "./unpacking";

const FILE = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) % 251);

function unpack(bytes: Uint8Array<ArrayBuffer>, chunkSize: number, mostBytes = FILE.length) {
  const unpacking = new Unpacking("file", bytes.subarray(0, chunkSize), mostBytes);
  const write = async () => {
    for (let start = 0; start < bytes.length; start += chunkSize) {
      await unpacking.write(bytes.slice(start, start + chunkSize));
    }
    return unpacking.end();
  };
  return { isPacked: unpacking.isPacked, written: write() };
}

test.each([1, 1000, 1_000_000])("gzip is unpacked whatever its chunks, here of %d bytes", async (size) => {
  const { isPacked, written } = unpack(new Uint8Array(gzipSync(FILE)), size);
  expect(isPacked).toBe(true);
  expect(await written).toEqual(FILE);
});

test("what a host has unpacked stays as it is", async () => {
  const { isPacked, written } = unpack(FILE, 1000);
  expect(isPacked).toBe(false);
  expect(await written).toEqual(FILE);
});

test.each([
  ["damaged", (packed: Uint8Array<ArrayBuffer>) => packed.fill(0xff, 100, 300)],
  ["cut off", (packed: Uint8Array<ArrayBuffer>) => packed.slice(0, -20)],
])("gzip that is %s is refused", async (_what, spoil) => {
  const { written } = unpack(spoil(new Uint8Array(gzipSync(FILE))), 1000);
  await expect(written).rejects.toMatchObject({
    code: "bad-data",
    message: "file: not a complete gzip file",
  });
});

test.each([
  ["gzip", new Uint8Array(gzipSync(FILE))],
  ["what a host has unpacked", FILE],
])("%s that goes on beyond its limit is cut off", async (_what, bytes) => {
  const { written } = unpack(bytes, 100, FILE.length - 1);
  await expect(written).rejects.toMatchObject({
    code: "bad-data",
    message: "file: more bytes than the 299999 that it may have",
  });
});
