import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Feed } from "./feed";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An engine that answers when it is told to. */
function slowEngine(pauseMillis = 0, isHurried = true) {
  const asked: string[] = [];
  const answered: string[] = [];
  const waiting: { resolve(answer: string): void; reject(error: unknown): void }[] = [];
  const feed = new Feed<string, string>({
    ask(question) {
      asked.push(question);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    onAnswer: (answer) => answered.push(answer),
    onProblem: (error) => answered.push(`problem: ${error}`),
    contextOf: (question) => question.split(" ")[0] ?? "",
    pauseMillis,
    isHurried,
  });
  const answer = async (text: string) => {
    waiting.shift()?.resolve(text);
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (error: string) => {
    waiting.shift()?.reject(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { feed, asked, answered, answer, fail };
}

test("of many questions during one answer only the latest is asked", async () => {
  const { feed, asked, answered, answer } = slowEngine();
  for (const question of ["x a", "x b", "x c", "x d"]) feed.want(question);
  expect(asked).toEqual(["x a"]);
  await answer("A");
  expect(asked).toEqual(["x a", "x d"]);
  await answer("D");
  expect(answered).toEqual(["A", "D"]);
});

test("an out-of-date answer is asked again, but not more often than the pause allows", async () => {
  const { feed, asked, answer } = slowEngine(500);
  feed.want("a");
  await answer("1");
  for (let time = 0; time < 2000; time += 50) {
    feed.refresh();
    await answer("next");
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(5);
});

test("another question does not wait for the pause, unless it is to", async () => {
  for (const isHurried of [true, false]) {
    const { feed, asked, answer } = slowEngine(500, isHurried);
    feed.want("x a");
    await answer("A");
    feed.want("x b");
    expect(asked).toEqual(isHurried ? ["x a", "x b"] : ["x a"]);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual(["x a", "x b"]);
  }
});

test("in another context nobody waits for the answer before, and it is not told", async () => {
  const { feed, asked, answered, answer } = slowEngine(500, false);
  feed.want("slow a");
  feed.want("quick a");
  expect(asked).toEqual(["slow a", "quick a"]);
  await answer("slow A");
  await answer("quick A");
  expect(answered).toEqual(["quick A"]);
});

test("what was asked before everything was wiped is not told afterwards", async () => {
  const { feed, answered, answer } = slowEngine();
  feed.want("x a");
  feed.want(undefined);
  feed.want("x b");
  await answer("A");
  await answer("B");
  expect(answered).toEqual(["B"]);
});

test("when nobody wants to know any more nothing is asked, and a late answer is not told", async () => {
  const { feed, asked, answered, answer } = slowEngine();
  feed.want("a");
  feed.want(undefined);
  await answer("A");
  feed.refresh();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(["a"]);
  expect(answered).toEqual([]);
});

test("a problem is told, and the next question is asked all the same", async () => {
  const { feed, answered, answer, fail } = slowEngine();
  feed.want("a");
  await fail("gone");
  feed.want("b");
  await answer("B");
  expect(answered).toEqual(["problem: gone", "B"]);
});
