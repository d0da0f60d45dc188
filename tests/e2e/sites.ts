/** Sites for the tests: a trainer's host, with what docs/hosting.md asks for or without, and somebody's blog. */

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type OutgoingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { codeBlock } from "./documents";

export interface Site {
  /** With a slash at the end. */
  url: string;
  close(): Promise<void>;
}

export const DIST = join(import.meta.dirname, "../../dist");
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** dist/ on a host that is set up as the guide says, at an address of another site than the blog's. */
export function serveTrainer(): Promise<Site> {
  return serveDist(headerRules(codeBlock("docs/hosting.md", "A file named `_headers`")));
}

/**
 * dist/ on a host that can't be set up: any origin may read its files, and it says nothing else, as GitHub Pages.
 * As others do, it leads from /index.html to the folder. It has a page of its own that embeds the trainer, /post/.
 */
export function servePlain(): Promise<Site> {
  const post = `<!doctype html><link rel="icon" href="data:," /><script type="module" src="/embed.js"></script>
    <fashion-trainer backend="cpu" train-size="100" batch-size="10"></fashion-trainer>
    <iframe src="/?embed&backend=cpu&panels=controls#train-size=100" title="Trainer"></iframe>`;
  const rules = headerRules("/*\n  Access-Control-Allow-Origin: *");
  const answer = (path: string, response: ServerResponse) => {
    if (path === "/post/") response.writeHead(200, { "Content-Type": "text/html" }).end(post);
    else if (path === "/index.html") response.writeHead(302, { Location: "/" }).end();
    else return false;
    return true;
  };
  return serveDist(rules, { answer });
}

/** The same host, whose folder is replaced by another version when `deploy` is called. */
export async function serveVersions(): Promise<Site & { deploy(folder: string): void }> {
  let folder = DIST;
  const site = await serveDist([], { content: () => folder });
  return {
    ...site,
    deploy: (next) => {
      folder = next;
    },
  };
}

interface DistOptions extends Place {
  /** Is asked first, and may leave it to the folder. */
  answer?: Answerer;
  /** The one that is served; dist/, if nothing is said. */
  content?: () => string;
}

interface Place {
  /** What the browser calls the machine. */
  name?: string;
  /** Where it is on the host, with a slash on both sides. */
  folder?: string;
}

/** dist/ in some place, on a host that says nothing beyond a file's type. `answer` is asked first. */
export function servePlace(place: Place, answer: Answerer = () => false): Promise<Site> {
  return serveDist([], { ...place, answer });
}

/** Says whether it has answered; what it has not is left to dist/. */
export type Answerer = (path: string, response: ServerResponse) => boolean;

function serveDist(
  rules: readonly HeaderRule[],
  { answer = () => false, content = () => DIST, name = "localhost", folder = "/" }: DistOptions = {},
): Promise<Site> {
  const listener: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://host");
    if (answer(pathname, response)) return;
    const inside = pathname.startsWith(folder) ? pathname.slice(folder.length) : "nowhere";
    const path = join(content(), inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
    const isThere = existsSync(path) && statSync(path).isFile();
    response.writeHead(isThere ? 200 : 404, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      ...Object.assign({}, ...rules.filter(({ matches }) => matches(pathname)).map(({ headers }) => headers)),
    });
    if (isThere) createReadStream(path).pipe(response);
    else response.end();
  };
  return serve(name, listener, folder);
}

/** One page, whatever is asked for. Without `headers` it says nothing beyond its type. */
export function serveBlog(html: string, headers: OutgoingHttpHeaders = {}): Promise<Site> {
  return serve("127.0.0.1", (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(html);
  });
}

/** Somebody else's server, who would answer anybody: `asked` are the paths that reached it. */
export async function serveStranger(): Promise<Site & { asked: string[] }> {
  const asked: string[] = [];
  const site = await serve("127.0.0.1", (request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" }).end();
  });
  return { ...site, asked };
}

async function serve(name: string, listener: RequestListener, folder = "/"): Promise<Site> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${name}:${port}${folder}`,
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
