import { expect, test } from "vitest";
import { verdictOf } from "./verdict";

/** Those given by class, and the rest spread evenly over the others. */
function shares(given: Readonly<Record<number, number>>): number[] {
  const rest = 1 - Object.values(given).reduce((sum, share) => sum + share, 0);
  const others = 10 - Object.keys(given).length;
  return Array.from({ length: 10 }, (_, label) => given[label] ?? rest / others);
}

test("one class with nearly all is named with its share", () => {
  expect(verdictOf(shares({ 8: 0.97 }))).toEqual({ type: "sure", label: 8, share: 0.97 });
  expect(verdictOf(shares({ 6: 0.55, 4: 0.43 }))).toEqual({ type: "sure", label: 6, share: 0.55 });
});

test("two that share it are both named, the likelier first", () => {
  expect(verdictOf(shares({ 4: 0.46, 6: 0.48 }))).toEqual({ type: "unsure", labels: [6, 4] });
});

test("a bare half with the rest all over the place is not sure", () => {
  expect(verdictOf(shares({ 2: 0.5 }))).toEqual({ type: "unsure", labels: [2] });
});

test("no more than two are named, and none that is hardly likely", () => {
  expect(verdictOf(shares({ 0: 0.24, 2: 0.25, 4: 0.23, 6: 0.22 }))).toEqual({
    type: "unsure",
    labels: [2, 0],
  });
  expect(verdictOf(shares({ 0: 0.49, 2: 0.15, 4: 0.15 }))).toEqual({ type: "unsure", labels: [0] });
});

test("an untrained network has no idea", () => {
  expect(verdictOf(shares({ 3: 0.16, 5: 0.14 }))).toEqual({ type: "clueless" });
});

test("certainty is no division by zero", () => {
  expect(verdictOf(shares({ 9: 1 }))).toEqual({ type: "sure", label: 9, share: 1 });
});
