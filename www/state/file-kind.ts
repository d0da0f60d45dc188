/** Tells models from checkpoints by how a file begins. Whether it is a good one, the engine judges. */

export type FileKind = "model" | "checkpoint" | "unknown";

/** So many bytes of a file are enough to tell. */
export const BEGINNING_BYTES = 64 * 1024;

/** Both begin with the length of their header, as a little-endian 64-bit number. */
const LENGTH_BYTES = 8;
/** The engine reads no longer header. */
const LONGEST_HEADER = 8 * 1024 * 1024;
/**
 * A key of the header, in whole: within a text its quotes would be escaped. It comes first, but the header as a
 * whole can be much longer than the beginning, since it holds the history.
 */
const CHECKPOINT_KEY = /(?<!\\)"fashion-trainer-checkpoint"\s*:/;

/** `beginning`: the first bytes of a file, or all of it if it is short. */
export function fileKind(beginning: Uint8Array): FileKind {
  if (beginning.length < LENGTH_BYTES) return "unknown";
  const { buffer, byteOffset, byteLength } = beginning;
  const length = new DataView(buffer, byteOffset, byteLength).getBigUint64(0, true);
  if (length > LONGEST_HEADER) return "unknown";

  const header = beginning.subarray(LENGTH_BYTES, LENGTH_BYTES + Number(length));
  const text = new TextDecoder().decode(header);
  const isWhole = header.length === Number(length);
  if (isWhole ? !isObject(text) : !/^\{\s*"/.test(text)) return "unknown";
  return CHECKPOINT_KEY.test(text) ? "checkpoint" : "model";
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
