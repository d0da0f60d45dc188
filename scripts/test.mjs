// `npm test`: every check, in the order in which failures are cheapest, until the first that fails.
// `npm test -- --only NAME[,NAME]` runs some, which then find what the others build as it is.

import { join } from "node:path";
import { run } from "./lib/command.mjs";
import { wasmTarget } from "./lib/environment.mjs";
import { pythonProgram, root } from "./lib/paths.mjs";
import { done, Failure, failed, script, secondsSince } from "./lib/report.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

/** @typedef {import("./setup.mjs").Tools} Tools */

const lints = ["--all-targets", "--", "-D", "warnings"];

// --release throughout: the tests share what the bundles have compiled.
/** @type {Record<string, (tools: Tools) => void>} */
const steps = {
  format: ({ native }) => run("cargo", ["fmt", "--check"], { environment: native, cure: "run `cargo fmt`" }),
  clippy: ({ native }) => run("cargo", ["clippy", "--release", ...lints], { environment: native }),
  "clippy-wasm": ({ wasm }) =>
    run("cargo", ["clippy", "--release", "--target", wasmTarget, ...lints], { environment: wasm }),
  rust: ({ native }) => run("cargo", ["test", "--release"], { environment: native }),
  wasm: ({ wasm }) => buildBundles(wasm),
  "wasm-test": ({ wasm, browser }) => {
    const driver = browser ? ["--chromedriver", browser.chromedriver] : [];
    const options = ["--headless", "--chrome", ...driver, "--release", "--mode", "no-install"];
    run("wasm-pack", ["test", ...options, root], { environment: wasm });
  },
  types: () => runFromNpm("tsc", "--noEmit"),
  // In CI Biome paints every character, even in a file.
  biome: () => runFromNpm("biome", "ci", ...(process.stdout.isTTY ? [] : ["--colors=off"])),
  vitest: () => runFromNpm("vitest", "run"),
  python: () => run(pythonProgram, ["-m", "unittest", "discover", join(root, "tests/python")]),
  // Playwright builds the page itself, so that no test passes on yesterday's.
  browser: ({ browser }) =>
    run(programFromNpm("playwright"), ["test"], {
      environment: { ...process.env, CHROMIUM: browser?.chromium },
    }),
};

/** @param {string} name */
function programFromNpm(name) {
  return join(root, "node_modules", ".bin", name);
}

/** @param {string} name @param {string[]} parameters */
function runFromNpm(name, ...parameters) {
  run(programFromNpm(name), parameters);
}

/** @returns {string[]} the names of the steps to run */
function chosenSteps() {
  const names = Object.keys(steps);
  const position = process.argv.indexOf("--only");
  if (position < 0) return names;
  const wanted = (process.argv[position + 1] ?? "").split(",");
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`there is no step "${unknown}"`, `choose from ${names.join(", ")}`);
  }
  return names.filter((name) => wanted.includes(name));
}

/** @returns {Promise<boolean>} whether all went well */
async function runAll() {
  const chosen = chosenSteps();
  let passed = 0;
  let name = "setup";
  let start = performance.now();
  const finish = () => {
    passed += 1;
    done(name, `passed in ${secondsSince(start)}`);
  };
  try {
    const tools = await setUp({ tests: true });
    finish();
    for (name of chosen) {
      start = performance.now();
      console.log(`\n── ${name}`);
      steps[name]?.(tools);
      finish();
    }
  } catch (error) {
    failed(`${name} (after ${secondsSince(start)})`, error);
    if (name in steps) console.log(`  This step alone: npm test -- --only ${name}`);
  }
  const all = chosen.length + 1;
  console.log(`\n${passed} passed, ${passed === all ? 0 : 1} failed`);
  return passed === all;
}

await script("test", async () => {
  if (!(await runAll())) process.exitCode = 1;
});
