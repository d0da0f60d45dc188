// Where the bundles lie, in pkg/ and in dist/.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { packageFolder, root } from "../lib/paths.mjs";

/** @typedef {"webgpu" | "cpu" | "cpu-relaxed" | "cpu-threads" | "cpu-threads-relaxed"} BundleName */

/** @type {BundleName[]} */
export const bundleNames = ["webgpu", "cpu", "cpu-relaxed", "cpu-threads", "cpu-threads-relaxed"];

/** @param {BundleName} name */
export function wasmFile(name) {
  return join(packageFolder, name, "fashion_trainer_bg.wasm");
}

/** @param {BundleName} name */
export function wasmSize(name) {
  return statSync(wasmFile(name)).size;
}

export function haveBundles() {
  return bundleNames.every((name) => existsSync(wasmFile(name)));
}

/** @param {BundleName} name */
export function readBundle(name) {
  if (!existsSync(wasmFile(name))) {
    throw new Error(`${wasmFile(name)} is missing; build it with \`npm run wasm\``);
  }
  return readFileSync(wasmFile(name));
}

/**
 * Whose file that is.
 * @param {string} path of a file below pkg/, from the root or in full
 * @returns {string | undefined} the bundle's name; nothing for files from elsewhere
 */
export function bundleOfSource(path) {
  const [name = "", file] = relative(packageFolder, resolve(root, path)).split(sep);
  return name === ".." || file === undefined ? undefined : name;
}

/**
 * The first part of the name that vite.config.ts gives a file in dist/assets: that of the bundle, for its wasm and glue.
 * @param {string} path of the file
 */
export function builtName(path) {
  return /([^/]+)-[\w-]{8}\.\w+$/.exec(path)?.[1];
}
