/** Models and checkpoints of the fake Session, as JSON. */

import { TrainerError } from "../../www/engine/failure";
import type { History, TrainConfig } from "../../www/engine/protocol";

export interface FakeFile {
  kind: "model" | "checkpoint";
  config: TrainConfig;
  step: number;
  /** How many shards there were. */
  shards: number;
  history: History;
}

export function writeFile(file: FakeFile): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(file));
}

export function readFile(kind: FakeFile["kind"], bytes: Uint8Array): FakeFile {
  try {
    const file = JSON.parse(new TextDecoder().decode(bytes));
    if (file.kind === kind) return file;
  } catch {
    // Refused below, as a file of the other kind is.
  }
  throw new TrainerError(`bad-${kind}`, `it is no ${kind}`);
}
