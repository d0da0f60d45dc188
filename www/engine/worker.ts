/** The worker's entry: joins the engine to wasm, network and messages. Everything of burn lives here. */

import { type BackendRequest, type OpenedBackend, openBackend } from "./backend";
import { openCpuSession, openGpuSession } from "./bundles";
import { Engine } from "./engine";
import { failureFrom } from "./failure";
import { countGpuWork } from "./gpu-work";
import { manifestUrl, pretrainedUrl } from "./locations";
import { explained, listenForPanics } from "./panics";
import type { KernelsMade, Message, Request, TrainerSession } from "./protocol";
import { buffersOf } from "./transfers";
import { surroundingsOf, type ThreadsCode } from "./variants";

function post(message: Message, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function tellKernels(made: KernelsMade): void {
  post({ type: "event", event: { type: "preparing", ...made } });
}

async function open(request: BackendRequest): Promise<OpenedBackend<TrainerSession>> {
  let threadsCode: ThreadsCode | undefined;
  const opened = await openBackend(request, navigator.gpu, async (kind) => {
    if (kind === "webgpu") return openGpuSession(tellKernels);
    const { session, variant } = await openCpuSession(request.threads, surroundingsOf(self), () =>
      post({ type: "starting-threads" }),
    );
    threadsCode = variant.threadsCode;
    return session;
  });
  return { ...opened, threadsCode };
}

const gpuWork = countGpuWork(globalThis);
const lastPanic = listenForPanics(console);
const engine = new Engine({
  open,
  fetch: (...request) => fetch(...request),
  emit: (event) => post({ type: "event", event }),
  gpuWork,
  explain: (error) => explained(error, lastPanic()),
  pretrainedUrl: pretrainedUrl(),
  manifestUrl: manifestUrl(),
});

self.addEventListener("error", (event) => {
  // The page would end the worker for it.
  if (engine.takeFault(event.error)) event.preventDefault();
});

self.addEventListener("message", async ({ data: { id, command } }: MessageEvent<Request>) => {
  try {
    const result = await engine.handle(command);
    post({ type: "result", id, result }, buffersOf(result));
  } catch (error) {
    post({ type: "rejection", id, failure: failureFrom(error) });
  }
});

post({ type: "running" });
