/** A worker's script, for a page of whatever origin and policy. */

import { ownScript } from "./own-script";

export interface WorkerScript {
  url: string;
  /** To be called once the worker has spoken. */
  forget(): void;
}

/**
 * A worker's script must be of the page's own origin. A blob whose only line imports the real script is, and the real
 * script keeps its own address, so that everything it fetches comes from its own host.
 */
export function workerScript(url: string | URL): WorkerScript {
  const { href, origin } = new URL(url);
  if (origin === location.origin) return { url: ownScript(href), forget: () => {} };
  const importLine = new Blob([`import ${JSON.stringify(href)};`], { type: "text/javascript" });
  const blobUrl = URL.createObjectURL(importLine);
  return { url: ownScript(blobUrl), forget: () => URL.revokeObjectURL(blobUrl) };
}
