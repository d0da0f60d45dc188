// The environment variables that cargo and its tools run with.

import { delimiter, join } from "node:path";
import { findOnPath, isProgram } from "./command.mjs";
import { cache, cargoBin, toolsFolder } from "./paths.mjs";
import { note } from "./report.mjs";

/** What Rust calls WebAssembly in a browser. */
export const wasmTarget = "wasm32-unknown-unknown";

/**
 * The environment of every cargo call: our tools first on the PATH, one target folder.
 * @returns {import("./command.mjs").Environment}
 */
export function cargoEnvironment() {
  const folders = [join(toolsFolder, "bin")];
  // A shell that was open when rustup was installed does not have it on its PATH.
  if (!findOnPath("rustup") && isProgram(join(cargoBin, "rustup"))) folders.push(cargoBin);
  /** @type {import("./command.mjs").Environment} */
  const environment = {
    ...process.env,
    PATH: [...folders, process.env.PATH].join(delimiter),
  };

  // In CI the clone is new each time; a target folder outside it keeps the compiled dependencies.
  if (!environment.CARGO_TARGET_DIR && isTrue(environment.CI)) {
    environment.CARGO_TARGET_DIR = join(cache, "target");
  }

  // These would replace the flags of .cargo/config.toml, and with them SIMD.
  for (const name of ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"]) {
    if (environment[name] === undefined) continue;
    note(`${name} is ignored: it would replace the flags of .cargo/config.toml`);
    delete environment[name];
  }
  return environment;
}

/** @param {string | undefined} value of an environment variable */
export function isTrue(value) {
  return value === "true" || value === "1";
}
