/**
 * The form of what pages pass to the public face. A wrong one is refused here by name, because further on it
 * would be a TypeError, which counts as a crash and costs the training. Values within settings and the size
 * of images are judged by the crate.
 */

import { TrainerError } from "./failure";
import type { ConfigInput, TrainGoal } from "./protocol";

const GOALS: readonly string[] = ["epochs", "steps"] satisfies (keyof TrainGoal)[];

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

function fieldsOf(name: string, value: unknown): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw badConfig(name, value, "an object");
}

/** Worded as the crate words it: field, value found, value wanted. */
function badConfig(field: string, value: unknown, wanted: string): TrainerError {
  return new TrainerError("bad-config", `${field} is ${found(value)}, but must be ${wanted}`);
}

/** Short, whatever it is. */
function found(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "object" && value !== null) return `of type ${value.constructor?.name ?? "object"}`;
  return String(value);
}
