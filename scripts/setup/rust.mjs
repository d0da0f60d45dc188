// A Rust that is new enough, managed by rustup.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capture, findOnPath, runLogged } from "../lib/command.mjs";
import { root } from "../lib/paths.mjs";
import { busy, Failure } from "../lib/report.mjs";
import { installPackages } from "../lib/system-packages.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

/**
 * @param {Environment} environment
 * @param {{ tests: boolean }} options
 * @returns {string} what is there
 */
export function ensureRust(environment, { tests }) {
  for (const program of ["rustup", "cargo"]) {
    if (findOnPath(program, environment.PATH)) continue;
    throw new Failure(
      `${program} was not found on the PATH`,
      "install Rust with rustup (https://rustup.rs), then try again",
    );
  }
  if (!findOnPath("cc", environment.PATH)) {
    installPackages("C compiler (Rust links with it)", ["gcc", "libc6-dev"], "install a C compiler");
  }
  const version = checkVersion(environment);
  if (tests) ensureComponents(environment);
  return version;
}

/** @param {Environment} environment */
function checkVersion(environment) {
  const wanted = /^rust-version = "(.*)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1];
  const found = /^rustc (\d+\.\d+\.\d+)/.exec(capture("rustc", ["--version"], { environment }) ?? "")?.[1];
  if (!found) throw new Failure("rustc does not run", "run `rustup default stable`");
  if (wanted && isOlder(found, wanted)) {
    throw new Failure(`rustc ${found} is older than ${wanted}`, "run `rustup update stable`");
  }
  return `rustc ${found}`;
}

/** Rustup's minimal profile comes without the two. @param {Environment} environment */
function ensureComponents(environment) {
  for (const [component, subcommand] of Object.entries({ rustfmt: "fmt", clippy: "clippy" })) {
    if (capture("cargo", [subcommand, "--version"], { environment })) continue;
    busy("Rust", `rustup component add ${component}`);
    runLogged(`rustup-${component}`, "rustup", ["component", "add", component], { environment });
  }
}

/** @param {string} version @param {string} other both like 1.95 or 1.95.0 */
function isOlder(version, other) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
