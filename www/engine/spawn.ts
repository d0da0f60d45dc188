/** Starts the worker, also where the page that embeds us lives on another origin. */

import workerPath from "./worker?worker&url";

export function spawnWorker(): Worker {
  const url = new URL(workerPath, import.meta.url);
  if (url.origin === location.origin) return new Worker(url, { type: "module" });

  // A worker's script must be of the page's own origin. A blob whose only line imports the real script is,
  // and the real script keeps its own address, so that everything it fetches comes from its own host.
  const importLine = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const blobUrl = URL.createObjectURL(importLine);
  const worker = new Worker(blobUrl, { type: "module" });
  worker.addEventListener("message", () => URL.revokeObjectURL(blobUrl), { once: true });
  return worker;
}
