/** The worker's entry: joins the engine to wasm, network and messages. Everything of burn lives here. */

import { openBackend } from "./backend";
import { openSession } from "./bundles";
import { Engine } from "./engine";
import { failureFrom } from "./failure";
import { countGpuWork } from "./gpu-work";
import { pretrainedUrl } from "./locations";
import type { KernelsMade, Message, Request } from "./protocol";
import { buffersOf } from "./transfers";

function post(message: Message, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function tellKernels(made: KernelsMade): void {
  post({ type: "event", event: { type: "preparing", ...made } });
}

const gpuWork = countGpuWork(globalThis);
const engine = new Engine({
  open: (request) => openBackend(request, navigator.gpu, (kind) => openSession(kind, tellKernels)),
  fetch: (...request) => fetch(...request),
  emit: (event) => post({ type: "event", event }),
  gpuWork,
  pretrainedUrl: pretrainedUrl(),
});

self.addEventListener("message", async ({ data: { id, command } }: MessageEvent<Request>) => {
  try {
    const result = await engine.handle(command);
    post({ type: "result", id, result }, buffersOf(result));
  } catch (error) {
    post({ type: "rejection", id, failure: failureFrom(error) });
  }
});
