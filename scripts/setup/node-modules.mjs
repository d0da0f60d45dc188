// npm packages, as package-lock.json says. This file and all it imports must work without any of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/command.mjs";
import { root } from "../lib/paths.mjs";
import { busy } from "../lib/report.mjs";

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/** @returns {string} what was done */
export function ensureNodeModules() {
  if (isUpToDate()) return "up to date";
  busy("npm packages", "npm ci");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cure: "check the network, or run `npm ci` by hand",
  });
  return "installed";
}

/** Compares what npm noted in node_modules with the lock file; dates prove nothing in a fresh clone. */
function isUpToDate() {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    // Optional packages are mostly binaries for other systems.
    if (!present[path]) return optional === true;
    return present[path].version === version;
  });
}

/** @param {string} file @returns {Packages | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
