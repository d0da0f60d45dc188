import { describe, expect, test } from "vitest";
import {
  type ColourScale,
  colourOf,
  gradient,
  niceLimit,
  sequentialScale,
  signedScale,
} from "./colour-scale";

function channels(scale: ColourScale, value: number): number[] {
  return [...new Uint8Array(new Uint32Array([colourOf(scale, value)]).buffer)];
}

/** Relative luminance, WCAG 2.2. */
function luminance(scale: ColourScale, value: number): number {
  const [red = 0, green = 0, blue = 0] = channels(scale, value).map((part) => (part / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function range(from: number, to: number, steps = 20): number[] {
  return Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps);
}

/** Colours as red-blind and green-blind people see them (G. Machado et al., IEEE TVCG 2009, severity 1). */
const BLINDNESS = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

describe.each([true, false])("the signed scale, on dark: %s", (isDark) => {
  const scale = signedScale(2, isDark);

  test("a value stands out the more, the farther it is from zero", () => {
    for (const end of [-2, 2]) {
      const contrasts = range(0, end).map((value) => Math.abs(luminance(scale, value) - luminance(scale, 0)));
      expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
      expect(contrasts.at(-1)).toBeGreaterThan(0.5);
    }
  });

  test("zero has no hue, and what lies beyond has the colour of the end", () => {
    const zero = channels(scale, 0);
    expect(Math.max(...zero.slice(0, 3)) - Math.min(...zero.slice(0, 3))).toBeLessThan(10);
    expect(colourOf(scale, 9)).toBe(colourOf(scale, 2));
    expect(colourOf(scale, Number.NEGATIVE_INFINITY)).toBe(colourOf(scale, -2));
  });

  test.each(Object.entries(BLINDNESS))("signs differ for %s viewers", (_, matrix) => {
    for (const value of [0.7, 1.2, 2]) {
      const seen = [value, -value].map((signed) => {
        const colour = channels(scale, signed);
        return matrix.map((row) => row.reduce((sum, part, at) => sum + part * (colour[at] ?? 0), 0));
      });
      const distance = Math.hypot(...[0, 1, 2].map((at) => (seen[0]?.[at] ?? 0) - (seen[1]?.[at] ?? 0)));
      expect(distance).toBeGreaterThan(50);
    }
  });
});

test("the sequential scale only grows brighter, from nearly black to nearly white", () => {
  const scale = sequentialScale(3, false);
  const bright = range(0, 3).map((value) => luminance(scale, value));
  expect(bright).toEqual([...bright].sort((a, b) => a - b));
  expect(bright[0]).toBeLessThan(0.02);
  expect(bright.at(-1)).toBeGreaterThan(0.75);
});

test("what is no number looks like none of the numbers", () => {
  for (const scale of [signedScale(1, false), signedScale(1, true), sequentialScale(1, false)]) {
    const nothing = channels(scale, Number.NaN);
    const distances = range(-1, 1, 200).map((value) =>
      Math.hypot(...channels(scale, value).map((part, at) => part - (nothing[at] ?? 0))),
    );
    expect(Math.min(...distances)).toBeGreaterThan(30);
  }
});

test("where all is zero, the scale still shows zero as zero", () => {
  expect(colourOf(sequentialScale(0, false), 0)).toBe(colourOf(sequentialScale(5, false), 0));
  expect(colourOf(signedScale(0, false), 0)).toBe(colourOf(signedScale(5, false), 0));
});

test("the legend shows the colours of the scale", () => {
  const scale = signedScale(1, false);
  const [red, green, blue] = channels(scale, -1);
  expect(gradient(scale)).toContain(`(90deg, rgb(${red} ${green} ${blue})`);
});

test("limits are rounded up to numbers that are easy to read", () => {
  expect([0.0431, 0.3, 0.31, 1, 7, 8.1, 123].map(niceLimit)).toEqual([0.05, 0.3, 0.4, 1, 8, 10, 150]);
  expect([Math.fround(0.2), 0.1 * 3].map(niceLimit)).toEqual([0.2, 0.3]);
  expect([0, Number.NaN, Number.POSITIVE_INFINITY].map(niceLimit)).toEqual([0, 0, 0]);
});
