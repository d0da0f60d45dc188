import { expect, test } from "vitest";
import { clearestOf } from "./label-place";

const BOX = { top: 50, width: 80, height: 12 };
const [LEFT, MIDDLE, RIGHT] = [6, 150, 294];

test("a label stands at its first place, unless a curve runs there", () => {
  const high = [
    [0, 10],
    [380, 20],
  ] as const;
  const through = [
    [0, 200],
    [90, 60],
    [380, 55],
  ] as const;
  expect(clearestOf([RIGHT, LEFT, MIDDLE], BOX, [high])).toBe(RIGHT);
  expect(clearestOf([RIGHT, LEFT, MIDDLE], BOX, [high, through])).toBe(LEFT);
});

test("where curves run everywhere, it stands where they cross most steeply", () => {
  const wave = [
    [0, 56],
    [140, 56],
    [240, 500],
    [280, 56],
    [380, 56],
  ] as const;
  expect(clearestOf([RIGHT, LEFT, MIDDLE], BOX, [wave])).toBe(MIDDLE);
});

test("without curves, or with a single point, it stands at its first place", () => {
  expect(clearestOf([RIGHT, LEFT], BOX, [])).toBe(RIGHT);
  expect(clearestOf([RIGHT, LEFT], BOX, [[[300, 55]]])).toBe(RIGHT);
});
