import { expect, test } from "vitest";
import { numbersOf } from "../../words/numbers";
import { changeSince, strongest, written, writtenShort } from "./numbers";

const EN = numbersOf("en");
const DE = numbersOf("de");

test("numbers keep three digits that say something, however small they are", () => {
  const texts = [0.123456, -0.0012345, 12.345, 1234.5, 0, -1].map((value) => written(EN, value));
  expect(texts).toEqual(["0.123", "−0.00123", "12.3", "1,235", "0", "−1.00"]);
  expect(written(DE, -0.5)).toBe("−0,500");
  expect(written(EN, Number.NaN)).toBe("NaN");
  expect(written(EN, Number.NEGATIVE_INFINITY)).toBe("−∞");
});

test("ends of scales have no zeros at their end", () => {
  expect([0.4, 0.15, 1, 0.008].map((value) => writtenShort(EN, value))).toEqual([
    "0.4",
    "0.15",
    "1",
    "0.008",
  ]);
  expect(writtenShort(DE, 0.15)).toBe("0,15");
});

test("the change is told value by value and as a whole", () => {
  const change = changeSince(new Float32Array([1, -1, 7]), new Float32Array([1, 2, 3]));
  expect([...change.values]).toEqual([0, 3, -4]);
  expect(change.largest).toBe(4);
  expect(change.rootMeanSquare).toBeCloseTo(Math.sqrt(25 / 3));
});

test("what is no number does not spoil the scale of the change", () => {
  const now = new Float32Array([Number.NaN, -3, Number.POSITIVE_INFINITY, 2]);
  expect(changeSince(new Float32Array(4), now).largest).toBe(3);
});

test("of each block the value farthest from zero is kept, with its sign", () => {
  expect([...strongest(new Float32Array([0.1, -0.3, 0.2, 0, 0, 0.5]), 3)]).toEqual([
    expect.closeTo(-0.3),
    expect.closeTo(0.5),
  ]);
  expect([...strongest(new Float32Array([1, Number.NaN, 2]), 3)]).toEqual([Number.NaN]);
});
