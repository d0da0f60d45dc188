// Where everything lives. Tools and caches stay outside the clone, so that a fresh clone starts warm.

import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Everything that can be deleted at the price of time. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "fashion-trainer");

/** `cargo install --root` of wasm-pack and wasm-bindgen-cli. */
export const toolsFolder = join(cache, "tools");

/** The virtual environment with what tests/python/requirements.txt lists. */
export const pythonFolder = join(cache, "python");

/** Its Python, to run tests/python with. */
export const pythonProgram = join(pythonFolder, "bin", "python");

/** What long commands printed, one file for each. */
export const logFolder = join(cache, "logs");

/** rustup puts this folder on the PATH. */
export const cargoBin = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin");

/** The bundles that wasm-pack writes. */
export const packageFolder = join(root, "pkg");

/** What `vite build` writes, and `npm run build` completes. */
export const distFolder = join(root, "dist");
