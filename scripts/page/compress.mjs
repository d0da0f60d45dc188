// The compressed forms that a host sends instead of a file, beside it: `.br` and `.gz`.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { copyAtomically, filesBelow } from "../lib/files.mjs";
import { KeptResults } from "../lib/kept-results.mjs";
import { cache, root } from "../lib/paths.mjs";
import { busy, done, secondsSince } from "../lib/report.mjs";

/** Pictures, and the data and the pretrained network, are compressed already. */
const compressible = [".html", ".js", ".css", ".wasm", ".json", ".svg", ".webmanifest", ".txt", ".xml"];

/** Several times what one build needs: 10 MB. */
const mostKeptBytes = 100e6;

/** @typedef {{ extension: string, description: string, pack: (bytes: Buffer) => Promise<Buffer> }} Format */

/** @type {Format[]} */
export const formats = [
  {
    extension: ".br",
    description: "brotli 11, window 24",
    pack: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          // As far back as browsers look: the large bundle is longer than the default.
          [constants.BROTLI_PARAM_LGWIN]: 24,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { extension: ".gz", description: "gzip 9", pack: (bytes) => promisify(gzip)(bytes, { level: 9 }) },
];

/**
 * Results are kept in the cache: the large bundle needs a minute.
 * @param {string} folder freshly built, so that it has no compressed forms of other files yet
 */
export async function compressFolder(folder) {
  const start = performance.now();
  const results = new KeptResults(join(cache, "compressed"), mostKeptBytes);
  const paths = compressible.flatMap((extension) => filesBelow(folder, extension));
  // All at once: zlib works in threads of its own, and the large bundle takes as long as all others.
  await Promise.all(paths.flatMap((path) => formats.map((format) => compress(path, format, results))));
  results.evict();
  done("compressed", `${paths.length} files as brotli and gzip in ${secondsSince(start)}`);
}

/** @param {string} path @param {Format} format @param {KeptResults} results */
async function compress(path, { extension, description, pack }, results) {
  const bytes = readFileSync(path);
  const result = await results.get([bytes, description], async (output) => {
    if (bytes.length > 1e7) busy(path.slice(root.length + 1) + extension, `${description} (up to a minute)`);
    writeFileSync(output, await pack(bytes));
  });
  // A host sends the compressed form where there is one, so it has to be worth it.
  if (readFileSync(result).length < bytes.length) copyAtomically(result, path + extension);
}
