import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcer } from "./announcer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announcer() {
  const told: string[] = [];
  return { told, announcer: new Announcer((text) => told.push(text), 2000) };
}

test("the first is told at once, and then only the latest of each interval", () => {
  const { told, announcer: live } = announcer();
  live.say("Bag");
  for (const text of ["Coat", "Shirt", "Dress"]) live.say(text);
  expect(told).toEqual(["Bag"]);
  vi.advanceTimersByTime(1999);
  expect(told).toEqual(["Bag"]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["Bag", "Dress"]);
  live.say("Coat");
  expect(told).toEqual(["Bag", "Dress"]);
  vi.advanceTimersByTime(2000);
  expect(told).toEqual(["Bag", "Dress", "Coat"]);
});

test("the same is not told twice, and something else then at once", () => {
  const { told, announcer: live } = announcer();
  live.say("Bag");
  live.say("Bag");
  vi.advanceTimersByTime(2000);
  live.say("Bag");
  live.say("Coat");
  expect(told).toEqual(["Bag", "Coat"]);
});

test("stopped, it tells no more of what waited", () => {
  const { told, announcer: live } = announcer();
  live.say("Bag");
  live.say("Coat");
  live.stop();
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(["Bag"]);
});
