import { expect, test } from "vitest";
import { Sequence } from "./sequence";

/** A command that ends when it is told to. */
function waiting(name: string, log: string[]) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const command = async () => {
    log.push(name);
    await ended;
  };
  return { command, end: () => end() };
}

test("what comes after two that are held waits for the second one too", async () => {
  const sequence = new Sequence();
  const log: string[] = [];
  const [first, second] = [waiting("first", log), waiting("second", log)];
  const firstHeld = sequence.hold(first.command);
  const secondHeld = sequence.hold(second.command);
  expect(log).toEqual(["first"]);
  first.end();
  await firstHeld;
  await expect.poll(() => log).toEqual(["first", "second"]);
  const third = sequence.follow(async () => log.push("third"));
  second.end();
  expect(log).toEqual(["first", "second"]);
  await Promise.all([secondHeld, third]);
  expect(log).toEqual(["first", "second", "third"]);
  // Nothing is held any more.
  void sequence.follow(async () => log.push("fourth"));
  expect(log.at(-1)).toBe("fourth");
});
