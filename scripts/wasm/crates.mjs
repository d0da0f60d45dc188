// `npm run crates -- webgpu`: which crates a bundle's code is from, in pkg/ as `npm run wasm` builds it, with names.

import { Failure, script } from "../lib/report.mjs";
import { bundleNames, readBundle } from "./bundle-files.mjs";
import { Reader } from "./reader.mjs";

const LARGEST = 16;
const codeSection = 10;
const functionNames = 1;

await script("crates", async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !bundleNames.some((known) => known === name));
  if (unknown !== undefined) {
    throw new Failure(`there is no bundle "${unknown}"`, `choose from ${bundleNames.join(", ")}`);
  }
  for (const name of bundleNames) {
    if (wanted.length === 0 || wanted.includes(name)) tell(name, sizesByCrate(readBundle(name)));
  }
});

/** @param {string} bundle @param {Map<string, number>} sizes */
function tell(bundle, sizes) {
  const rows = [...sizes].sort(([, one], [, other]) => other - one);
  const all = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`\n| pkg/${bundle} | kB of code | share |\n|---|---:|---:|`);
  for (const [crate, bytes] of [["all", all], ...rows.slice(0, LARGEST)]) {
    const share = (Number(bytes) / all) * 100;
    console.log(`| ${crate} | ${(Number(bytes) / 1000).toFixed(0)} | ${share.toFixed(1)} % |`);
  }
}

/** @param {Buffer} bytes of a wasm file @returns {Map<string, number>} bytes of code */
function sizesByCrate(bytes) {
  const module = new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
  const names = namesOf(module);
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  /** @type {Map<string, number>} */
  const sizes = new Map();
  functionSizes(bytes).forEach((size, index) => {
    const crate = crateOf(names.get(imported + index) ?? "");
    sizes.set(crate, (sizes.get(crate) ?? 0) + size);
  });
  return sizes;
}

/** The first path in it. @param {string} name of a function: `<crate::Type as core::Trait>::method` */
function crateOf(name) {
  return /(?:^|[<&( ])(?:mut |dyn )?([a-z_]\w*)(?:\[[0-9a-f]+\])?::/.exec(name)?.[1] ?? "other";
}

/** @param {WebAssembly.Module} module @returns {Map<number, string>} by the function's number */
function namesOf(module) {
  /** @type {Map<number, string>} */
  const names = new Map();
  for (const section of WebAssembly.Module.customSections(module, "name")) {
    const bytes = new Uint8Array(section);
    const reader = new Reader(bytes);
    while (reader.position < bytes.length) {
      const kind = reader.byte();
      const end = reader.number() + reader.position;
      for (let left = kind === functionNames ? reader.number() : 0; left > 0; left -= 1) {
        const index = reader.number();
        const length = reader.number();
        names.set(index, Buffer.from(bytes.subarray(reader.position, reader.position + length)).toString());
        reader.position += length;
      }
      reader.position = end;
    }
  }
  return names;
}

/** @param {Uint8Array} bytes @returns {number[]} of each function that is not imported */
function functionSizes(bytes) {
  const reader = new Reader(bytes);
  reader.position = 8; // magic and version
  while (reader.position < bytes.length) {
    const section = reader.byte();
    const end = reader.number() + reader.position;
    if (section === codeSection) {
      return Array.from({ length: reader.number() }, () => {
        const size = reader.number();
        reader.position += size;
        return size;
      });
    }
    reader.position = end;
  }
  return [];
}
