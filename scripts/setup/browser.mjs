// Chromium and the driver that wasm-pack steers it with. Only the tests need them.

import { capture, findOnPath, isProgram } from "../lib/command.mjs";
import { Failure } from "../lib/report.mjs";
import { installPackages } from "../lib/system-packages.mjs";

const chromiumNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** @typedef {{ outcome: string, chromium: string, chromedriver: string }} Browser */

/** @returns {Browser} */
export function ensureBrowser() {
  const found = find();
  if (found) return matchingPair(found.chromium, found.chromedriver);
  installPackages(
    "Chromium and chromedriver (for the tests)",
    ["chromium", "chromium-driver"],
    "install Chromium and a chromedriver of the same version, or name them in CHROMIUM and CHROMEDRIVER",
  );
  const now = find();
  if (!now) {
    throw new Failure("Chromium or chromedriver is still missing", "name them in CHROMIUM and CHROMEDRIVER");
  }
  return matchingPair(now.chromium, now.chromedriver);
}

function find() {
  const chromium = named("CHROMIUM") ?? chromiumNames.map((name) => findOnPath(name)).find(Boolean);
  const chromedriver = named("CHROMEDRIVER") ?? findOnPath("chromedriver");
  return chromium && chromedriver ? { chromium, chromedriver } : undefined;
}

/**
 * A program that people name in a variable.
 * @param {string} variable
 */
export function named(variable) {
  const path = process.env[variable];
  if (!path) return undefined;
  if (!isProgram(path))
    throw new Failure(`${variable}=${path} is no program`, `correct or unset ${variable}`);
  return path;
}

/** @param {string} chromium @param {string} chromedriver @returns {Browser} */
function matchingPair(chromium, chromedriver) {
  const version = majorVersion(chromium);
  const driverVersion = majorVersion(chromedriver);
  if (version !== driverVersion) {
    throw new Failure(
      `Chromium is of version ${version}, chromedriver of version ${driverVersion}`,
      "install both from one source, or name a matching pair in CHROMIUM and CHROMEDRIVER",
    );
  }
  return { outcome: `version ${version}, ${chromium}`, chromium, chromedriver };
}

/** @param {string} program */
function majorVersion(program) {
  return /(\d+)\.\d+\.\d+/.exec(capture(program, ["--version"]) ?? "")?.[1] ?? "unknown";
}
