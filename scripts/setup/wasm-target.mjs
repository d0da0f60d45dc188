// The wasm32 target of Rust: rustup's ready-made one, or one made here (wasm-fallback.mjs). Either with the sources of
// the standard library, of which the bundles with threads take one of their own.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { capture, runLogged } from "../lib/command.mjs";
import { isTrue, wasmTarget } from "../lib/environment.mjs";
import { root } from "../lib/paths.mjs";
import { busy, Failure, note } from "../lib/report.mjs";
import { ensureFallback, isFallbackReady, toolchainName } from "./wasm-fallback.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

/**
 * @param {Environment} environment of native cargo calls
 * @returns {{ outcome: string, environment: Environment }} what is there, and the environment of wasm builds
 */
export function ensureWasmTarget(environment) {
  const forced = isTrue(process.env.FASHION_TRAINER_FORCE_WASM_FALLBACK);
  if (!forced && (hasTarget(environment) || addTarget(environment))) {
    ensureSources(environment);
    forgetOverride(environment);
    return { outcome: "from rustup", environment };
  }
  ensureFallback(environment);
  setOverride(environment);
  return {
    outcome: `toolchain ${toolchainName}`,
    environment: { ...environment, RUSTUP_TOOLCHAIN: toolchainName },
  };
}

/**
 * Pins the toolchain of native cargo calls. Where the clone's toolchain is the one for wasm, native code still gets
 * rustup's default, because formatter, linter and tests belong to that one.
 * @param {Environment} environment
 * @returns {Environment}
 */
export function nativeEnvironment(environment) {
  const active = firstWord(capture("rustup", ["show", "active-toolchain"], { environment }));
  const standard = firstWord(capture("rustup", ["default"], { environment }));
  return { ...environment, RUSTUP_TOOLCHAIN: active === toolchainName ? standard : active };
}

/** @param {string | undefined} text */
function firstWord(text) {
  return text?.split(/\s/)[0];
}

/** Where rustup keeps what belongs to the toolchain. @param {Environment} environment */
function rustlib(environment) {
  return join(capture("rustc", ["--print", "sysroot"], { environment }) ?? "", "lib/rustlib");
}

/** @param {Environment} environment */
function hasTarget(environment) {
  try {
    const libraries = readdirSync(join(rustlib(environment), wasmTarget, "lib"));
    return libraries.some((name) => name.startsWith("libstd-"));
  } catch {
    return false;
  }
}

/** @param {Environment} environment */
function ensureSources(environment) {
  if (existsSync(join(rustlib(environment), "src/rust/library/std/Cargo.toml"))) return;
  busy("rust-src", "rustup component add rust-src (the bundles with threads compile the standard library)");
  runLogged("rustup-sources", "rustup", ["component", "add", "rust-src"], { environment });
}

/** @param {Environment} environment */
function addTarget(environment) {
  // Where rustup was refused before, asking again would only cost time.
  if (isFallbackReady(environment)) return false;
  busy(wasmTarget, `rustup target add ${wasmTarget}`);
  try {
    runLogged("rustup-target", "rustup", ["target", "add", wasmTarget], { environment });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(`rustup could not add ${wasmTarget}; it is built from Debian's Rust sources instead`);
    return false;
  }
  if (!hasTarget(environment)) {
    throw new Failure(
      `rustup takes ${wasmTarget} for installed, but its files are missing`,
      "run `rustup toolchain uninstall` and `rustup toolchain install` for this toolchain",
    );
  }
  return true;
}

// `wasm-pack test`, typed by hand in the clone, has to find the toolchain too. An override in rustup's own settings
// does that; a rust-toolchain.toml would be a change in the repository.

/** @param {Environment} environment */
function setOverride(environment) {
  if (overrideOfClone(environment) === toolchainName) return;
  runLogged("rustup-override", "rustup", ["override", "set", toolchainName], { environment });
  note(`in this clone cargo now means the toolchain ${toolchainName} (rustup override)`);
}

/** @param {Environment} environment */
function forgetOverride(environment) {
  if (overrideOfClone(environment) !== toolchainName) return;
  runLogged("rustup-override", "rustup", ["override", "unset"], { environment });
}

/** @param {Environment} environment @returns {string | undefined} */
function overrideOfClone(environment) {
  const overrides = capture("rustup", ["override", "list"], { environment }) ?? "";
  const line = overrides
    .split("\n")
    .find((text) => text.startsWith(`${root} `) || text.startsWith(`${root}\t`));
  return line?.slice(root.length).trim();
}
