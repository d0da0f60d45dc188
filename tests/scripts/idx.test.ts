import { describe, expect, test } from "vitest";
import { joinImagesAndLabels, parseIdx } from "../../scripts/data/idx.mjs";

/** An IDX file of bytes: its dimensions, then as many values as they say, counting up. */
function idx(...dimensions: number[]) {
  const length = dimensions.reduce((product, size) => product * size, 1);
  const header = [0, 0, 8, dimensions.length, ...dimensions.flatMap((size) => [0, 0, size >> 8, size & 255])];
  return Uint8Array.from([...header, ...Array.from({ length }, (_, index) => index % 256)]);
}

describe("parseIdx", () => {
  test("reads dimensions and values", () => {
    const { dimensions, values } = parseIdx(idx(300, 2), "some");
    expect(dimensions).toEqual([300, 2]);
    expect(values.length).toBe(600);
    expect([...values.subarray(254, 258)]).toEqual([254, 255, 0, 1]);
  });

  test("reads a view that does not start at the beginning of its buffer", () => {
    const bytes = Uint8Array.from([9, 9, 9, ...idx(2)]);
    expect([...parseIdx(bytes.subarray(3), "some").values]).toEqual([0, 1]);
  });

  test.each([
    ["an empty file", new Uint8Array(0), /magic number/],
    ["a web page", new TextEncoder().encode("<!doctype html>"), /magic number/],
    ["floats", Uint8Array.from([0, 0, 0x0d, 1, 0, 0, 0, 0]), /magic number/],
    ["half a header", idx(2, 3).subarray(0, 9), /truncated within its header/],
    ["missing values", idx(2, 3).subarray(0, 17), /truncated, 17 of 18 bytes/],
    ["too many values", Uint8Array.from([...idx(2, 3), 7]), /1 bytes after its end/],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => parseIdx(bytes, "the-file")).toThrow(message);
    expect(() => parseIdx(bytes, "the-file")).toThrow(/^the-file: /);
  });
});

describe("joinImagesAndLabels", () => {
  const images = parseIdx(idx(3, 2, 2), "images");
  const labels = parseIdx(idx(3), "labels");

  test("puts images and labels together", () => {
    const joined = joinImagesAndLabels(images, labels, 10);
    expect(joined).toMatchObject({ count: 3, rows: 2, columns: 2 });
    expect([...joined.labels]).toEqual([0, 1, 2]);
  });

  test("refuses what does not fit", () => {
    const four = parseIdx(idx(4), "labels");
    expect(() => joinImagesAndLabels(images, four, 10)).toThrow("4 labels for 3 images");
    expect(() => joinImagesAndLabels(images, labels, 2)).toThrow("image 2 has label 2; the last is 1");
    expect(() => joinImagesAndLabels(labels, labels, 10)).toThrow(/3 dimensions, not 1/);
    expect(() => joinImagesAndLabels(images, images, 10)).toThrow(/1 dimension, not 3/);
  });
});
