// `npm test`: every check, in the order in which failures are cheapest, until the first that fails.
// `npm test -- --only NAME[,NAME]` runs some, which then find what the others build as it is.

import { join } from "node:path";
import { run } from "./lib/command.mjs";
import { wasmTarget } from "./lib/environment.mjs";
import { pythonProgram, root } from "./lib/paths.mjs";
import { done, Failure, failed, script, secondsSince } from "./lib/report.mjs";
import { buildPage } from "./page/build.mjs";
import { findCargoDeny } from "./setup/cargo-deny.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

/** @typedef {import("./setup.mjs").Tools} Tools */

const lints = ["--all-targets", "--", "-D", "warnings"];
const threads = ["--features", "threads"];
/** Of the CPU's bundles with fused multiply-add. */
const relaxed = ["--no-default-features", "--features", "relaxed-simd"];

// --release throughout: the tests share what the bundles have compiled.
/** @type {Record<string, (tools: Tools) => void | Promise<void>>} */
const steps = {
  format: ({ native }) => run("cargo", ["fmt", "--check"], { environment: native, cure: "run `cargo fmt`" }),
  clippy: ({ native }) =>
    run("cargo", ["clippy", "--release", ...threads, ...lints], { environment: native }),
  // Offline: what is known of vulnerabilities, `npm run audit` asks.
  deny: ({ native }) => {
    const parameters = ["--offline", "check", "bans", "licenses", "sources"];
    run(findCargoDeny() ?? "cargo-deny", parameters, { environment: native, cure: "see deny.toml" });
  },
  "clippy-wasm": ({ wasm }) => {
    for (const features of [[], relaxed]) {
      const parameters = ["--release", "--target", wasmTarget, ...features, ...lints];
      run("cargo", ["clippy", ...parameters], { environment: wasm });
    }
  },
  rust: ({ native }) => run("cargo", ["test", "--release", ...threads], { environment: native }),
  wasm: ({ wasm }) => buildBundles(wasm),
  "wasm-test": ({ wasm, browser }) => {
    const driver = browser ? ["--chromedriver", browser.chromedriver] : [];
    const options = ["--headless", "--chrome", ...driver, "--release", "--mode", "no-install"];
    // What uses threads is held to the bits of one thread by the tests of the page (variants.spec.ts).
    for (const features of [[], relaxed]) {
      run("wasm-pack", ["test", ...options, root, ...features], { environment: wasm });
    }
  },
  types: () => runFromNpm("tsc", "--noEmit"),
  // In CI Biome paints every character, even in a file.
  biome: () => runFromNpm("biome", "ci", ...(process.stdout.isTTY ? [] : ["--colors=off"])),
  vitest: () => runFromNpm("vitest", "run"),
  python: () => run(pythonProgram, ["-m", "unittest", "discover", join(root, "tests/python")]),
  // What ships keeps to its budgets (scripts/page/budgets.mjs).
  build: () => buildPage(),
  // Playwright builds the same again, by itself, so that no test passes on yesterday's page.
  browser: ({ browser }) =>
    run(programFromNpm("playwright"), ["test"], {
      environment: { ...process.env, CHROMIUM: browser?.chromium },
    }),
  // On the page that Playwright has built.
  firefox: ({ firefox }) =>
    run(programFromNpm("vitest"), ["run", "--config", join(root, "tests/firefox/vitest.config.ts")], {
      environment: { ...process.env, FIREFOX: firefox?.firefox },
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
      await steps[name]?.(tools);
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
