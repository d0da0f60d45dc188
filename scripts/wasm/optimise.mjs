// wasm-opt over every wasm file of a folder, in place: the names stay, so the page finds them.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { copyAtomically, filesBelow } from "../lib/files.mjs";
import { KeptResults } from "../lib/kept-results.mjs";
import { cache, root } from "../lib/paths.mjs";
import { busy, byteSize, done, Failure, secondsSince } from "../lib/report.mjs";
import { builtName } from "./bundle-files.mjs";
import { countInstructions } from "./instructions.mjs";

// Debian's own wasm-opt is too old for what rustc emits; npm's is current.
const program = join(root, "node_modules", ".bin", "wasm-opt");
const programFacts = join(root, "node_modules", "binaryen", "package.json");

/** Several times what one build needs: 25 MB. */
const mostKeptBytes = 250e6;

const parameters = [
  "-O3",
  "--strip-debug",
  "--strip-producers",
  "--enable-simd",
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];
const threadParameters = ["--enable-threads"];
const relaxedParameters = ["--enable-relaxed-simd"];

/** @param {string} path of a wasm file in dist/ */
export function parametersFor(path) {
  const features = (builtName(path) ?? "").split("-");
  return [
    ...parameters,
    ...(features.includes("threads") ? threadParameters : []),
    ...(features.includes("relaxed") ? relaxedParameters : []),
  ];
}

/**
 * Results are kept in the cache: wasm-opt needs minutes for the large bundle.
 * @param {string} folder
 */
export async function optimiseFolder(folder) {
  const paths = filesBelow(folder, ".wasm");
  if (paths.length === 0) throw new Failure(`${folder} has no wasm file`, "run `npm run build`");
  const results = new KeptResults(join(cache, "wasm-opt"), mostKeptBytes);
  await Promise.all(paths.map((path) => optimise(path, results)));
  results.evict();
}

/** @param {string} path @param {KeptResults} results */
async function optimise(path, results) {
  const name = path.slice(root.length + 1);
  const start = performance.now();
  const before = readFileSync(path);
  const flags = parametersFor(path);
  const result = await results.get([before, flags.join(" "), readFileSync(programFacts)], async (output) => {
    busy(name, `wasm-opt ${flags[0]} (up to 5 minutes)`);
    await runProgram(path, output, flags);
    if (!isValid(readFileSync(output), flags)) {
      throw new Failure(`wasm-opt made an invalid ${name}`, "update `binaryen` with npm and try again");
    }
  });
  copyAtomically(result, path);
  const after = readFileSync(path);
  // This is what ships; without SIMD it would train at less than half the speed, and nobody would see why.
  if (countInstructions(after).vectorInstructions < 1000) {
    throw new Failure(`${name} has no SIMD in it`, "check the rustflags in .cargo/config.toml");
  }
  done(name, `${byteSize(before.length)} -> ${byteSize(after.length)} in ${secondsSince(start)}`);
}

/** @param {Buffer<ArrayBuffer>} bytes @param {string[]} flags that wasm-opt was given */
function isValid(bytes, flags) {
  if (WebAssembly.validate(bytes)) return true;
  if (!relaxedParameters.every((flag) => flags.includes(flag))) return false;
  // Node 20 knows relaxed SIMD only when it is told to.
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes);
}

/** @param {string} input @param {string} output @param {string[]} flags @returns {Promise<void>} */
function runProgram(input, output, flags) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [input, "-o", output, ...flags], { stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (status, signal) => {
      if (status === 0) resolve();
      else
        reject(
          new Failure(`wasm-opt failed on ${input} (${signal ?? `exit status ${status}`})`, "see above"),
        );
    });
  });
}
