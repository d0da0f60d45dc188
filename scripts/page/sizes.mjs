// What a visitor has to download, by group of files.

import { existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { filesBelow } from "../lib/files.mjs";
import { byteSize } from "../lib/report.mjs";
import { builtName } from "../wasm/bundle-files.mjs";
import { budgets } from "./budgets.mjs";
import { formats } from "./compress.mjs";

/** @typedef {{ path: string, raw: number, gzip: number, brotli: number }} FileSizes */
/** @typedef {{ files: number, raw: number, gzip: number, brotli: number }} GroupSizes */

/**
 * Every file's sizes; what has no compressed form is sent as it is.
 * @param {string} folder that has been compressed
 * @returns {FileSizes[]}
 */
export function fileSizes(folder) {
  const extensions = formats.map(({ extension }) => extension);
  const isForm = (/** @type {string} */ path) =>
    extensions.some((end) => path.endsWith(end) && existsSync(path.slice(0, -end.length)));
  const paths = filesBelow(folder, "").filter((path) => statSync(path).isFile() && !isForm(path));
  return paths.map((path) => {
    const sizeWith = (/** @type {string} */ end) => statSync(existsSync(path + end) ? path + end : path).size;
    return {
      path: path.slice(folder.length + 1),
      raw: sizeWith(""),
      gzip: sizeWith(".gz"),
      brotli: sizeWith(".br"),
    };
  });
}

/**
 * Bundles are called as in pkg/, each with its glue; all other scripts and styles are the page, at once or later.
 * @param {readonly FileSizes[]} files
 * @returns {Map<string, GroupSizes>}
 */
export function groupSizes(files) {
  const bundles = new Set(
    files.filter(({ path }) => path.endsWith(".wasm")).map(({ path }) => builtName(path)),
  );
  /** @type {Map<string, GroupSizes>} */
  const groups = new Map();
  for (const { path, raw, gzip, brotli } of files) {
    const group = groupOf(path, bundles);
    const sum = groups.get(group) ?? { files: 0, raw: 0, gzip: 0, brotli: 0 };
    groups.set(group, {
      files: sum.files + 1,
      raw: sum.raw + raw,
      gzip: sum.gzip + gzip,
      brotli: sum.brotli + brotli,
    });
  }
  return new Map([...groups].sort(([one], [other]) => orderOf(one) - orderOf(other)));
}

/** @param {string} path @param {ReadonlySet<string | undefined>} bundles */
function groupOf(path, bundles) {
  if (path.startsWith("data/")) return "data";
  const name = builtName(path);
  if (name !== undefined && bundles.has(name)) return `pkg/${name}`;
  if (/^(assets\/later-.*|service-worker)\.js$/.test(path)) return "page, later";
  if ([".js", ".css"].includes(extname(path))) return "page";
  return name?.startsWith("model.") ? "pretrained network" : "html and others";
}

/** Those with a budget first, in the order of the table. @param {string} group */
function orderOf(group) {
  const place = Object.keys(budgets).indexOf(group);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}

/** @param {ReadonlyMap<string, GroupSizes>} groups */
export function printSizes(groups) {
  const rows = [...groups].map(([group, { files, raw, gzip, brotli }]) => {
    const most = budgets[group];
    return [group, `${files}`, ...[raw, gzip, brotli, most].map((bytes) => (bytes ? byteSize(bytes) : "–"))];
  });
  const table = [["", "files", "raw", "gzip", "brotli", "at most"], ...rows];
  const nameWidth = Math.max(...table.map(([name = ""]) => name.length));
  for (const [name = "", ...cells] of table) {
    console.log(`  ${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(12)).join("")}`);
  }
}
