/** The worker's entry: joins the engine to wasm, network and messages. Everything of burn lives here. */

import { openBackend } from "./backend";
import { openSession } from "./bundles";
import { countDispatches } from "./dispatches";
import { Engine } from "./engine";
import { failureFrom } from "./failure";
import type { Message, Request } from "./protocol";

function post(message: Message): void {
  self.postMessage(message);
}

const dispatchCount = countDispatches(globalThis.GPUComputePassEncoder);
const engine = new Engine({
  open: (request) => openBackend(request, navigator.gpu, openSession),
  fetch: (...request) => fetch(...request),
  emit: (event) => post({ type: "event", event }),
  countDispatches: dispatchCount,
});

self.addEventListener("message", async ({ data: { id, command } }: MessageEvent<Request>) => {
  try {
    post({ type: "result", id, result: await engine.handle(command) });
  } catch (error) {
    post({ type: "rejection", id, failure: failureFrom(error) });
  }
});
