import { describe, expect, test } from "vitest";
import { heat, matrixOf, type Scheme } from "./confusion";

describe("matrix", () => {
  const confusion = [
    [80, 20, 0],
    [5, 195, 0],
    [0, 0, 0],
  ];

  test("shares are of the row, and a class without images has none", () => {
    const { rows } = matrixOf(confusion, "counts");
    expect(rows[0]?.map(({ share }) => share)).toEqual([0.8, 0.2, 0]);
    expect(rows[1]?.[0]?.share).toBe(0.025);
    expect(rows[2]?.map(({ share }) => share)).toEqual([0, 0, 0]);
  });

  test("mistakes are measured by the most frequent mistake, whatever is right", () => {
    const { rows, worst } = matrixOf(confusion, "counts");
    expect(worst).toMatchObject({ truth: 0, predicted: 1, count: 20 });
    expect(rows[0]?.[1]?.strength).toBe(1);
    expect(rows[1]?.[0]?.strength).toBe(0.25);
    expect(rows[0]?.[2]?.strength).toBe(0);
    expect(rows[0]?.[0]?.strength).toBeUndefined();
  });

  test("in shares, the largest share is the strongest", () => {
    const { rows } = matrixOf(confusion, "shares");
    expect(rows[1]?.[0]?.strength).toBeCloseTo(0.125);
    const uneven = matrixOf(
      [
        [900, 100],
        [5, 5],
      ],
      "shares",
    );
    expect(uneven.worst).toMatchObject({ truth: 1, predicted: 0 });
  });

  test("a network without mistakes has no worst one", () => {
    const { rows, worst } = matrixOf(
      [
        [3, 0],
        [0, 4],
      ],
      "counts",
    );
    expect(worst).toBeUndefined();
    expect(rows[0]?.[1]?.strength).toBe(0);
  });
});

/** Relative luminance of `#rrggbb`, written once more so that the colours are not judged by their own code. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

describe.each<Scheme>(["light", "dark"])("colours on a %s page", (scheme) => {
  const strengths = Array.from({ length: 1001 }, (_, index) => index / 1000);

  test("every number has a contrast of at least 4.5", () => {
    const worst = Math.min(
      ...strengths.map((strength) => {
        const { ground, ink } = heat(strength, scheme);
        return contrast(ground, ink);
      }),
    );
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });

  test("lightness alone tells which of two mistakes is more frequent", () => {
    const lights = strengths.map((strength) => luminance(heat(strength, scheme).ground));
    const towards = scheme === "light" ? -1 : 1;
    const steps = lights.slice(1).map((light, index) => (light - (lights[index] ?? 0)) * towards);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(contrast(heat(0, scheme).ground, heat(1, scheme).ground)).toBeGreaterThan(7);
  });
});
