// The bundles: one crate, once for each set of cargo features.

import { join } from "node:path";
import { run } from "../lib/command.mjs";
import { packageFolder, root } from "../lib/paths.mjs";
import { busy, byteSize, done, secondsSince } from "../lib/report.mjs";
import { bundleNames, wasmSize } from "./bundle-files.mjs";
import { threadsEnvironment, threadsParameters } from "./threads.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */
/** @typedef {import("./bundle-files.mjs").BundleName} BundleName */

/** Cargo features; those of the largest are the default ones. @type {Record<BundleName, string | undefined>} */
const features = {
  webgpu: undefined,
  cpu: "cpu",
  "cpu-relaxed": "relaxed-simd",
  "cpu-threads": "threads",
  "cpu-threads-relaxed": "threads,relaxed-simd",
};

/**
 * Builds every folder of pkg/. Nothing is skipped here: cargo knows best what has to be compiled again.
 * @param {Environment} environment of wasm builds
 */
export function buildBundles(environment) {
  for (const name of bundleNames) buildBundle(name, environment);
}

/** @param {BundleName} name @param {Environment} environment */
function buildBundle(name, environment) {
  const start = performance.now();
  busy(`pkg/${name}`, "wasm-pack build (minutes the first time, then seconds)");
  const hasThreads = name.startsWith("cpu-threads");
  const chosen = features[name];
  const parameters = chosen === undefined ? [] : ["--no-default-features", "--features", chosen];
  // --mode no-install: the tools are there, and a download behind people's back would hide that they are not.
  const options = ["--mode", "no-install", "--no-opt", "--no-gitignore"];
  // Threads import their package by its folder, which takes a package.json to be found.
  if (!hasThreads) options.push("--no-pack");
  run(
    "wasm-pack",
    [
      ...["--log-level", "warn", "build", "--release", "--target", "web", ...options],
      ...["--out-dir", join(packageFolder, name), root, "--", ...parameters],
      ...(hasThreads ? threadsParameters : []),
    ],
    { environment: hasThreads ? threadsEnvironment(environment) : environment },
  );
  done(`pkg/${name}`, `${byteSize(wasmSize(name))} in ${secondsSince(start)}`);
}
