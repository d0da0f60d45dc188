import { describe, expect, test } from "vitest";
import { type Cell, lay, spotAt } from "../../draw/tiles";
import { common } from "../../words/en/common";
import { weights as words } from "../../words/en/weights";
import { numbersOf } from "../../words/numbers";
import { mapsOf, type Parameter, pictureOf, valuesOf } from "./pictures";
import { captionOf, cellText, judge } from "./texts";

const LANGUAGE = { words, numbers: numbersOf("en"), classes: common.classes };

/** Values that are their own places in the array. */
function parameter(name: string, shape: number[], change: Partial<Parameter> = {}): Parameter {
  const data = Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, (_, at) => at);
  const verdict = { isGood: true, allZero: false, allAlike: false, outside: 0, text: "" };
  const histogram: number[] = [];
  const moments = { min: 0, max: 1, mean: 0.5, std: 0.1, zeros: 0, distinct: data.length };
  return { name, shape, data, text: "", histogram, verdict, ...moments, ...change };
}

/** What is read at a cell of the picture in a room of 1,120 pixels. */
function reading(drawn: Parameter, cell: Cell, unit?: number, convolutions = 2): string {
  const picture = pictureOf(drawn, convolutions, unit);
  const spot = spotAt(lay(picture.tiles, 1120), cell);
  if (!spot) return "nothing";
  return cellText(picture.meaning, spot, valuesOf(picture, drawn.data)[spot.index] ?? Number.NaN, LANGUAGE);
}

describe("each value is read where it is drawn", () => {
  test("of filters", () => {
    // Filter 2 of 4 is the second tile; row 1, column 2 of it is value 9 + 0 * 3 + 1.
    expect(reading(parameter("conv1.weight", [4, 1, 3, 3]), { x: 4, y: 0 })).toBe(
      "Filter 2, row 1, column 2: 10.0",
    );
  });

  test("of kernels: columns are filters, rows are channels", () => {
    const place = (4 * 32 + 6) * 9 + 2 * 3 + 1;
    const shown = reading(parameter("conv2.weight", [64, 32, 3, 3]), { x: 4 * 3 + 1, y: 6 * 3 + 2 });
    expect(shown).toBe(`Filter 5, channel 7, row 3, column 2: ${place.toLocaleString("en")}`);
  });

  test("of a dense layer as a whole: the strongest weight of each place of the maps", () => {
    // Unit 2, place 15 of the 12 x 12: row 2, column 4; the last of its 64 channels is the largest.
    const largest = 9216 + 15 * 64 + 63;
    const shown = reading(parameter("fc1.weight", [128, 9216]), { x: 15, y: 1 });
    expect(shown).toBe(`Unit 2, place in row 2, column 4: ${largest.toLocaleString("en")}`);
  });

  test("of one unit: a tile for each map, by height, width, channel", () => {
    const place = 3 * 9216 + (5 * 12 + 2) * 64 + 1;
    const shown = reading(parameter("fc1.weight", [128, 9216]), { x: 12 + 2, y: 5 }, 3);
    expect(shown).toBe(`Map 2, row 6, column 3: ${place.toLocaleString("en")}`);
  });

  test("of a network without convolutions: rows of pixels, or the image", () => {
    const dense = parameter("fc1.weight", [32, 784]);
    expect(reading(dense, { x: 3, y: 0 }, undefined, 0)).toBe("Unit 1, row 4 of the image: 111");
    expect(reading(dense, { x: 5, y: 2 }, 0, 0)).toBe("Map 1, row 3, column 6: 61.0");
    expect(captionOf(pictureOf(dense, 0, 6).meaning, LANGUAGE)).toContain(
      "Unit 7: its weight for each pixel",
    );
  });

  test("of the output layer and the biases, by the names of the classes", () => {
    expect(reading(parameter("fc2.weight", [10, 128]), { x: 16, y: 9 })).toBe("Ankle boot, unit 17: 1,168");
    expect(reading(parameter("fc2.bias", [10]), { x: 8, y: 0 })).toBe("Bag: 8.00");
    expect(reading(parameter("conv1.bias", [4]), { x: 3, y: 0 })).toBe("Filter 4: 3.00");
    expect(reading(parameter("fc1.bias", [4]), { x: 3, y: 0 })).toBe("Unit 4: 3.00");
  });
});

test("the maps behind the convolutions are those that the network has", () => {
  expect(mapsOf(9216, 2)).toEqual({ side: 12, count: 64 });
  expect(mapsOf(13 * 13 * 8, 1)).toEqual({ side: 13, count: 8 });
  expect(mapsOf(11 * 11 * 128, 3)).toEqual({ side: 11, count: 128 });
  expect(mapsOf(784, 0)).toEqual({ side: 28, count: 1 });
});

test("the largest networks are drawn in a width and height that can be scrolled", () => {
  for (const shown of [
    parameter("conv2.weight", [128, 128, 3, 3]),
    parameter("fc1.weight", [1024, 144]),
    parameter("fc2.weight", [10, 1024]),
  ]) {
    const { width, height } = lay(pictureOf(shown, 2, undefined).tiles, 328);
    expect(width).toBeLessThanOrEqual(3200);
    expect(height).toBeLessThanOrEqual(1500);
  }
});

describe("the verdict", () => {
  const verdict = { isGood: false, allZero: false, allAlike: false, outside: 0, text: "" };
  const of = (change: Partial<Parameter>, isUntrained = false, name = "conv1.bias") =>
    judge(parameter(name, [4], change), isUntrained, LANGUAGE);

  test("is good when nothing speaks against the values", () => {
    expect(of({})).toEqual({ mark: "good", text: words.verdict.good });
    const few = of({ verdict: { ...verdict, isGood: true, outside: 0.0035 } });
    expect(few.mark).toBe("good");
    expect(few.text).toContain("all but 0.35");
  });

  test("zeros are expected of biases before training, and wrong otherwise", () => {
    const allZero = { verdict: { ...verdict, allZero: true, allAlike: true }, mean: 0 };
    expect(of(allZero, true).mark).toBe("expected");
    expect(of(allZero, false).mark).toBe("wrong");
    expect(of(allZero, true, "conv1.weight").mark).toBe("wrong");
  });

  test("names what is wrong", () => {
    expect(of({ verdict: { ...verdict, allAlike: true }, min: 0.5 }).text).toContain("0.500");
    expect(of({ verdict: { ...verdict, outside: 0.0123 } }).text).toContain("1.23");
    expect(of({ verdict, mean: Number.NaN }).text).toBe(words.verdict.spoiled);
  });
});
