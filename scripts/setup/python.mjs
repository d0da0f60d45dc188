// Python with what the tests need, in a virtual environment of its own. It reads the model files that the page saves.

import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { capture, findOnPath, runLogged } from "../lib/command.mjs";
import { sha256, writeAtomically } from "../lib/files.mjs";
import { pythonFolder, pythonProgram, root } from "../lib/paths.mjs";
import { busy, Failure } from "../lib/report.mjs";
import { installPackages } from "../lib/system-packages.mjs";

// The oldest that the pinned numpy runs on.
const oldest = [3, 11];
const requirements = join(root, "tests/python/requirements.txt");
const stamp = join(pythonFolder, "requirements.sha256");

/** @returns {string} what is there */
export function ensurePython() {
  const wanted = sha256(readFileSync(requirements));
  if (!isUpToDate(wanted)) makeEnvironment(wanted);
  return capture(pythonProgram, ["--version"]) ?? "unknown version";
}

/** An environment ends with the Python that it was made from, so that one has to run. @param {string} wanted */
function isUpToDate(wanted) {
  return readStamp() === wanted && capture(pythonProgram, ["-c", "import numpy, safetensors"]) !== undefined;
}

/** @param {string} wanted what the stamp will say */
function makeEnvironment(wanted) {
  const python = ensureSystemPython();
  busy("Python", "numpy and safetensors in a virtual environment");
  mkdirSync(dirname(pythonFolder), { recursive: true });
  runLogged("python-venv", python, ["-m", "venv", "--clear", pythonFolder]);
  runLogged(
    "python-packages",
    pythonProgram,
    ["-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements],
    { cure: "check the network (the packages come from pypi.org)" },
  );
  writeAtomically(stamp, wanted);
}

/** @returns {string | undefined} */
function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}

/** @returns {string} a Python that can make virtual environments */
function ensureSystemPython() {
  const found = findSystemPython();
  if (found) return found;
  const version = oldest.join(".");
  installPackages(
    `Python ${version} or newer with venv (for the tests)`,
    ["python3", "python3-venv"],
    `install Python ${version} or newer with its modules venv and ensurepip`,
  );
  const now = findSystemPython();
  if (now) return now;
  throw new Failure(
    `there is still no Python ${version} or newer that can make virtual environments`,
    "put one on the PATH as python3",
  );
}

/** The first one on the PATH need not be the one that has Debian's packages. */
function findSystemPython() {
  return [findOnPath("python3"), "/usr/bin/python3"].find(
    (program) => program && canMakeEnvironments(program),
  );
}

/** Debian has ensurepip, without which venv makes nothing, in a package of its own. @param {string} program */
function canMakeEnvironments(program) {
  const check = `import ensurepip, sys, venv; sys.exit(sys.version_info < (${oldest.join(", ")}))`;
  return capture(program, ["-c", check]) !== undefined;
}
