import { expect, test } from "vitest";
import { CONFIG } from "../../tests/support/reports";
import { type Answers, Drafts } from "./drafts";
import { SETTINGS, type SettingKey } from "./settings";

function setting(key: SettingKey) {
  const found = SETTINGS.find((each) => each.key === key);
  if (!found) throw new Error(`no setting ${key}`);
  return found;
}

const schedule = setting("schedule");
const QUIET: Answers = { isNewConfig: false, underWay: {}, errors: {} };

/** As the panel does with a text that was entered. */
function enter(drafts: Drafts, text: string, config = CONFIG) {
  drafts.type("schedule", text);
  const verdict = drafts.verdict(schedule, config);
  if (verdict === "apply") drafts.tell("schedule");
  if (verdict === "discard") drafts.discard("schedule");
  return verdict;
}

test("the value in force needs no telling, another one does", () => {
  const drafts = new Drafts();
  expect(enter(drafts, "constant")).toBe("discard");
  expect(drafts.get("schedule")).toBeUndefined();
  expect(enter(drafts, "cosine")).toBe("apply");
});

test("back to the value in force while another one is under way has to be told", () => {
  const drafts = new Drafts();
  enter(drafts, "cosine");
  drafts.settle({ ...QUIET, underWay: { schedule: 1 } });
  expect(enter(drafts, "constant")).toBe("apply");
  // The answer to the first one: it is in force for a moment, and not what was chosen.
  drafts.settle({ ...QUIET, isNewConfig: true, underWay: { schedule: 1 } });
  expect(drafts.get("schedule")).toBe("constant");
  expect(enter(drafts, "cosine", { ...CONFIG, schedule: "cosine" })).toBe("apply");
  drafts.settle({ ...QUIET, isNewConfig: true });
  expect(drafts.get("schedule")).toBeUndefined();
});

test("the same text is told once", () => {
  const drafts = new Drafts();
  enter(drafts, "cosine");
  expect(enter(drafts, "cosine")).toBe("keep");
});

test("a text that was typed since the telling stays when the told one comes into force", () => {
  const drafts = new Drafts();
  enter(drafts, "cosine");
  drafts.type("schedule", "cons");
  drafts.settle({ ...QUIET, isNewConfig: true });
  expect(drafts.get("schedule")).toBe("cons");
  expect(drafts.verdict(schedule, CONFIG)).toBe("apply");
});

test("settings that come into force meanwhile settle nothing", () => {
  const drafts = new Drafts();
  enter(drafts, "cosine");
  drafts.settle({ ...QUIET, isNewConfig: true, underWay: { schedule: 1 } });
  expect(drafts.get("schedule")).toBe("cosine");
  drafts.settle(QUIET);
  expect(drafts.get("schedule")).toBeUndefined();
});

test("a refused text stays, and the value in force may follow it", () => {
  const drafts = new Drafts();
  enter(drafts, "cubic");
  drafts.settle({ ...QUIET, errors: { schedule: "schedule is cubic" } });
  expect(drafts.get("schedule")).toBe("cubic");
  expect(enter(drafts, "constant")).toBe("discard");
});

test("what is kept for a restart stays until there are settings again", () => {
  const drafts = new Drafts();
  enter(drafts, "cosine");
  drafts.settle(QUIET);
  expect(drafts.get("schedule")).toBe("cosine");
  expect(enter(drafts, "constant")).toBe("apply");
  drafts.settle({ ...QUIET, isNewConfig: true });
  expect(drafts.get("schedule")).toBeUndefined();
});
