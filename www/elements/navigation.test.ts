import { expect, test } from "vitest";
import { sectionsOf } from "./navigation";
import { GROUPS } from "./panels";

const ALL = GROUPS.flatMap(({ names }) => names);

test("a whole page has a way to each panel that is not beside another one", () => {
  const beside = ["controls", "status", "bars", "explain", "epochs"];
  expect(sectionsOf(ALL)).toEqual(ALL.filter((name) => !beside.includes(name)));
});

test("a few panels need none, and no way leads to a panel that is not there", () => {
  expect(sectionsOf(["controls", "status", "pad", "bars", "curves", "keep"])).toEqual([]);
  expect(sectionsOf(ALL.filter((name) => name !== "weights"))).not.toContain("weights");
});
