/** That the panels wait for the worker's first word, and not for ever. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeadStart } from "./head-start";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => setTimeout(callback, 16));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function waiting(headStart: HeadStart) {
  let isOver = false;
  void headStart.isOver().then(() => {
    isOver = true;
  });
  return () => isOver;
}

test("it is over with the worker's first word", async () => {
  const headStart = new HeadStart();
  const worker = new EventTarget();
  headStart.give(worker);
  const isOver = waiting(headStart);
  await vi.advanceTimersByTimeAsync(100);
  expect(isOver()).toBe(false);
  worker.dispatchEvent(new Event("message"));
  await vi.advanceTimersByTimeAsync(0);
  expect(isOver()).toBe(true);
});

test("a worker that comes with the first frame has it, too", async () => {
  const headStart = new HeadStart();
  const isOver = waiting(headStart);
  await vi.advanceTimersByTimeAsync(17);
  headStart.give(new EventTarget());
  await vi.advanceTimersByTimeAsync(100);
  expect(isOver()).toBe(false);
});

test("a worker whose script does not come keeps nobody waiting for long", async () => {
  const headStart = new HeadStart();
  headStart.give(new EventTarget());
  const isOver = waiting(headStart);
  await vi.advanceTimersByTimeAsync(300);
  expect(isOver()).toBe(true);
});

test("without a worker it is over after two frames", async () => {
  const isOver = waiting(new HeadStart());
  await vi.advanceTimersByTimeAsync(40);
  expect(isOver()).toBe(true);
});
