import { describe, expect, test } from "vitest";
import { pictureSize } from "./picture-size";

/** A letter for each byte. */
function bytes(...parts: (string | number[])[]): Uint8Array {
  const codes = (part: string | number[]) =>
    typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part;
  return Uint8Array.from(parts.flatMap(codes));
}

const PNG = bytes(
  "\x89PNG\r\n\x1a\n",
  [0, 0, 0, 13],
  "IHDR",
  [0, 0, 1, 0x2c, 0, 0, 0xea, 0x60],
  [8, 2, 0, 0, 0],
);
const FRAME = [0xff, 0xc2, 0, 11, 8, 0x0b, 0xb8, 0x0f, 0xa0, 1, 1, 0x11, 0];

describe("the size of a picture", () => {
  test.each([
    ["PNG", PNG, { width: 300, height: 60_000 }],
    [
      "JPEG behind other segments and filling",
      bytes([0xff, 0xd8], [0xff, 0xe1, 0, 4, 1, 2], [0xff, 0xff, 0xc4, 0, 3, 9], FRAME),
      { width: 4000, height: 3000 },
    ],
    ["GIF", bytes("GIF89a", [0xff, 0xff, 0, 1]), { width: 65_535, height: 256 }],
    [
      "WebP, extended",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0], [0xff, 0x3f, 1], [9, 0, 0]),
      { width: 0x14000, height: 10 },
    ],
    [
      "WebP without loss",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [9, 0, 0, 0, 0x2f], [0xff, 0xff, 0xff, 0x0f]),
      { width: 16_384, height: 16_384 },
    ],
    [
      "WebP with loss",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 ", [9, 0, 0, 0, 0, 0, 0], [0x9d, 1, 0x2a], [0x2c, 1, 0x90, 1]),
      { width: 300, height: 400 },
    ],
    [
      "BMP, rows from the top",
      bytes("BM", new Array(16).fill(0), [0, 1, 0, 0], [0xff, 0xff, 0xff, 0xff]),
      { width: 256, height: 1 },
    ],
    [
      "AVIF, of its largest item",
      bytes(
        [0, 0, 0, 20],
        "ftypavif",
        [0, 0, 0, 20],
        "ispe",
        [0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 64],
        [0, 0, 0, 20],
        "ispe",
        [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2],
      ),
      { width: 65_536, height: 2 },
    ],
  ])("%s", (_, head, size) => {
    expect(pictureSize(head)).toEqual(size);
    // Of a view into other bytes as well.
    const around = new Uint8Array(head.length + 9);
    around.set(head, 5);
    expect(pictureSize(around.subarray(5, 5 + head.length))).toEqual(size);
  });

  test("is unknown of files that end before it, and of other files", () => {
    for (const head of [
      PNG.subarray(0, 20),
      bytes([0xff, 0xd8, 0xff]),
      bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]),
    ]) {
      expect(pictureSize(head)).toBeUndefined();
    }
    for (const head of [
      bytes(),
      bytes("<svg>"),
      bytes("RIFF1234WAVE"),
      bytes([0xff, 0xd8, 0xff, 0xe1, 0, 2, 7]),
    ]) {
      expect(pictureSize(head)).toBeUndefined();
    }
  });

  test("is found in a JPEG of nothing but filling, or not, but at once", () => {
    expect(pictureSize(new Uint8Array(HEAD).fill(0xff).fill(0xd8, 1, 2))).toBeUndefined();
  });
});

const HEAD = 1 << 20;
