// The environment of wasm builds with threads: shared memory, and a standard library compiled for it.

import { join } from "node:path";
import { root } from "../lib/paths.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

/** Reserved, not used: a shared memory has to say, and phones refuse to reserve all of the possible 4 GiB. */
const mostBytes = 2 ** 31;

const targetFeatures = ["simd128", "atomics", "bulk-memory", "mutable-globals"];
const linkArguments = [
  "--shared-memory",
  "--import-memory",
  `--max-memory=${mostBytes}`,
  // What wasm-bindgen gives each thread its own stack and thread-local values with.
  ...["__wasm_init_tls", "__tls_size", "__tls_align", "__tls_base", "__heap_base"].map(
    (symbol) => `--export=${symbol}`,
  ),
];

/** cargo's own parameters: the ready-made standard library knows no atomics. */
export const threadsParameters = ["-Zbuild-std=std,panic_abort"];

/**
 * Other flags make other files of every crate, so these have a target folder of their own.
 * @param {Environment} environment of wasm builds
 * @returns {Environment}
 */
export function threadsEnvironment(environment) {
  return {
    ...environment,
    CARGO_TARGET_DIR: join(environment.CARGO_TARGET_DIR ?? join(root, "target"), "threads"),
    // Makes a stable compiler take -Z and atomics; both have worked unchanged for years.
    RUSTC_BOOTSTRAP: "1",
    RUSTFLAGS: [
      `-Ctarget-feature=${targetFeatures.map((feature) => `+${feature}`).join(",")}`,
      ...linkArguments.map((argument) => `-Clink-arg=${argument}`),
    ].join(" "),
  };
}
