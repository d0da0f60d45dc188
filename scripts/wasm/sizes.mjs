// What a visitor has to download.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { filesBelow } from "../lib/files.mjs";
import { byteSize } from "../lib/report.mjs";

/** @param {string} folder */
export function printSizes(folder) {
  const paths = [".wasm", ".js", ".css"].flatMap((extension) => filesBelow(folder, extension));
  const rows = paths.map((path) => {
    const bytes = readFileSync(path);
    // 9 of 11: what a host does on the fly; 11 needs a minute for the large bundle.
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotli].map(({ length }) => byteSize(length));
    return [path.slice(folder.length + 1), ...sizes];
  });
  const nameWidth = Math.max(...rows.map(([name = ""]) => name.length));
  for (const [name = "", ...sizes] of [["file", "raw", "gzip", "brotli"], ...rows]) {
    console.log(`  ${name.padEnd(nameWidth)}${sizes.map((size) => size.padStart(12)).join("")}`);
  }
}
