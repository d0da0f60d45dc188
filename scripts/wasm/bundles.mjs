// The bundles: one crate, once for each set of cargo features.

import { join } from "node:path";
import { run } from "../lib/command.mjs";
import { packageFolder, root } from "../lib/paths.mjs";
import { busy, byteSize, done, secondsSince } from "../lib/report.mjs";
import { wasmSize } from "./bundle-files.mjs";

/** @typedef {import("../lib/command.mjs").Environment} Environment */

/** @type {Record<import("./bundle-files.mjs").BundleName, string[]>} */
const cargoParameters = {
  webgpu: [],
  cpu: ["--no-default-features", "--features", "cpu"],
};

/**
 * Builds pkg/webgpu and pkg/cpu. Nothing is skipped here: cargo knows best what has to be compiled again.
 * @param {Environment} environment of wasm builds
 */
export function buildBundles(environment) {
  for (const [name, parameters] of Object.entries(cargoParameters)) {
    const folder = join(packageFolder, name);
    const start = performance.now();
    busy(`pkg/${name}`, "wasm-pack build (a quarter of an hour the first time, then seconds)");
    // --mode no-install: the tools are there, and a download behind people's back would hide that they are not.
    const options = ["--mode", "no-install", "--no-opt", "--no-pack", "--no-gitignore", "--out-dir", folder];
    run(
      "wasm-pack",
      ["--log-level", "warn", "build", "--release", "--target", "web", ...options, root, "--", ...parameters],
      {
        environment,
      },
    );
    const size = wasmSize(/** @type {import("./bundle-files.mjs").BundleName} */ (name));
    done(`pkg/${name}`, `${byteSize(size)} in ${secondsSince(start)}`);
  }
}
