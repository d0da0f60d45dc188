/**
 * The form of what pages pass to the public face. A wrong one is refused here by name, because further on it
 * would be a TypeError or a stack overflow, which counts as a crash and costs the training. Plain values within
 * settings and queries, and the content of files, are judged by the crate.
 */

import { failureFrom, TrainerError } from "./failure";
import type { ConfigInput, Ground, MistakeQuery, ModelChoice, Picture, TrainGoal } from "./protocol";

const GOALS: readonly string[] = ["epochs", "steps"] satisfies (keyof TrainGoal)[];

const PLAIN: readonly unknown[] = [Object.prototype, null];

const MEBIBYTE = 1 << 20;
/** Files, as the crate calls them. `mostBytes` is its MOST_BYTES: nothing larger is even read into memory. */
const FILES = {
  model: { name: "model file", mostBytes: 96 * MEBIBYTE },
  checkpoint: { name: "checkpoint", mostBytes: (3 * 96 + 8) * MEBIBYTE },
};

export type FileKind = keyof typeof FILES;

const PIXELS = 784;
/** Longest side of a picture: the crate's MOST_SIDE. */
const MOST_SIDE = 2048;
const CHANNELS = 4;

export function pixelsFrom(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) {
    // Before the crate copies them, however many they are.
    if (value.length === PIXELS) return value;
    throw new TrainerError("bad-image", `image: ${value.length} pixels, but must be ${PIXELS} (28 x 28)`);
  }
  throw new TrainerError("bad-image", `image: ${found(value)}, but must be a Uint8Array of 784 grey levels`);
}

/** A picture whose bytes are as many as its sides say, before the crate copies them. */
export function pictureFrom(value: unknown): { rgba: Uint8Array; width: number } {
  const { data, width, height } = (value ?? {}) as Partial<Picture>;
  if (!(data instanceof Uint8ClampedArray) || !Number.isInteger(width) || !Number.isInteger(height)) {
    throw new TrainerError("bad-image", `image: ${found(value)}, but must be an ImageData`);
  }
  const [columns, rows] = [Number(width), Number(height)];
  if (columns < 1 || rows < 1 || columns > MOST_SIDE || rows > MOST_SIDE) {
    const sizes = `but must be from 1 x 1 to ${MOST_SIDE} x ${MOST_SIDE}`;
    throw new TrainerError("bad-image", `image: ${columns} x ${rows} pixels, ${sizes}`);
  }
  const bytes = columns * rows * CHANNELS;
  if (data.length !== bytes) {
    throw new TrainerError("bad-image", `image: ${data.length} bytes of RGBA, but must be ${bytes}`);
  }
  return { rgba: new Uint8Array(data.buffer, data.byteOffset, data.length), width: columns };
}

/** Which network is asked; the crate judges the word. */
export function modelFrom(value: unknown): ModelChoice {
  return (value ?? "mine") as ModelChoice;
}

/** What a picture is drawn on; the crate judges the word. */
export function groundFrom(value: unknown): Ground {
  return (value ?? "border") as Ground;
}

export function settingsFrom(value: unknown): ConfigInput {
  return plainFieldsOf("settings", value);
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
  const fields = Object.entries(plainFieldsOf("query", value));
  return Object.fromEntries(fields.filter(([, given]) => given !== undefined));
}

export function layerFrom(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw badConfig("layer", value, "the name of a layer, such as conv1");
}

/** At once, so that a call keeps its place among others; and a copy, so that the caller keeps its own bytes. */
export function fileFrom(kind: FileKind, value: unknown): Blob {
  const size = byteLengthOf(value);
  if (size === undefined) {
    throw badFile(kind, `${found(value)}, but must be a Blob, an ArrayBuffer or a Uint8Array`);
  }
  const { mostBytes } = FILES[kind];
  if (size > mostBytes) throw badFile(kind, `it has ${size} bytes, but at most ${mostBytes} make sense`);
  if (value instanceof Blob) return value;
  try {
    return new Blob([value as BlobPart]);
  } catch (error) {
    // A buffer that was given away, or is shared.
    throw unreadable(kind, error);
  }
}

export async function bytesOf(kind: FileKind, file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // It changed or went away since it was chosen.
    throw unreadable(kind, error);
  }
}

/** Files that are data; what is in them is judged where it is read. */
export function blobsFrom(value: unknown): Blob[] {
  const isList = typeof value === "object" && value !== null && Symbol.iterator in value;
  const files = isList ? [...(value as Iterable<unknown>)] : [value];
  for (const file of files) {
    if (!(file instanceof Blob))
      throw new TrainerError("bad-data", `files: ${found(file)}, but must be Blobs`);
  }
  return files as Blob[];
}

function unreadable(kind: FileKind, error: unknown): TrainerError {
  return badFile(kind, `it can't be read: ${failureFrom(error).message}`);
}

/** Undefined for what holds no bytes. */
function byteLengthOf(value: unknown): number | undefined {
  if (value instanceof Blob) return value.size;
  return value instanceof ArrayBuffer || value instanceof Uint8Array ? value.byteLength : undefined;
}

/** Without objects in it: the crate would follow those that contain themselves until the stack is full. */
function plainFieldsOf(name: string, value: unknown): object {
  const fields = fieldsOf(name, value);
  for (const [key, given] of Object.entries(fields)) {
    const parts: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (parts.some(isObject)) throw badConfig(key, given, "a plain value, or a list of such");
  }
  return fields;
}

function isObject(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function fieldsOf(name: string, value: unknown): object {
  // Those of a page's own class have become plain ones on the way; a Map has not, and hides what it holds.
  if (typeof value === "object" && value !== null && PLAIN.includes(Object.getPrototypeOf(value)))
    return value;
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
