/** Starts the worker, also where the page that embeds us lives on another origin. */

import workerPath from "./worker?worker&url";
import { workerScript } from "./worker-script";

export function spawnWorker(): Worker {
  const { url, forget } = workerScript(new URL(workerPath, import.meta.url));
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("message", forget, { once: true });
  return worker;
}
