// wasm-opt over every wasm file of a folder, in place: the names stay, so the page finds them.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyAtomically, filesBelow, sha256 } from "../lib/files.mjs";
import { cache, root } from "../lib/paths.mjs";
import { busy, byteSize, done, Failure, secondsSince } from "../lib/report.mjs";
import { countInstructions } from "./instructions.mjs";

const program = join(root, "node_modules", ".bin", "wasm-opt");
const resultFolder = join(cache, "wasm-opt");

// Debian's own wasm-opt is too old for what rustc emits; npm's is current.
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

/**
 * Results are kept in the cache under the hash of their input: wasm-opt needs minutes for the large bundle.
 * @param {string} folder
 */
export async function optimiseFolder(folder) {
  const jobs = filesBelow(folder, ".wasm").map((path) => {
    const key = sha256(Buffer.concat([readFileSync(path), Buffer.from(parameters.join(" "))]));
    return { path, result: join(resultFolder, `${key}.wasm`) };
  });
  if (jobs.length === 0) throw new Failure(`${folder} has no wasm file`, "run `npm run build`");
  mkdirSync(resultFolder, { recursive: true });
  await Promise.all(jobs.map(({ path, result }) => optimise(path, result)));

  // Only the latest results are of any use.
  const kept = jobs.map(({ result }) => result);
  for (const name of readdirSync(resultFolder)) {
    if (!kept.includes(join(resultFolder, name))) rmSync(join(resultFolder, name));
  }
}

/** @param {string} path of the file @param {string} result where the cache keeps its optimised form */
async function optimise(path, result) {
  const name = path.slice(root.length + 1);
  const start = performance.now();
  const before = readFileSync(path).length;
  if (!existsSync(result)) {
    busy(name, `wasm-opt ${parameters[0]} (up to 5 minutes)`);
    const temporary = `${result}.new`;
    await runProgram(path, temporary);
    if (!WebAssembly.validate(readFileSync(temporary))) {
      throw new Failure(`wasm-opt made an invalid ${name}`, "update `binaryen` with npm and try again");
    }
    copyAtomically(temporary, result);
  }
  copyAtomically(result, path);
  // This is what ships; without SIMD it would train at less than half the speed, and nobody would see why.
  if (countInstructions(readFileSync(path)).vectorInstructions < 1000) {
    throw new Failure(`${name} has no SIMD in it`, "check the rustflags in .cargo/config.toml");
  }
  const after = readFileSync(path).length;
  done(name, `${byteSize(before)} -> ${byteSize(after)} in ${secondsSince(start)}`);
}

/** @param {string} input @param {string} output @returns {Promise<void>} */
function runProgram(input, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [input, "-o", output, ...parameters], { stdio: "inherit" });
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
