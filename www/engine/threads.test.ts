import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startThreads } from "./threads";

const ended: string[] = [];

class FakeWorker extends EventTarget {
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name.replace("https://demo.example/", "");
  }

  terminate(): void {
    ended.push(this.#name);
  }
}

const spawn = (name: string) => new Worker(`https://demo.example/${name}`);

beforeEach(() => {
  ended.length = 0;
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", { origin: "https://demo.example" });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("threads that were started can be ended", async () => {
  const threads = await startThreads(async (count) => {
    for (let number = 0; number < count; number += 1) spawn(`thread-${number}`);
  }, 2);
  expect(ended).toEqual([]);
  threads?.end();
  expect(ended).toEqual(["thread-0", "thread-1"]);
  expect(Worker).toBe(FakeWorker);
});

test("a worker that fails ends all of them", async () => {
  const threads = await startThreads(() => {
    spawn("good");
    const failure = new Event("error", { cancelable: true });
    spawn("bad").dispatchEvent(failure);
    // It is dealt with here, and is not the engine's crash.
    expect(failure.defaultPrevented).toBe(true);
    return new Promise(() => {});
  }, 2);
  expect(threads).toBeUndefined();
  expect(ended).toEqual(["good", "bad"]);
  expect(Worker).toBe(FakeWorker);
});

test("threads start on a page of another origin, by a script of that page", async () => {
  vi.stubGlobal("location", { origin: "https://blog.example" });
  const threads = await startThreads(async () => void spawn("thread"), 2);
  threads?.end();
  expect(ended).toEqual([expect.stringMatching(/^blob:/)]);
});

test("where workers are refused there are no threads", async () => {
  const threads = await startThreads(() => {
    throw new DOMException("refused", "SecurityError");
  }, 2);
  expect(threads).toBeUndefined();
});

test("threads that give no answer are given up", async () => {
  vi.useFakeTimers();
  const threads = startThreads(() => {
    spawn("silent");
    return new Promise(() => {});
  }, 2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await threads).toBeUndefined();
  expect(ended).toEqual(["silent"]);
});
