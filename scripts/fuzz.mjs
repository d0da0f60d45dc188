// `npm run fuzz`: feeds the readers of files and settings with what libFuzzer makes of their corpora (fuzz/).
//   --target model     one of them; all, one after the other, without it
//   --minutes 5        for each
// Needs a C++ compiler for libFuzzer itself, and no nightly Rust: nothing but LLVM's own coverage is switched on
// (scripts/fuzz/rustc.sh), and assertions and checks of overflow (fuzz/Cargo.toml).

import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { findOnPath, run } from "./lib/command.mjs";
import { cargoEnvironment } from "./lib/environment.mjs";
import { cache, root } from "./lib/paths.mjs";
import { done, Failure, script } from "./lib/report.mjs";
import { nativeEnvironment } from "./setup/wasm-target.mjs";

const folder = join(root, "fuzz");
const work = join(cache, "fuzz");
const corpora = join(folder, "corpus");
const targets = readdirSync(join(folder, "fuzz_targets")).map((file) => file.replace(".rs", ""));

/** Files of tests/attacks that a target begins with as well. @type {Record<string, RegExp | undefined>} */
const attacks = { model: /\.safetensors$/, checkpoint: /^(run|good)-.*\.safetensors$/, idx: /\.idx$/ };

await script("fuzz", async () => {
  const { values } = parseArgs({
    options: { target: { type: "string" }, minutes: { type: "string", default: "1" } },
  });
  const chosen = values.target === undefined ? targets : [values.target];
  const unknown = chosen.find((name) => !targets.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`there is no target "${unknown}"`, `choose from ${targets.join(", ")}`);
  }
  const seconds = Math.round(Number(values.minutes) * 60);
  if (!(seconds > 0)) throw new Failure(`--minutes is "${values.minutes}"`, "give a number above 0");
  if (!findOnPath("c++")) throw new Failure("there is no C++ compiler", "install one, such as g++");
  const programs = build(chosen);
  for (const name of chosen) feed(name, join(programs, name), seconds);
});

/** @param {string[]} names @returns {string} where the programs are */
function build(names) {
  const environment = nativeEnvironment(cargoEnvironment());
  const target = join(work, "target");
  run("cargo", ["build", "--release", "--locked", ...names.flatMap((name) => ["--bin", name])], {
    folder,
    environment: {
      ...environment,
      CARGO_TARGET_DIR: target,
      RUSTC_WRAPPER: join(root, "scripts/fuzz/rustc.sh"),
    },
  });
  return join(target, "release");
}

/** @param {string} name @param {string} program @param {number} seconds */
function feed(name, program, seconds) {
  // What is found new goes to the first folder; the committed files are only read.
  const found = join(work, "corpus", name);
  const artifacts = join(work, "artifacts", name);
  for (const one of [found, artifacts]) mkdirSync(one, { recursive: true });
  const pattern = attacks[name];
  const strangers = join(work, "attacks", name);
  if (pattern) copyAttacks(pattern, strangers);
  const seeds = [join(corpora, name), ...(pattern ? [strangers] : [])];
  const options = [
    ...[`-max_total_time=${seconds}`, `-artifact_prefix=${artifacts}/`, "-print_final_stats=1"],
    // A reader that takes this long, or this much memory, is at fault too.
    ...["-timeout=10", "-rss_limit_mb=1024", "-max_len=65536"],
  ];
  run(program, [...options, found, ...seeds], {
    cure: `put the file that it names into ${relative(root, join(corpora, name))}, where \`cargo test --test fuzz\` replays it`,
  });
  done(name, `${readdirSync(found).length} inputs in ${found}`);
}

/** @param {RegExp} pattern @param {string} to */
function copyAttacks(pattern, to) {
  const from = join(root, "tests/attacks/files");
  for (const file of readdirSync(from).filter((name) => pattern.test(name)))
    cpSync(join(from, file), join(to, file));
}
