// Small helpers for files.

import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {Uint8Array | string} content @returns {string} in hexadecimal */
export function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** A reader sees the whole file or none of it. @param {string} path @param {Uint8Array | string} content */
export function writeAtomically(path, content) {
  writeFileSync(temporary(path), content);
  renameSync(temporary(path), path);
}

/** @param {string} from @param {string} to */
export function copyAtomically(from, to) {
  copyFileSync(from, temporary(to));
  renameSync(temporary(to), to);
}

/**
 * @param {string} folder
 * @param {string} extension with its dot
 * @returns {string[]} the files in the folder and all folders in it
 */
export function filesBelow(folder, extension) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension))
    .sort()
    .map((path) => join(folder, path));
}

/** @param {string} path */
function temporary(path) {
  return `${path}.${process.pid}.tmp`;
}
