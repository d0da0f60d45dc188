// Firefox, for the tests. They drive it over WebDriver BiDi, which needs no driver beside it.

import { capture, findOnPath } from "../lib/command.mjs";
import { Failure } from "../lib/report.mjs";
import { installPackages } from "../lib/system-packages.mjs";
import { named } from "./browser.mjs";

const firefoxNames = ["firefox-esr", "firefox"];

/** @typedef {{ outcome: string, firefox: string }} Firefox */

/** @returns {Firefox} */
export function ensureFirefox() {
  const found = find();
  if (found) return described(found);
  installPackages("Firefox (for the tests)", ["firefox-esr"], "install Firefox, or name it in FIREFOX");
  const now = find();
  if (!now) throw new Failure("Firefox is still missing", "name it in FIREFOX");
  return described(now);
}

function find() {
  return named("FIREFOX") ?? firefoxNames.map((name) => findOnPath(name)).find(Boolean);
}

/** @param {string} firefox @returns {Firefox} */
function described(firefox) {
  const version = /(\d+)\.\d+/.exec(capture(firefox, ["--version"]) ?? "")?.[1] ?? "unknown";
  return { outcome: `version ${version}, ${firefox}`, firefox };
}
