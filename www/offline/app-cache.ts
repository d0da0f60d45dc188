/**
 * The files of one version of the page, kept in the browser. What has a hash in its name belongs to one version
 * alone, so the caches of all versions may be asked for it: a page gets what it was built with, whichever service
 * worker answers it.
 */

import { isFile } from "./answers";
import { appCachePrefix, pageLockName } from "./names";

export interface FileEntry {
  /** From the folder of the page. */
  url: string;
  /** Of the content; null where the name tells it. */
  revision: string | null;
}

const PAGE = "index.html";
/** The bundle that a file of `assets/` belongs to is the first part of its name (vite.config.ts). */
const BUILT_NAME = /^assets\/(.+)-[\w-]{8}\.\w+$/;

export class AppCache {
  readonly #files: readonly FileEntry[];
  readonly #folder: string;
  readonly #name: Promise<string>;

  /** `folder`: where the page is, with a slash at the end. */
  constructor(files: readonly FileEntry[], folder: string) {
    this.#files = files;
    this.#folder = folder;
    this.#name = nameOf(files, appCachePrefix(folder));
  }

  /** Fetches what the page needs, with these bundles; of others only those that an earlier version has used. */
  async fill(bundles: ReadonlySet<string>): Promise<void> {
    const wanted = await this.#wanted(bundles);
    const name = await this.#name;
    // If only the worker is another one, the version in charge has the same files.
    const isInUse = await caches.has(name);
    const cache = await caches.open(name);
    try {
      // One after the other: they must not crowd out the pictures that a training waits for.
      for (const { url, revision } of wanted) {
        const request = new Request(this.#address(url), {
          cache: revision === null ? "default" : "no-cache",
        });
        const response = await fetch(request);
        if (!(url === PAGE ? response.ok : isFile(response)))
          throw new Error(`${url}: the server answered ${response.status}, or with a web page`);
        // A response that went through a redirection is refused where a page is opened.
        await cache.put(request, response.redirected ? new Response(response.body, response) : response);
      }
    } catch (error) {
      // Half a version is none.
      if (!isInUse) await caches.delete(name);
      // Without room for it the page still comes from the network, and is isolated.
      if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
    }
  }

  /** The page itself. */
  async page(): Promise<Response | undefined> {
    return caches.match(this.#folder, { cacheName: await this.#name });
  }

  /** Whether it is one of the page's files, of any version. */
  has(url: string): boolean {
    return url.startsWith(`${this.#folder}assets/`) || this.#entry(url) !== undefined;
  }

  /**
   * From the cache; else from the network, and kept if it is of this version, such as the bundle for the GPU. `reload`
   * asks for a fresh copy, since the kept one was no good.
   */
  async answer(request: Request): Promise<Response> {
    const { url } = request;
    const entry = this.#entry(url);
    const name = await this.#name;
    const kept = request.cache === "reload" ? undefined : await this.#kept(url, entry);
    if (kept) return kept;
    const response = await fetch(request);
    if (entry && isFile(response) && (await caches.has(name))) {
      const cache = await caches.open(name);
      // No room: it comes from the network next time, too.
      cache.put(url, response.clone()).catch(() => {});
    }
    return response;
  }

  /** Deletes the versions that no open page was opened with. */
  async tidy(registration: ServiceWorkerRegistration): Promise<void> {
    const own = await this.#name;
    const others = (await caches.keys()).filter(
      (name) => name.startsWith(appCachePrefix(this.#folder)) && name !== own,
    );
    // After that look: the cache of a version that has just begun to install is not among the others.
    if (others.length === 0 || registration.installing || registration.waiting) return;
    const { held = [] } = await navigator.locks.query();
    const inUse = new Set(held.map(({ name }) => name));
    for (const name of others) {
      const files = await (await caches.open(name)).keys();
      if (!files.some(({ url }) => inUse.has(pageLockName(url)))) await caches.delete(name);
    }
  }

  async #kept(url: string, entry: FileEntry | undefined): Promise<Response | undefined> {
    const own = await caches.match(url, { cacheName: await this.#name, ignoreVary: true });
    return own ?? (entry?.revision ? undefined : await caches.match(url, { ignoreVary: true }));
  }

  async #wanted(bundles: ReadonlySet<string>): Promise<FileEntry[]> {
    const used = await this.#usedBefore();
    const all = new Set(
      this.#files.filter(({ url }) => url.endsWith(".wasm")).map(({ url }) => bundleOf(url)),
    );
    return this.#files.filter(({ url }) => {
      const bundle = bundleOf(url);
      return !bundle || !all.has(bundle) || bundles.has(bundle) || used.has(bundle);
    });
  }

  async #usedBefore(): Promise<Set<string | undefined>> {
    const names = (await caches.keys()).filter((name) => name.startsWith(appCachePrefix(this.#folder)));
    const files = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return new Set(files.flat().map(({ url }) => bundleOf(url.slice(this.#folder.length))));
  }

  #entry(url: string): FileEntry | undefined {
    return this.#files.find((file) => this.#address(file.url) === url);
  }

  /** Hosts know the page by its folder, and some lead from its name there. */
  #address(url: string): string {
    return this.#folder + (url === PAGE ? "" : url);
  }
}

function bundleOf(url: string): string | undefined {
  return BUILT_NAME.exec(url)?.[1];
}

/** Another one as soon as any file is another one. */
async function nameOf(files: readonly FileEntry[], prefix: string): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(files));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, 8);
  return prefix + Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
