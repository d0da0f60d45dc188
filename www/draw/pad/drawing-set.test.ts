import { expect, test } from "vitest";
import { replay } from "./drawing";
import { operationsFrom } from "./operation";

interface Entry {
  class: number;
  style: string;
  operations: unknown;
}

const STYLES = ["filled", "outline", "textured", "wobbly"];
const OWN_TOOLS = ["stroke", "fill", "mirror", "clear"];

const entries = Object.entries(
  import.meta.glob<Entry>("/tests/drawings/*.json", { import: "default", eager: true }),
);

test("the set of drawings has one of each style for each class", () => {
  const found = entries.map(([, entry]) => `${entry.class} ${entry.style}`).sort();
  const wanted = Array.from({ length: 10 }, (_, label) => STYLES.map((style) => `${label} ${style}`)).flat();
  expect(found).toEqual(wanted);
});

test.each(entries)("%s is drawn by hand and can be replayed", (_, { operations: json }) => {
  const operations = operationsFrom(json);
  expect(operations.filter(({ type }) => !OWN_TOOLS.includes(type))).toEqual([]);
  expect(replay(operations).isEmpty).toBe(false);
});
