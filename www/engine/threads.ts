/**
 * The threads of a bundle, each of them a worker of this worker. wasm-bindgen-rayon starts them and keeps them to
 * itself: here they are seen at their birth, so that one that fails is noticed and all can be ended.
 */

import { workerScript } from "./worker-script";

export interface Threads {
  end(): void;
}

/** A worker that fails in a promise says nothing at all. */
const START_MILLIS = 10_000;

/** Undefined where they can't be started, as where a policy forbids workers. */
export async function startThreads(
  start: (count: number) => Promise<unknown> | undefined,
  count: number,
): Promise<Threads | undefined> {
  const workers: Worker[] = [];
  const end = () => {
    for (const worker of workers) worker.terminate();
  };
  const WorkerBefore = globalThis.Worker;
  let isStarted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise((resolve, reject) => {
      timer = setTimeout(reject, START_MILLIS, new Error("the threads gave no answer"));
      globalThis.Worker = class extends WorkerBefore {
        constructor(url: string | URL, options?: WorkerOptions) {
          const script = workerScript(url);
          super(script.url, options);
          workers.push(this);
          this.addEventListener("message", script.forget, { once: true });
          this.addEventListener("error", (event) => {
            // Else it would count as one of this worker, and the page would end that.
            if (!isStarted) event.preventDefault();
            reject(event);
          });
        }
      };
      // An async function, since it may throw at once.
      (async () => start(count))().then(resolve, reject);
    });
    isStarted = true;
    return { end };
  } catch {
    end();
    return undefined;
  } finally {
    clearTimeout(timer);
    globalThis.Worker = WorkerBefore;
  }
}
