// wasm-pack, and a wasm-bindgen of exactly the crate's version.

import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture, findOnPath, runLogged } from "../lib/command.mjs";
import { cache, cargoBin, root, toolsFolder } from "../lib/paths.mjs";
import { busy, Failure, note } from "../lib/report.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

const wasmPackVersion = "0.15.1";

/**
 * @param {Environment} environment of native cargo calls
 * @returns {string} what is there
 */
export function ensureWasmTools(environment) {
  const bindgenVersion = versionInLockFile("wasm-bindgen");
  ensureTool(environment, "wasm-pack", wasmPackVersion, ["wasm-pack"], ["--locked"]);
  // Without --locked: the lock file of this crate can name versions that were taken back.
  const bindgenPrograms = ["wasm-bindgen", "wasm-bindgen-test-runner"];
  ensureTool(environment, "wasm-bindgen-cli", bindgenVersion, bindgenPrograms, []);
  for (const program of ["wasm-pack", ...bindgenPrograms]) linkForPeople(program);
  return `wasm-pack ${wasmPackVersion}, wasm-bindgen ${bindgenVersion}`;
}

/**
 * @param {Environment} environment
 * @param {string} crate
 * @param {string} version
 * @param {string[]} programs that the crate installs
 * @param {string[]} parameters of cargo install
 */
function ensureTool(environment, crate, version, programs, parameters) {
  const isRight = (/** @type {string} */ program) =>
    capture(join(toolsFolder, "bin", program), ["--version"])?.split(" ")[1] === version;
  if (programs.every(isRight)) return;
  busy(crate, `cargo install ${crate} ${version} (2 to 5 minutes)`);
  mkdirSync(cache, { recursive: true });
  runLogged(
    `cargo-install-${crate}`,
    "cargo",
    ["install", crate, "--version", version, ...parameters, "--root", toolsFolder, "--force"],
    {
      // Outside the clone and its target folder: a tool shares no flags and no lock with the crate.
      folder: cache,
      environment: { ...environment, CARGO_TARGET_DIR: undefined },
    },
  );
}

/** @param {string} crate @returns {string} */
function versionInLockFile(crate) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = new RegExp(`^name = "${crate}"\\nversion = "(.*)"$`, "m").exec(lock)?.[1];
  if (!version) throw new Failure(`Cargo.lock has no ${crate}`, "run `cargo update --workspace`");
  return version;
}

/**
 * `wasm-pack test --headless --chrome` has to work typed by hand too, so a program that the PATH lacks gets a link
 * in cargo's folder of programs. A program of people's own is left alone.
 * @param {string} program
 */
function linkForPeople(program) {
  if (findOnPath(program)) return;
  const ours = join(toolsFolder, "bin", program);
  const link = join(cargoBin, program);
  const end = linkEnd(link);
  if (end === ours) return;
  if (end) rmSync(link); // a dead link, or findOnPath would have found it
  mkdirSync(cargoBin, { recursive: true });
  symlinkSync(ours, link);
  note(`${program} is now in ${cargoBin} (a link to ${toolsFolder})`);
  if (!(process.env.PATH ?? "").split(delimiter).includes(cargoBin)) {
    note(`${cargoBin} is not on the PATH: to type ${program} by hand, put it there`);
  }
}

/** @param {string} path @returns {string | undefined} what a symbolic link points to */
function linkEnd(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
