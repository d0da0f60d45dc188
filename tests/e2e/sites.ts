/** Two sites for the tests: a trainer's host, which sends what docs/hosting.md asks for, and somebody's blog. */

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type OutgoingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { codeBlock } from "./documents";

export interface Site {
  /** With a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const DIST = join(import.meta.dirname, "../../dist");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** dist/ on a host that is set up as the guide says, at an address of another site than the blog's. */
export async function serveTrainer(): Promise<Site> {
  const rules = headerRules(codeBlock("docs/hosting.md", "A file named `_headers`"));
  return serve("localhost", (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://host");
    const path = join(DIST, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const isThere = existsSync(path) && statSync(path).isFile();
    response.writeHead(isThere ? 200 : 404, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      ...Object.assign({}, ...rules.filter(({ matches }) => matches(pathname)).map(({ headers }) => headers)),
    });
    if (isThere) createReadStream(path).pipe(response);
    else response.end();
  });
}

/** One page, whatever is asked for. Without `headers` it says nothing beyond its type. */
export function serveBlog(html: string, headers: OutgoingHttpHeaders = {}): Promise<Site> {
  return serve("127.0.0.1", (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(html);
  });
}

async function serve(name: string, listener: RequestListener): Promise<Site> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${name}:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface HeaderRule {
  matches(path: string): boolean;
  headers: Record<string, string>;
}

/** A `_headers` file: paths, each with indented headers; `*` at a path's end stands for anything. */
function headerRules(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    if (line.startsWith("/")) {
      const path = line.trim();
      const start = path.replace(/\*$/, "");
      const matches = (asked: string) => (path.endsWith("*") ? asked.startsWith(start) : asked === path);
      rules.push({ matches, headers: {} });
    } else {
      const [name = "", value = ""] = line.trim().split(/:\s*(.*)/);
      Object.assign(rules.at(-1)?.headers ?? {}, { [name]: value });
    }
  }
  return rules;
}
