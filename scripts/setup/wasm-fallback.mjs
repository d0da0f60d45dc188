// The wasm32 target where rustup cannot download it: Debian's rustc-web has the sources of the standard library,
// from which the target is built once (about 80 seconds) and made a rustup toolchain of its own.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, runLogged } from "../lib/command.mjs";
import { wasmTarget } from "../lib/environment.mjs";
import { cache } from "../lib/paths.mjs";
import { busy, Failure } from "../lib/report.mjs";
import { installPackages } from "../lib/system-packages.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

export const toolchainName = "fashion-trainer-wasm";

// clippy has to be of the same version as the standard library that it checks against.
const packages = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22", "rust-web-clippy"];
const needed = [
  ...["rustc", "cargo", "rust-lld", "cargo-clippy"].map((name) => join("/usr/bin", name)),
  "/usr/lib/rustlib/src/rust/library/std/Cargo.toml",
];
const installed = join("/usr/lib/rustlib", wasmTarget, "lib");
const marker = join(installed, "built-by-fashion-trainer");
const workFolder = join(cache, "wasm-toolchain");

/** @param {Environment} environment */
export function ensureFallback(environment) {
  if (isFallbackReady(environment)) return;
  if (!needed.every((path) => existsSync(path))) {
    installPackages(
      `${wasmTarget} (rustup could not add it)`,
      packages,
      `let \`rustup target add ${wasmTarget}\` through to the network`,
    );
    const missing = needed.find((path) => !existsSync(path));
    if (missing) {
      throw new Failure(
        `${missing} is missing in Debian's ${packages.join(", ")}`,
        `correct the list in ${import.meta.filename}`,
      );
    }
  }
  if (!isStandardLibraryReady()) {
    busy(wasmTarget, "building the standard library (about 2 minutes)");
    buildStandardLibrary(environment);
  }
  runLogged("rustup-link", "rustup", ["toolchain", "link", toolchainName, "/usr"], { environment });
}

/** @param {Environment} environment */
export function isFallbackReady(environment) {
  const toolchains = capture("rustup", ["toolchain", "list"], { environment }) ?? "";
  const linked = toolchains.split("\n").some((line) => line.split(" ")[0] === toolchainName);
  return linked && needed.every((path) => existsSync(path)) && isStandardLibraryReady();
}

/** A standard library works only with the very compiler that built it. */
function isStandardLibraryReady() {
  try {
    return readFileSync(marker, "utf8") === compilerVersion();
  } catch {
    return false;
  }
}

function compilerVersion() {
  const version = capture("/usr/bin/rustc", ["--version"]);
  if (!version) throw new Failure("/usr/bin/rustc does not run", "reinstall the Debian package rustc-web");
  return version;
}

/** @param {Environment} environment */
function buildStandardLibrary(environment) {
  const folder = join(workFolder, "empty-crate");
  const output = join(workFolder, "build");
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(
    join(folder, "Cargo.toml"),
    '[package]\nname = "empty-crate"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n',
  );
  writeFileSync(join(folder, "src/lib.rs"), "#![no_std]\n");

  // `test` is for `wasm-pack test`; bitcode, for whoever links with LTO.
  const parameters = ["-Zbuild-std=std,panic_abort,test", "--target", wasmTarget];
  runLogged("wasm-standard-library", "/usr/bin/cargo", ["build", "--release", ...parameters], {
    folder,
    environment: {
      ...environment,
      RUSTC: "/usr/bin/rustc",
      RUSTC_BOOTSTRAP: "1",
      RUSTFLAGS: "-Cembed-bitcode=yes",
      CARGO_TARGET_DIR: output,
    },
  });

  const libraries = join(output, wasmTarget, "release/deps");
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(libraries)) {
    if (!name.endsWith(".rlib") || name.startsWith("libempty_crate")) continue;
    cpSync(join(libraries, name), join(installed, name));
  }
  writeFileSync(marker, compilerVersion());
  rmSync(workFolder, { recursive: true, force: true });
}
