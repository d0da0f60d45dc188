/** Loads one of the two wasm bundles. Dynamic imports, so that only the one in use is ever fetched. */

import { TrainerError } from "./failure";
import type { BackendKind, KernelsMade, TrainerSession } from "./protocol";

/** `onKernels` hears how many of a GPU's kernels are compiled. */
export async function openSession(
  kind: BackendKind,
  onKernels: (made: KernelsMade) => void,
): Promise<TrainerSession> {
  const bundle = await load(kind);
  return bundle.Session.open(kind, (done, total) => onKernels({ done, total }));
}

async function load(kind: BackendKind) {
  try {
    const bundle =
      kind === "webgpu"
        ? await import("../../pkg/webgpu/fashion_trainer.js")
        : await import("../../pkg/cpu/fashion_trainer.js");
    // Without an argument the bundle fetches the .wasm beside itself, which Vite has given its hashed name.
    await bundle.default();
    return bundle;
  } catch (error) {
    // What does not arrive is a TypeError; what arrives and cannot run is a WebAssembly error, and a crash.
    if (error instanceof TypeError) throw new TrainerError("network", `${kind} engine: ${error.message}`);
    throw error;
  }
}
