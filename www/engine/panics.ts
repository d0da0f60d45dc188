/**
 * What a panic of the crate says. The trap that follows it carries none of it: the crate's hook writes the text to
 * the console, and this listens there.
 */

import { type Failure, failureFrom } from "./failure";

/** The text of the last panic, and its stack; undefined as long as there was none. */
export function listenForPanics(console: Pick<Console, "error">): () => string | undefined {
  let last: string | undefined;
  const error = console.error.bind(console);
  console.error = (...told: unknown[]) => {
    const [text] = told;
    if (typeof text === "string" && text.startsWith("panicked at")) last = text;
    error(...told);
  };
  return () => last;
}

/** With what a person who reports it can copy: the panic, if it is a crash, or where in the program it happened. */
export function explained(error: unknown, panic: string | undefined): Failure {
  const failure = failureFrom(error);
  if (failure.code !== "crashed") return failure;
  const stack = error instanceof Error ? error.stack : undefined;
  const detail = panic ?? stack;
  return detail === undefined ? failure : { ...failure, detail };
}
