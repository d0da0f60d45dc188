// dist/ on a host as docs/hosting.md wants it, at the other end of a line, with a log of what was asked.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { isolation } from "../../scripts/lib/isolation.mjs";
import { distFolder } from "../../scripts/lib/paths.mjs";

/**
 * @typedef {object} Transfer
 * @property {string} path
 * @property {number} status
 * @property {string} encoding
 * @property {number} asked milliseconds since 1970, as the two below
 * @property {number} begun when the first byte was sent
 * @property {number} ended when the last byte was sent; NaN while it is under way
 * @property {number} bytes of the body so far
 */

/** Small, so that what is under way together shares the line. */
const CHUNK_BYTES = 8192;
/** @type {Record<string, string>} */
const types = {
  ".css": "text/css",
  ".gz": "application/octet-stream",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
/** The smallest first. */
const encodings = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" },
];

/** @param {{ line: import("./line.mjs").Line, isIsolated: boolean }} options */
export async function openHost({ line, isIsolated }) {
  /** @type {Transfer[]} */
  const transfers = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://host");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    /** @type {Transfer} */
    const transfer = {
      path,
      status: 200,
      encoding: "",
      asked: now(),
      begun: Number.NaN,
      ended: Number.NaN,
      bytes: 0,
    };
    transfers.push(transfer);
    const { status, headers, body, encoding } = answer(path, request.headers);
    Object.assign(transfer, { status, encoding });
    await line.roundTrip();
    transfer.begun = now();
    response.writeHead(status, { ...headers, ...(isIsolated && isolation) });
    for (let start = 0; start < body.length && !response.destroyed; start += CHUNK_BYTES) {
      const chunk = body.subarray(start, start + CHUNK_BYTES);
      await line.carry(chunk.length);
      response.write(chunk);
      transfer.bytes += chunk.length;
    }
    response.end();
    transfer.ended = now();
  });
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://localhost:${address.port}/`,
    transfers,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} path @param {import("node:http").IncomingHttpHeaders} asked */
function answer(path, asked) {
  const file = join(distFolder, path);
  const nothing = { body: Buffer.alloc(0), encoding: "" };
  if (!existsSync(file) || !statSync(file).isFile()) return { status: 404, headers: {}, ...nothing };

  const type = types[extname(path)];
  // Sent as anything else, a browser would leave out a style sheet or a script without a word.
  if (!type) throw new Error(`${path}: no type is known of such files`);
  const accepted = String(asked["accept-encoding"] ?? "");
  const packed = encodings.find(({ name, ending }) => accepted.includes(name) && existsSync(file + ending));
  const body = readFileSync(packed ? file + packed.ending : file);
  const tag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const headers = {
    "Content-Type": type,
    "Cache-Control": cacheRule(path),
    ETag: tag,
    Vary: "Accept-Encoding",
    ...(packed && { "Content-Encoding": packed.name }),
  };
  if (asked["if-none-match"] === tag) return { status: 304, headers, ...nothing };
  return { status: 200, headers, body, encoding: packed?.name ?? "" };
}

/** As in docs/hosting.md. @param {string} path */
function cacheRule(path) {
  if (path.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  return path.startsWith("/data/") ? "public, max-age=86400" : "no-cache";
}

/** On the clock that pages have too: `performance.timeOrigin` of each counts from here. */
function now() {
  return performance.timeOrigin + performance.now();
}
