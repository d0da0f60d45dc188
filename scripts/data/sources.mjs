// Finds the four files of Fashion-MNIST: in the folder FASHION_MNIST_DIR, in Debian's package, or at the repository
// of its authors.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sha256 } from "../lib/files.mjs";
import { busy, Failure, note } from "../lib/report.mjs";
import { canInstallPackages, installPackages } from "../lib/system-packages.mjs";
import { sourceFiles } from "./fashion-mnist.mjs";

/** @typedef {Record<keyof typeof sourceFiles, Uint8Array>} SourceBytes */
/** @typedef {(name: string) => Promise<Uint8Array>} Reader gets a file, packed or not */

const debianPackage = "dataset-fashion-mnist";
const debianFolder = "/usr/share/datasets/fashion-mnist";
const upstream = "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion";

const byHand = `get the four files of ${upstream.replace("/raw/", "/tree/")} by hand and name their folder in FASHION_MNIST_DIR`;

/** @returns {Promise<{ origin: string, files: SourceBytes }>} the unpacked and checked files */
export async function readSourceFiles() {
  const folder = process.env.FASHION_MNIST_DIR;
  if (folder) return { origin: folder, files: await readAll(folderReader(folder), folder) };
  if (hasDebianPackage()) {
    return {
      origin: `Debian's ${debianPackage}`,
      files: await readAll(folderReader(debianFolder), debianFolder),
    };
  }
  busy("Fashion-MNIST", `downloading 30 MB from ${upstream}`);
  return { origin: upstream, files: await readAll(download, upstream) };
}

function hasDebianPackage() {
  if (existsSync(debianFolder)) return true;
  if (!canInstallPackages) return false;
  try {
    installPackages("Fashion-MNIST", [debianPackage], byHand);
  } catch {
    note(`the Debian package ${debianPackage} could not be installed`);
  }
  return existsSync(debianFolder);
}

/** @param {Reader} reader @param {string} origin @returns {Promise<SourceBytes>} */
async function readAll(reader, origin) {
  /** @type {Partial<SourceBytes>} */
  const files = {};
  for (const [key, { name, length, sha256: expected }] of Object.entries(sourceFiles)) {
    const bytes = unpack(await reader(name), `${origin}/${name}`);
    if (bytes.length !== length || sha256(bytes) !== expected) {
      throw new Failure(
        `${name} from ${origin} is not the file of Fashion-MNIST (${bytes.length} bytes, ${length} expected; SHA-256 ${sha256(bytes)})`,
        byHand,
      );
    }
    files[/** @type {keyof SourceBytes} */ (key)] = bytes;
  }
  return /** @type {SourceBytes} */ (files);
}

/** @param {Uint8Array} bytes @param {string} name @returns {Uint8Array} */
function unpack(bytes, name) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new Failure(`${name}.gz is damaged (${/** @type {Error} */ (error).message})`, byHand);
  }
}

/** @param {string} folder @returns {Reader} */
function folderReader(folder) {
  return async (name) => {
    const path = [`${name}.gz`, name].map((file) => join(folder, file)).find((file) => existsSync(file));
    if (!path) throw new Failure(`${folder} has neither ${name}.gz nor ${name}`, byHand);
    return readFileSync(path);
  };
}

/** @type {Reader} */
async function download(name) {
  const address = `${upstream}/${name}.gz`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(300_000) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    const reason = cause instanceof Error ? cause.message : message;
    throw new Failure(
      `${address} could not be fetched (${reason})`,
      `check the network; on Debian \`sudo apt-get install ${debianPackage}\` will do as well; or ${byHand}`,
    );
  }
}
