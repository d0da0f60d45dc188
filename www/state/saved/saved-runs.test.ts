import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import type { Kept } from "./kept";
import { SavedRuns } from "./saved-runs";

/** Each test has a database of its own. */
let name = "";
let runs: SavedRuns;

beforeEach(async () => {
  name = `runs ${Math.random()}`;
  runs = await SavedRuns.open(name);
});

function keptOf(step: number, savedAt = step): Kept {
  const bytes = new Uint8Array([step % 256, 1, 2]);
  const mark = { savedAt, step, epoch: 1, epochs: 12, testAccuracy: 0.8, loss: 0.4, isFinished: false };
  return { ...mark, bytes };
}

const firstBytes = async (run: string) => (await runs.checkpoints(run)).map(([first]) => first);

test("of each run the last two checkpoints are there, the newest first", async () => {
  for (const step of [1, 2, 3]) await runs.put("mine", keptOf(step));
  await runs.put("other", keptOf(9, 2));
  expect(await firstBytes("mine")).toEqual([3, 2]);
  expect(await runs.list()).toMatchObject([
    { run: "mine", step: 3, epoch: 1, epochs: 12, testAccuracy: 0.8 },
    { run: "other", step: 9 },
  ]);
});

test("they are there for the next page", async () => {
  await runs.put("mine", keptOf(1));
  runs.close();
  runs = await SavedRuns.open(name);
  expect(await firstBytes("mine")).toEqual([1]);
});

test("a write that fails leaves both that were there", async () => {
  for (const step of [1, 2]) await runs.put("mine", keptOf(step));
  const unwritable = { ...keptOf(3), testAccuracy: (() => 1) as unknown as number };
  await expect(runs.put("mine", unwritable)).rejects.toMatchObject({ name: "DataCloneError" });
  expect(await firstBytes("mine")).toEqual([2, 1]);
  expect(await runs.list()).toMatchObject([{ step: 2 }]);
});

test("what another version or a fault has written is passed over", async () => {
  await runs.put("mine", keptOf(1));
  const database = await openDB(name);
  await database.put("marks", { ...keptOf(5), run: "future", number: 1, format: 2, bytes: undefined });
  await database.put("marks", { run: "half", number: 1, format: 1 });
  await database.put("checkpoints", "no bytes", ["mine", 7]);
  database.close();
  expect(await runs.list()).toMatchObject([{ run: "mine" }]);
  expect(await firstBytes("mine")).toEqual([1]);
});

test("a discarded run is gone, and nothing else", async () => {
  await runs.put("mine", keptOf(1));
  await runs.put("other", keptOf(2));
  await runs.remove("mine");
  expect(await runs.list()).toMatchObject([{ run: "other" }]);
  expect([await firstBytes("mine"), await firstBytes("other")]).toEqual([[], [2]]);
});

test("old runs go, the newest three and those in use stay", async () => {
  for (const age of [1, 2, 3, 4, 5]) await runs.put(`run ${age}`, keptOf(age, 100 - age));
  await runs.prune((run) => run === "run 5");
  expect((await runs.list()).map(({ run }) => run)).toEqual(["run 1", "run 2", "run 3", "run 5"]);
  expect(await firstBytes("run 4")).toEqual([]);
});

test("a newer version of the page gets the database, and this one is refused what it still wants to save", async () => {
  const newer = await openDB(name, 2);
  await expect(runs.put("mine", keptOf(1))).rejects.toMatchObject({ name: "InvalidStateError" });
  newer.close();
  // The newer one's data is not for this version.
  await expect(SavedRuns.open(name)).rejects.toMatchObject({ name: "VersionError" });
});
