// `npm run audit`: are there known vulnerabilities in the crates and npm packages? Unlike `npm test` it asks databases
// on the network, so that no test fails because of what was found elsewhere last night.
// Exit status 1: there are some. 2: a database could not be reached, so nobody knows.

import { spawnSync } from "node:child_process";
import { cargoEnvironment } from "./lib/environment.mjs";
import { root } from "./lib/paths.mjs";
import { done, failed, note, script } from "./lib/report.mjs";
import { ensureCargoDeny, findCargoDeny } from "./setup/cargo-deny.mjs";
import { ensurePython } from "./setup/python.mjs";

/** @typedef {"clean" | "found" | "unreachable"} Outcome */

await script("audit", async () => {
  ensurePython();
  ensureCargoDeny(cargoEnvironment());
  const outcomes = [crates(), packages()];
  if (outcomes.includes("unreachable")) process.exitCode = 2;
  if (outcomes.includes("found")) process.exitCode = 1;
});

/** @returns {Outcome} */
function crates() {
  const { status, stderr } = ask(findCargoDeny() ?? "cargo-deny", ["check", "advisories"]);
  if (status !== 0 && /failed to (fetch|load|acquire|open) .*(advisory|database)/i.test(stderr)) {
    return unreachable("crates", "RustSec's advisory database (github.com/RustSec/advisory-db)", stderr);
  }
  return told("crates", status === 0, stderr);
}

/** @returns {Outcome} */
function packages() {
  const { status, stdout, stderr } = ask("npm", ["audit", "--json"]);
  const answer = parsed(stdout);
  // npm exits with 1 for findings as for failures: only an answer counts them.
  if (!answer?.metadata) return unreachable("npm packages", "npm's advisories (registry.npmjs.org)", stderr);
  return told("npm packages", status === 0, JSON.stringify(answer.vulnerabilities, null, 2));
}

/** @param {string} program @param {string[]} parameters */
function ask(program, parameters) {
  return spawnSync(program, parameters, { cwd: root, encoding: "utf8", env: cargoEnvironment() });
}

/** @param {string} text @returns {{ metadata?: object, vulnerabilities?: object } | undefined} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} of @param {boolean} isClean @param {string} details @returns {Outcome} */
function told(of, isClean, details) {
  if (isClean) {
    done(of, "no known vulnerability");
    return "clean";
  }
  console.log(details);
  failed(of, "there are known vulnerabilities, see above");
  return "found";
}

/** @param {string} of @param {string} database @param {string} details @returns {Outcome} */
function unreachable(of, database, details) {
  const reason =
    details.split("\n").find((line) => /could not|refused|timed? ?out|40\d|50\d/i.test(line)) ?? "";
  note(`${of}: ${database} can't be reached from here, so nobody knows.${reason && ` (${reason.trim()})`}`);
  return "unreachable";
}
