/**
 * The form of what pages pass to the public face. A wrong one is refused here by name, because further on it
 * would be a TypeError, which counts as a crash and costs the training. Values within settings and queries, the
 * size of images and the content of files are judged by the crate.
 */

import { failureFrom, TrainerError } from "./failure";
import type { ConfigInput, MistakeQuery, TrainGoal } from "./protocol";

const GOALS: readonly string[] = ["epochs", "steps"] satisfies (keyof TrainGoal)[];

const MEBIBYTE = 1 << 20;
/** Files, as the crate calls them. `mostBytes` is its MOST_BYTES: nothing larger is even read into memory. */
const FILES = {
  model: { name: "model file", mostBytes: 96 * MEBIBYTE },
  checkpoint: { name: "checkpoint", mostBytes: (3 * 96 + 8) * MEBIBYTE },
};

export type FileKind = keyof typeof FILES;

export function pixelsFrom(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TrainerError("bad-image", `image: ${found(value)}, but must be a Uint8Array of 784 grey levels`);
}

export function settingsFrom(value: unknown): ConfigInput {
  return fieldsOf("settings", value);
}

export function goalFrom(value: unknown): TrainGoal {
  const goal = fieldsOf("goal", value);
  for (const [field, count] of Object.entries(goal)) {
    if (!GOALS.includes(field)) throw badConfig(field, count, "epochs or steps");
    if (count === undefined || (Number.isSafeInteger(count) && Number(count) >= 0)) continue;
    throw badConfig(field, count, "a whole number, 0 or more");
  }
  return goal;
}

/** Without the fields that are there but undefined: the crate would take them for values. */
export function queryFrom(value: unknown): Partial<MistakeQuery> {
  const fields = Object.entries(fieldsOf("query", value));
  return Object.fromEntries(fields.filter(([, given]) => given !== undefined));
}

export function layerFrom(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw badConfig("layer", value, "the name of a layer, such as conv1");
}

/** A copy of the bytes, to be given away: the caller keeps its own. */
export async function bytesFrom(kind: FileKind, value: unknown): Promise<ArrayBuffer> {
  const size = byteLengthOf(value);
  if (size === undefined) {
    throw badFile(kind, `${found(value)}, but must be a Blob, an ArrayBuffer or a Uint8Array`);
  }
  const { mostBytes } = FILES[kind];
  if (size > mostBytes) throw badFile(kind, `it has ${size} bytes, but at most ${mostBytes} make sense`);
  try {
    const blob = value instanceof Blob ? value : new Blob([value as BlobPart]);
    return await blob.arrayBuffer();
  } catch (error) {
    // A file that changed or went away since it was chosen, or a buffer that was given away.
    throw badFile(kind, `it can't be read: ${failureFrom(error).message}`);
  }
}

/** Undefined for what holds no bytes. */
function byteLengthOf(value: unknown): number | undefined {
  if (value instanceof Blob) return value.size;
  return value instanceof ArrayBuffer || value instanceof Uint8Array ? value.byteLength : undefined;
}

function fieldsOf(name: string, value: unknown): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw badConfig(name, value, "an object");
}

/** Worded as the crate words it: field, value found, value wanted. */
function badConfig(field: string, value: unknown, wanted: string): TrainerError {
  return new TrainerError("bad-config", `${field} is ${found(value)}, but must be ${wanted}`);
}

function badFile(kind: FileKind, problem: string): TrainerError {
  return new TrainerError(`bad-${kind}`, `${FILES[kind].name}: ${problem}`);
}

/** Short, whatever it is. */
function found(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "object" && value !== null) return `of type ${value.constructor?.name ?? "object"}`;
  return String(value);
}
