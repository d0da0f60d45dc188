/** Loads the wasm bundles. Dynamic imports, so that only what is in use is ever fetched. */

import { download } from "./download";
import { failureFrom, TrainerError } from "./failure";
import type { BackendKind, KernelsMade, TrainerSession } from "./protocol";
import { startThreads, type Threads } from "./threads";
import { type CpuVariant, chooseVariant, type Surroundings, withoutThreads } from "./variants";

const LOADERS = {
  webgpu: () => import("../../pkg/webgpu/fashion_trainer.js"),
  cpu: () => import("../../pkg/cpu/fashion_trainer.js"),
  "cpu-relaxed": () => import("../../pkg/cpu-relaxed/fashion_trainer.js"),
  "cpu-threads": () => import("../../pkg/cpu-threads/fashion_trainer.js"),
  "cpu-threads-relaxed": () => import("../../pkg/cpu-threads-relaxed/fashion_trainer.js"),
};

type BundleName = keyof typeof LOADERS;

/** The largest has 13 MB. */
const MOST_BYTES = 64 << 20;

interface Bundle {
  default: (input?: { module_or_path: BufferSource }) => Promise<unknown>;
  Session: Awaited<ReturnType<typeof LOADERS.cpu>>["Session"];
  initThreadPool?: (threads: number) => Promise<unknown>;
  /** vite.config.ts adds both: where the bundle's .wasm is; and what lets go of the instance, whose memory would never shrink. */
  wasmUrl?: URL;
  release?: () => void;
}

export interface CpuSession {
  session: TrainerSession;
  variant: CpuVariant;
}

/** `onKernels` hears how many of the GPU's kernels are compiled. */
export async function openGpuSession(onKernels: (made: KernelsMade) => void): Promise<TrainerSession> {
  return openSession(await load("webgpu"), "webgpu", undefined, onKernels);
}

/** With `threads` threads at most. `onThreads` is called before they are started, which may hang. */
export async function openCpuSession(
  threads: number | undefined,
  surroundings: Surroundings,
  onThreads: () => void,
): Promise<CpuSession> {
  const variant = await chooseVariant(threads, surroundings);
  const session = variant.threads > 1 ? await openWithThreads(variant, onThreads) : undefined;
  if (session) return { session, variant };
  const alone = variant.threads > 1 ? withoutThreads(variant) : variant;
  return { session: await openSession(await load(alone.bundle), "cpu"), variant: alone };
}

/** Undefined where the browser can't start the threads, or can't give them the memory to share. */
async function openWithThreads(
  { bundle: name, threads }: CpuVariant,
  onThreads: () => void,
): Promise<TrainerSession | undefined> {
  let bundle: Bundle | undefined;
  let started: Threads | undefined;
  try {
    const loaded = await load(name);
    bundle = loaded;
    onThreads();
    started = await startThreads((count) => loaded.initThreadPool?.(count), threads);
    if (started) return await openSession(loaded, "cpu", started);
  } catch (error) {
    // One thread would not come by this line either.
    if (failureFrom(error).code === "network") throw error;
    started?.end();
  }
  bundle?.release?.();
  return undefined;
}

async function openSession(
  bundle: Bundle,
  kind: BackendKind,
  threads?: Threads,
  onKernels?: (made: KernelsMade) => void,
): Promise<TrainerSession> {
  const session = await bundle.Session.open(kind, (done, total) => onKernels?.({ done, total }));
  const free = session.free.bind(session);
  session.free = () => {
    try {
      free();
    } finally {
      threads?.end();
      bundle.release?.();
    }
  };
  return session;
}

async function load(name: BundleName): Promise<Bundle> {
  try {
    const bundle: Bundle = await LOADERS[name]();
    await initialise(bundle);
    return bundle;
  } catch (error) {
    // What arrives and can't run is a crash; all else is on the way here, a TypeError or wasm-bindgen's own error.
    if (!(error instanceof Error) || cannotRun(error)) throw error;
    const code = error instanceof WebAssembly.CompileError ? "bad-data" : "network";
    throw new TrainerError(code, `${name} engine: ${error.message}`);
  }
}

/** Compiled while it arrives; if that fails, with patience, and past a cache that may hold a damaged copy. */
async function initialise(bundle: Bundle): Promise<void> {
  try {
    // Without an argument the bundle fetches the .wasm beside itself, which Vite has given its hashed name.
    await bundle.default();
  } catch (error) {
    if (!bundle.wasmUrl || !(error instanceof Error) || cannotRun(error)) throw error;
    const bytes = await download(bundle.wasmUrl, {
      fetch: (...request) => fetch(...request),
      reload: true,
      mostBytes: MOST_BYTES,
    });
    await bundle.default({ module_or_path: bytes });
  }
}

/** RangeError: there is no room for its memory. */
function cannotRun(error: Error): boolean {
  const { LinkError, RuntimeError } = WebAssembly;
  return [LinkError, RuntimeError, RangeError].some((kind) => error instanceof kind);
}
