// Packs the peers' pages and serves them, with the headers that allow threads.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { build } from "vite";
import { isolation } from "../../scripts/lib/isolation.mjs";
import { root } from "../../scripts/lib/paths.mjs";

/** @type {Record<string, string>} */
const types = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** @param {string} folder for `tfjs.js`, `jax.js` and what they import */
export async function packPeers(folder) {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2023",
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: { tfjs: join(root, "bench/peers/tfjs.mjs"), jax: join(root, "bench/peers/jax.mjs") },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js" },
      },
    },
  });
}

/**
 * Serves the folder's files, and at `/` an empty page.
 * @param {string} folder
 */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://host");
    if (pathname === "/") {
      response.writeHead(200, { "Content-Type": "text/html", ...isolation });
      response.end("<!doctype html><title>Bench</title>");
      return;
    }
    const path = join(folder, pathname);
    const isThere = existsSync(path) && statSync(path).isFile();
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(isThere ? 200 : 404, { "Content-Type": type, ...isolation });
    if (isThere) createReadStream(path).pipe(response);
    else response.end();
  });
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://localhost:${address.port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
