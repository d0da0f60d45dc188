/** From the network to wasm: the Session copies a shard's bytes. */

import type { TrainerSession } from "./protocol";

/**
 * Frees our copy at once. The training makes little that the collector sees, so that it hardly runs, and the copies
 * of some shards would stay for long.
 */
export function giveShard(session: TrainerSession, name: string, bytes: Uint8Array<ArrayBuffer>): void {
  try {
    session.loadShard(name, bytes);
  } finally {
    // Browsers of before 2024 don't know it, and keep the copy for longer.
    bytes.buffer.transfer?.(0);
  }
}
