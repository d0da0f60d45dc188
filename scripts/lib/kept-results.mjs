// Results that take long to make, kept under a hash of all that they follow from. Working trees share the folder, so
// each finds what another has made; what nobody has used for longest goes first.

import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./files.mjs";

export class KeptResults {
  #folder;
  #mostBytes;

  /** @param {string} folder @param {number} mostBytes of all results; a few times what one build needs */
  constructor(folder, mostBytes) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * @param {(Uint8Array | string)[]} causes all that the result follows from
   * @param {(path: string) => Promise<void>} make writes the result to that path
   * @returns {Promise<string>} where the result is; others may take it away after the next `evict`
   */
  async get(causes, make) {
    const result = join(this.#folder, sha256(causes.map((cause) => sha256(cause)).join()));
    if (!existsSync(result)) {
      const unfinished = `${result}.${randomUUID()}`;
      await make(unfinished);
      renameSync(unfinished, result);
    }
    const now = new Date();
    utimesSync(result, now, now);
    return result;
  }

  /** Forgets the results that were used least recently, so that the others fit in. */
  evict() {
    let bytes = 0;
    const files = readdirSync(this.#folder)
      .map((name) => join(this.#folder, name))
      .map((path) => ({ path, ...sizeAndTime(path) }))
      .sort((one, other) => other.usedAt - one.usedAt);
    for (const { path, size } of files) {
      bytes += size;
      if (bytes > this.#mostBytes) rmSync(path, { force: true });
    }
  }
}

/** Another build may have taken the file away. @param {string} path */
function sizeAndTime(path) {
  const { size = 0, mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return { size, usedAt: mtimeMs };
}
