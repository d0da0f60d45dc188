/**
 * The only place that decides between WebGPU and the CPU, and the only one that words the reason. It runs in
 * the worker, before any wasm is fetched, so that a page without a GPU never downloads the larger bundle.
 */

import { type Failure, failureFrom } from "./failure";
import type { BackendKind, BackendWish } from "./protocol";

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

export interface OpenedBackend<S> {
  session: S;
  reason: string;
  /** What the browser calls the GPU; the wasm side is not told as much. */
  adapterName?: string;
}

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
): Promise<OpenedBackend<S>> {
  if (wish === "cpu") return { session: await open("cpu"), reason: "The CPU was asked for." };
  const isForced = wish === "webgpu";
  try {
    if (gpuFailure && !isForced) throw new Objection(`WebGPU failed before (${gpuFailure.message})`);
    const adapterName = await usableAdapter(gpu, isForced);
    const session = await open("webgpu");
    const reason = isForced ? "WebGPU was asked for." : "This browser offers a graphics processor.";
    return { session, reason, adapterName };
  } catch (error) {
    const objection =
      error instanceof Objection ? error.message : `WebGPU failed (${failureFrom(error).message})`;
    return { session: await open("cpu"), reason: `${objection}, so the CPU trains.` };
  }
}

/** Why WebGPU cannot or should not be used here. */
class Objection extends Error {}

/** The name of the adapter, if nothing speaks against it. */
async function usableAdapter(gpu: GpuLike | undefined, isForced: boolean): Promise<string> {
  if (!gpu) throw new Objection("This browser has no WebGPU");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter) throw new Objection("WebGPU found no graphics adapter");

  const name = adapterName(adapter.info);
  if (!isForced && isSoftware(adapter.info)) {
    throw new Objection(`The only graphics adapter is software (${name})`);
  }
  // The engine panics without it: CubeCL measures its kernels with timestamp queries and has no way round.
  if (!adapter.features.has("timestamp-query")) {
    throw new Objection(`The graphics adapter (${name}) lacks timestamp queries`);
  }
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
