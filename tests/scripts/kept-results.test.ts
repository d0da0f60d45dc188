import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KeptResults } from "../../scripts/lib/kept-results.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fashion-trainer-results-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const never = () => Promise.reject(new Error("made again"));
const content = (text: string) => async (path: string) => writeFileSync(path, text);

/** As if it had last been used so many hours ago. */
function age(path: string, hours: number) {
  const then = new Date(Date.now() - hours * 3_600_000);
  utimesSync(path, then, then);
}

test("a result is made once for its causes, also for another working tree", async () => {
  const path = await new KeptResults(folder, 100).get(["input", "-O3"], content("output"));
  expect(readFileSync(path, "utf8")).toBe("output");
  expect(await new KeptResults(folder, 100).get([Buffer.from("input"), "-O3"], never)).toBe(path);
});

test.each([[["input", "-O2"]], [["other", "-O3"]], [["input-O3"]], [["input-O3", ""]]])(
  "it is another one for %j",
  async (causes) => {
    const results = new KeptResults(folder, 100);
    const path = await results.get(["input", "-O3"], content("output"));
    expect(await results.get(causes, content("another"))).not.toBe(path);
    expect(readFileSync(path, "utf8")).toBe("output");
  },
);

test("what fails half-way is no result", async () => {
  const results = new KeptResults(folder, 100);
  const fail = async (path: string) => {
    writeFileSync(path, "half");
    throw new Error("stopped");
  };
  await expect(results.get(["input"], fail)).rejects.toThrow("stopped");
  expect(readFileSync(await results.get(["input"], content("whole")), "utf8")).toBe("whole");
});

test("the least recently used go first, however old their making", async () => {
  const results = new KeptResults(folder, 25);
  const paths = [];
  for (const name of ["a", "b", "c"]) paths.push(await results.get([name], content("x".repeat(10))));
  for (const [place, path] of paths.entries()) age(path, 3 - place);
  await results.get(["a"], never);
  results.evict();
  expect(paths.map((path) => existsSync(path))).toEqual([true, false, true]);
  expect(readdirSync(folder)).toHaveLength(2);
});
