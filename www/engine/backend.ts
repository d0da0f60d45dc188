/**
 * The only place that decides between WebGPU and the CPU, and gives the reason. It runs in the worker, before
 * any wasm is fetched, so that a page without a GPU never downloads the larger bundle.
 */

import { type Failure, failureFrom } from "./failure";
import type { BackendKind, BackendReasonCode, BackendStatus, BackendWish } from "./protocol";

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

/** Why this backend: in English, and as what a page needs to say it in another language. */
export type BackendReason = Pick<BackendStatus, "reason" | "reasonCode" | "reasonDetail">;

export interface OpenedBackend<S> extends BackendReason {
  session: S;
  /** What the browser calls the GPU; the wasm side is not told as much. */
  adapterName?: string;
}

const GPU_PROCESS_MILLIS = 300;
const SOFTWARE_ADAPTER = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

export interface BackendRequest {
  wish: BackendWish;
  /** How the GPU failed this trainer before. Unasked it isn't tried again, or it would fail again and again. */
  gpuFailure?: Failure | undefined;
}

/** Opens what was wished for if it can be had, else the CPU; only a failing CPU is an error. */
export async function openBackend<S>(
  { wish, gpuFailure }: BackendRequest,
  gpu: GpuLike | undefined,
  open: (kind: BackendKind) => Promise<S>,
  pause: () => Promise<void> = pauseForGpuProcess,
): Promise<OpenedBackend<S>> {
  if (wish === "cpu") return { session: await open("cpu"), ...reasonOf("cpu-asked") };
  const isForced = wish === "webgpu";
  try {
    if (gpuFailure && !isForced) throw new Objection("webgpu-failed-before", gpuFailure.message);
    const adapterName = await usableAdapter(gpu, isForced, pause);
    const session = await open("webgpu");
    return { session, ...reasonOf(isForced ? "webgpu-asked" : "gpu-offered"), adapterName };
  } catch (error) {
    const { code, detail } =
      error instanceof Objection ? error : new Objection("webgpu-failed", failureFrom(error).message);
    return { session: await open("cpu"), ...reasonOf(code, detail) };
  }
}

/** Why WebGPU cannot or should not be used here. */
class Objection extends Error {
  readonly code: BackendReasonCode;
  readonly detail: string;

  constructor(code: BackendReasonCode, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

const REASONS: Readonly<Record<BackendReasonCode, (detail: string) => string>> = {
  "cpu-asked": () => "The CPU was asked for.",
  "webgpu-asked": () => "WebGPU was asked for.",
  "gpu-offered": () => "This browser offers a graphics processor.",
  "no-webgpu": () => "This browser has no WebGPU, so the CPU trains.",
  "no-adapter": () => "WebGPU found no graphics adapter, so the CPU trains.",
  "software-adapter": (name) => `The only graphics adapter is software (${name}), so the CPU trains.`,
  "no-timestamps": (name) => `The graphics adapter (${name}) lacks timestamp queries, so the CPU trains.`,
  "webgpu-failed": (message) => `WebGPU failed (${message}), so the CPU trains.`,
  "webgpu-failed-before": (message) => `WebGPU failed before (${message}), so the CPU trains.`,
};

function reasonOf(reasonCode: BackendReasonCode, reasonDetail = ""): BackendReason {
  return { reason: REASONS[reasonCode](reasonDetail), reasonCode, reasonDetail };
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
