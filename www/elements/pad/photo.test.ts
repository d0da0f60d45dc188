import { describe, expect, test } from "vitest";
import { borderColour, fitted } from "./photo";

describe("a picture on the pad", () => {
  test("is wholly there, undistorted and in the middle", () => {
    expect(fitted(4000, 3000, 280)).toEqual({ x: 0, y: 35, width: 280, height: 210 });
    expect(fitted(300, 600, 280)).toEqual({ x: 70, y: 0, width: 140, height: 280 });
    expect(fitted(280, 280, 280)).toEqual({ x: 0, y: 0, width: 280, height: 280 });
  });

  test("is enlarged if it is small", () => {
    expect(fitted(14, 28, 280)).toEqual({ x: 70, y: 0, width: 140, height: 280 });
  });

  test("keeps a pixel however narrow it is", () => {
    expect(fitted(10_000, 2, 280)).toEqual({ x: 0, y: 139, width: 280, height: 1 });
  });
});

describe("the colour beside it", () => {
  /** One number for each pixel: grey, and opaque. */
  const image = (width: number, greys: number[]) => ({
    width,
    height: greys.length / width,
    data: Uint8ClampedArray.from(greys.flatMap((grey) => [grey, grey + 1, grey + 2, 255])),
  });

  test("is that of its edge, whatever it shows inside", () => {
    expect(borderColour(image(3, [10, 10, 10, 10, 200, 10, 10, 10, 10]))).toEqual([10, 11, 12]);
  });

  test("is that of most of its edge, where something reaches it", () => {
    expect(borderColour(image(3, [90, 10, 10, 90, 90, 10, 10, 10, 90]))).toEqual([10, 11, 12]);
  });

  test("is there for a picture of one row or column", () => {
    expect(borderColour(image(3, [0, 100, 200]))).toEqual([100, 101, 102]);
    expect(borderColour(image(1, [0, 100, 200]))).toEqual([100, 101, 102]);
  });
});
