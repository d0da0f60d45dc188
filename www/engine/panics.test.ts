import { expect, test, vi } from "vitest";
import { TrainerError } from "./failure";
import { explained, listenForPanics } from "./panics";

test("what the crate's hook writes to the console goes along with the trap that follows", () => {
  const error = vi.fn();
  const console = { error };
  const lastPanic = listenForPanics(console);
  expect(lastPanic()).toBeUndefined();
  console.error("something else");
  console.error("panicked at src/run.rs:12:3:\nindex out of bounds");
  // Still written to where it was written.
  expect(error).toHaveBeenCalledTimes(2);
  expect(explained(new WebAssembly.RuntimeError("unreachable"), lastPanic())).toEqual({
    code: "crashed",
    message: "unreachable",
    detail: "panicked at src/run.rs:12:3:\nindex out of bounds",
  });
});

test("a trap without a panic is told with its place, a refusal without", () => {
  const trap = new WebAssembly.RuntimeError("memory access out of bounds");
  expect(explained(trap, undefined).detail).toContain("panics.test");
  const refusal = new TrainerError("bad-config", "epochs is 0");
  expect(explained(refusal, "panicked at src/run.rs")).toEqual({
    code: "bad-config",
    message: "epochs is 0",
  });
});
