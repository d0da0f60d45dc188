/**
 * What can go wrong, as data. Errors lose their own fields when they are posted between a worker and a
 * page, so they travel as `Failure` and become a `TrainerError` again on the other side.
 */

/** The stable words of the public face; `words/en/problems.ts` has the sentence for each. */
export const ERROR_CODES = [
  "no-webgpu",
  "adapter-rejected",
  "device-lost",
  "out-of-memory",
  "self-test-failed",
  "network",
  "bad-data",
  "bad-image",
  "bad-config",
  "bad-model",
  "bad-checkpoint",
  "diverged",
  "busy",
  "storage-full",
  "crashed",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface Failure {
  code: ErrorCode;
  message: string;
  /** For whoever mends it: where in the program it happened. */
  detail?: string | undefined;
  /** Without threads it would not have happened. */
  isOfThreads?: boolean;
}

/** An error with one of the public codes. */
export class TrainerError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = "TrainerError";
    this.code = code;
  }
}

/** After these the worker's wasm instance must not be used again. */
export function isFatal(code: ErrorCode): boolean {
  return code === "crashed" || code === "device-lost" || code === "out-of-memory";
}

/** Names any thrown value. What carries no known code (a wasm trap, a bug of ours) is a crash. */
export function failureFrom(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: "crashed", message: String(error) };
  const code = "code" in error ? ERROR_CODES.find((known) => known === error.code) : undefined;
  return { code: code ?? "crashed", message: error.message };
}
