/**
 * The only place that decides which backend is opened, and gives the reason. It runs in the worker. Unasked it
 * opens the CPU at once and looks for a GPU meanwhile, whose larger bundle is fetched only if there is a usable one;
 * whether that takes over is decided by `handover.ts`.
 */

import type { Failure } from "./failure";
import type { BackendKind, BackendWish } from "./protocol";
import { type BackendReason, Objection, reasonAgainstGpu, reasonOf } from "./reasons";
import type { ThreadsCode } from "./variants";

/** The parts of WebGPU that the choice looks at. */
export interface AdapterLike {
  readonly features: { has(name: string): boolean };
  readonly info: AdapterInfoLike;
}

export interface AdapterInfoLike {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

export interface GpuLike {
  requestAdapter(options: { powerPreference: "high-performance" }): Promise<AdapterLike | null>;
}

/** A GPU that passed its self-test. */
export interface Gpu<S> {
  session: S;
  /** What the browser calls it; the wasm side is not told as much. */
  adapterName: string;
}

export interface OpenedBackend<S> extends BackendReason {
  session: S;
  /** Of a GPU. */
  adapterName?: string;
  /** Of the CPU. */
  threadsCode?: ThreadsCode | undefined;
  /** Opens the GPU that may take over from this CPU, and tells meanwhile what becomes of it; it may fail. */
  prepareGpu?: PrepareGpu<S>;
}

export type PrepareGpu<S> = (tell: (reason: BackendReason) => void) => Promise<Gpu<S>>;

const GPU_PROCESS_MILLIS = 300;
const SOFTWARE_ADAPTER = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

export interface BackendRequest {
  wish: BackendWish;
  /** The most threads on the CPU. */
  threads?: number | undefined;
  /** What happened twice. */
  lastResort?: Failure | undefined;
  /** How the GPU failed this trainer before. Unasked it isn't tried again, or it would fail again and again. */
  gpuFailure?: Failure | undefined;
}

/** Opens what was wished for if it can be had, else the CPU; only a failing CPU is an error. */
export async function openBackend<S>(
  { wish, gpuFailure, lastResort }: BackendRequest,
  gpu: GpuLike | undefined,
  open: (kind: BackendKind) => Promise<S>,
  pause: () => Promise<void> = pauseForGpuProcess,
): Promise<OpenedBackend<S>> {
  const onCpu = async (reason: BackendReason) => ({ session: await open("cpu"), ...reason });
  if (lastResort) return onCpu(reasonOf("last-resort", lastResort.message));
  const failedBefore = gpuFailure && reasonOf("webgpu-failed-before", gpuFailure.message);
  if (wish === "cpu") return onCpu(failedBefore ?? reasonOf("cpu-asked"));
  if (wish === "webgpu") {
    try {
      const adapterName = await usableAdapter(gpu, true, pause);
      const reason = gpuFailure ? reasonOf("webgpu-again", gpuFailure.message) : reasonOf("webgpu-asked");
      return { session: await open("webgpu"), ...reason, adapterName };
    } catch (error) {
      return onCpu(reasonAgainstGpu(error));
    }
  }
  // What is known without asking is said at once.
  if (failedBefore) return onCpu(failedBefore);
  if (!gpu) return onCpu(reasonOf("no-webgpu"));
  const asked = usableAdapter(gpu, false, pause);
  // Whoever prepares the GPU hears of it.
  asked.catch(() => {});
  const prepareGpu: PrepareGpu<S> = async (tell) => {
    const adapterName = await asked;
    tell(reasonOf("gpu-preparing", adapterName));
    return { session: await open("webgpu"), adapterName };
  };
  return { ...(await onCpu(reasonOf("gpu-sought"))), prepareGpu };
}

/** A browser whose GPU process is still starting answers that there is no adapter: seen in Chromium on Linux. */
function pauseForGpuProcess(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, GPU_PROCESS_MILLIS));
}

/** The name of the adapter, if nothing speaks against it. */
async function usableAdapter(
  gpu: GpuLike | undefined,
  isForced: boolean,
  pause: () => Promise<void>,
): Promise<string> {
  if (!gpu) throw new Objection("no-webgpu");
  const ask = () => gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  const adapter = (await ask()) ?? (await pause().then(ask));
  if (!adapter) throw new Objection("no-adapter");

  const name = adapterName(adapter.info);
  if (!isForced && isSoftware(adapter.info)) throw new Objection("software-adapter", name);
  // The engine panics without it: CubeCL measures its kernels with timestamp queries and has no way round.
  if (!adapter.features.has("timestamp-query")) throw new Objection("no-timestamps", name);
  return name;
}

/** Software adapters are slower than the CPU bundle with SIMD, and some Linux browsers hand them out unasked. */
function isSoftware(info: AdapterInfoLike): boolean {
  const words = [info.vendor, info.architecture, info.device, info.description].join(" ");
  return info.isFallbackAdapter === true || SOFTWARE_ADAPTER.test(words);
}

function adapterName(info: AdapterInfoLike): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "unnamed adapter";
}
