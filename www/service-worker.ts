/**
 * Keeps the demo page for visits without network, and isolates it where the host sends no headers for it, as GitHub
 * Pages: threads need it. Both hold from the second visit on, once this is in charge.
 *
 * It neither claims the page that brought it, which could become isolated by a reload only, nor takes over by
 * itself: the version in charge opens pages until none is open, or somebody asks for the new one.
 */

/// <reference lib="webworker" />

import { isolation } from "../scripts/lib/isolation.mjs";
import { chooseVariant, surroundingsOf, withoutThreads } from "./engine/variants";
import { isFile } from "./offline/answers";
import { AppCache, type FileEntry } from "./offline/app-cache";
import { dataCacheName } from "./offline/names";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: FileEntry[] };

const { scope } = self.registration; // the folder of this file
// The build puts the list of all files in its place (scripts/page/plugins/offline.mjs).
const app = new AppCache(self.__WB_MANIFEST, scope);

self.addEventListener("install", (event) => {
  event.waitUntil(usualBundles().then((bundles) => app.fill(bundles)));
});

self.addEventListener("activate", (event) => event.waitUntil(app.tidy(self.registration)));

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
  else if (event.data === "tidy") event.waitUntil(app.tidy(self.registration));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (isPage(request)) event.respondWith(page(request));
  else if (app.has(request.url)) event.respondWith(file(request));
  else if (request.url.startsWith(`${scope}data/`)) event.respondWith(picture(request));
});

/** Those for the CPU that this browser loads, which is isolated from the next visit on. */
async function usualBundles(): Promise<Set<string>> {
  const surroundings = { ...surroundingsOf(self), crossOriginIsolated: true };
  const variant = await chooseVariant(undefined, surroundings);
  return new Set(
    [variant, ...(variant.threads > 1 ? [withoutThreads(variant)] : [])].map(({ bundle }) => bundle),
  );
}

/** Other pages of this host may need what an isolated one can't have. */
function isPage({ url, destination }: Request): boolean {
  const { origin, pathname } = new URL(url);
  const isOurs = [scope, `${scope}index.html`].includes(origin + pathname);
  return isOurs && (destination === "document" || destination === "iframe");
}

async function page(request: Request): Promise<Response> {
  const kept = await app.page();
  return kept ? isolated(kept) : isolatedFromNetwork(request);
}

/** What an isolated page loads from its own origin needs no headers, except for workers. */
async function file(request: Request): Promise<Response> {
  const response = await app.answer(request);
  return request.destination === "worker" ? isolated(response) : response;
}

/** `reload` asks for a fresh copy, since the kept one was no good. */
async function picture(request: Request): Promise<Response> {
  const cacheName = dataCacheName(scope);
  const isFresh = request.cache === "reload";
  const kept = isFresh ? undefined : await caches.match(request.url, { cacheName, ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (isFresh && isFile(response) && (await caches.has(cacheName))) {
    const cache = await caches.open(cacheName);
    cache.put(request.url, response.clone()).catch(() => {});
  }
  return response;
}

async function isolatedFromNetwork(request: Request): Promise<Response> {
  const response = await fetch(request);
  // A redirection is for the browser to follow, and a response that went through one would forget its address here.
  return response.type === "basic" && !response.redirected ? isolated(response) : response;
}

function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
