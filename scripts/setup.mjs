// Everything that has to be there before anything is built. Each step looks first, so a second run takes seconds.
// By hand: `npm run setup` (tests included). This file and its imports use no npm package: it is what installs them.

import { pathToFileURL } from "node:url";
import { ensureData } from "./data/ensure.mjs";
import { cargoEnvironment, wasmTarget } from "./lib/environment.mjs";
import { done, script } from "./lib/report.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureCargoDeny } from "./setup/cargo-deny.mjs";
import { ensureFirefox } from "./setup/firefox.mjs";
import { ensureNodeModules } from "./setup/node-modules.mjs";
import { ensurePython } from "./setup/python.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { ensureWasmTarget, nativeEnvironment } from "./setup/wasm-target.mjs";
import { ensureWasmTools } from "./setup/wasm-tools.mjs";

/** @typedef {import("./lib/command.mjs").Environment} Environment */
/** @typedef {import("./setup/browser.mjs").Browser} Browser */
/** @typedef {import("./setup/firefox.mjs").Firefox} Firefox */
/** @typedef {{ native: Environment, wasm: Environment, browser?: Browser, firefox?: Firefox }} Tools */

/**
 * @param {{ tests?: boolean }} [options] tests: also what only the tests need
 * @returns {Promise<Tools>} the environments to run native and wasm cargo in, and the browsers
 */
export async function setUp({ tests = false } = {}) {
  done("npm packages", ensureNodeModules());

  const native = nativeEnvironment(cargoEnvironment());
  done("Rust", ensureRust(native, { tests }));

  const wasm = ensureWasmTarget(native);
  done(wasmTarget, wasm.outcome);

  done("wasm tools", ensureWasmTools(native));

  const browser = tests ? ensureBrowser() : undefined;
  if (browser) done("Chromium", browser.outcome);

  const firefox = tests ? ensureFirefox() : undefined;
  if (firefox) done("Firefox", firefox.outcome);

  if (tests) done("Python", ensurePython());

  if (tests) done("cargo-deny", ensureCargoDeny(native));

  done("Fashion-MNIST", await ensureData());
  return { native, wasm: wasm.environment, browser, firefox };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script("setup", () => setUp({ tests: process.argv.includes("--tests") }));
}
