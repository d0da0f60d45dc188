import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "./watchdog";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const MINUTES = 60_000;

test("a worker that answers is left alone, however long", async () => {
  const onSilence = vi.fn();
  const ping = vi.fn(() => Promise.resolve());
  const watchdog = new Watchdog(ping, onSilence);
  await vi.advanceTimersByTimeAsync(10 * MINUTES);
  expect(onSilence).not.toHaveBeenCalled();
  expect(ping.mock.calls.length).toBeGreaterThan(50);
  watchdog.end();
});

test("one that is busy for half a minute is left alone, one that is silent for longer is not", async () => {
  let answer = () => {};
  const slow = () =>
    new Promise<void>((resolve) => {
      answer = resolve;
    });
  const onSilence = vi.fn();
  new Watchdog(slow, onSilence);
  await vi.advanceTimersByTimeAsync(MINUTES / 2);
  answer();
  await vi.advanceTimersByTimeAsync(MINUTES / 2);
  expect(onSilence).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(MINUTES);
  expect(onSilence).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(10 * MINUTES);
  expect(onSilence).toHaveBeenCalledOnce();
});

test("after its end nobody is told", async () => {
  const onSilence = vi.fn();
  new Watchdog(() => new Promise(() => {}), onSilence).end();
  await vi.advanceTimersByTimeAsync(10 * MINUTES);
  expect(onSilence).not.toHaveBeenCalled();
});
