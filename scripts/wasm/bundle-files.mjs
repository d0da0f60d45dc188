// Where the bundles lie.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../lib/paths.mjs";

/** @typedef {"webgpu" | "cpu"} BundleName */

/** @type {BundleName[]} */
export const bundleNames = ["webgpu", "cpu"];

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
