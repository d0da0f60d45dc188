// Runs other programs.

import { spawnSync } from "node:child_process";
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { logFolder, root } from "./paths.mjs";
import { Failure } from "./report.mjs";

/** @typedef {Record<string, string | undefined>} Environment */
/** @typedef {{ environment?: Environment, folder?: string }} Options */

/**
 * Runs a command in the open: its output is shown. Throws when it fails.
 * @param {string} command
 * @param {string[]} parameters
 * @param {Options & { cure?: string }} [options]
 */
export function run(command, parameters, options = {}) {
  const result = spawnSync(command, parameters, { ...spawnOptions(options), stdio: "inherit" });
  if (result.status === 0) return;
  throw new Failure(
    `\`${[command, ...parameters].join(" ")}\` ${outcome(result)}`,
    options.cure ?? "see its output above",
  );
}

/**
 * Runs a long and chatty command with its output in a log file, of which the end is shown when it fails.
 * @param {string} name of the log file
 * @param {string} command
 * @param {string[]} parameters
 * @param {Options & { cure?: string }} [options]
 */
export function runLogged(name, command, parameters, options = {}) {
  mkdirSync(logFolder, { recursive: true });
  const path = join(logFolder, `${name}.log`);
  const file = openSync(path, "w");
  const result = spawnSync(command, parameters, {
    ...spawnOptions(options),
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  if (result.status === 0) return;
  const end = readFileSync(path, "utf8").trimEnd().split("\n").slice(-20).join("\n    ");
  throw new Failure(
    `\`${[command, ...parameters].join(" ")}\` ${outcome(result)}; its last lines:\n    ${end}`,
    options.cure ?? `read ${path}`,
  );
}

/**
 * What a command prints, or undefined when it is missing or fails.
 * @param {string} command
 * @param {string[]} parameters
 * @param {Options} [options]
 * @returns {string | undefined}
 */
export function capture(command, parameters, options = {}) {
  const result = spawnSync(command, parameters, {
    ...spawnOptions(options),
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * @param {string} name
 * @param {string | undefined} path like the PATH variable
 * @returns {string | undefined} the full path of the program
 */
export function findOnPath(name, path = process.env.PATH) {
  return (path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @param {Options} options */
function spawnOptions({ environment, folder }) {
  return { env: environment ?? process.env, cwd: folder ?? root };
}

/** @param {{ status: number | null, signal: string | null, error?: Error }} result */
function outcome({ status, signal, error }) {
  if (error) return `could not be started (${error.message})`;
  return signal ? `was ended by ${signal}` : `failed with exit status ${status}`;
}
