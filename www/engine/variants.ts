/**
 * Which of the CPU's bundles this browser loads: with threads where the page may share memory between them, with
 * fused multiply-add where the engine knows relaxed SIMD. Engines that don't would refuse the whole file.
 */

import { relaxedSimd } from "wasm-feature-detect";

export type CpuBundle = "cpu" | "cpu-relaxed" | "cpu-threads" | "cpu-threads-relaxed";

/** Why so many threads; each has its words on the page. */
export type ThreadsCode = "all-cores" | "threads-asked" | "one-core" | "not-isolated" | "threads-failed";

export interface CpuVariant {
  bundle: CpuBundle;
  threads: number;
  threadsCode: ThreadsCode;
}

/** What the choice depends on. */
export interface Surroundings {
  /** Without it a page gets no memory to share. */
  crossOriginIsolated: boolean;
  hardwareConcurrency: number;
  hasRelaxedSimd(): Promise<boolean>;
}

/** The part of a page's or a worker's global scope that tells of them. */
interface ScopeLike {
  crossOriginIsolated: boolean;
  navigator: { hardwareConcurrency: number };
}

/** At 64 images in a mini-batch there is no work for more. */
const MOST_THREADS = 16;

/** `asked` is the most threads that somebody wants. */
export async function chooseVariant(
  asked: number | undefined,
  { crossOriginIsolated, hardwareConcurrency, hasRelaxedSimd }: Surroundings,
): Promise<CpuVariant> {
  const isRelaxed = await hasRelaxedSimd();
  const cores = Math.min(hardwareConcurrency, MOST_THREADS);
  const threads = crossOriginIsolated ? Math.min(cores, asked ?? cores) : 1;
  if (threads > 1) {
    const threadsCode = threads < cores ? "threads-asked" : "all-cores";
    return { bundle: isRelaxed ? "cpu-threads-relaxed" : "cpu-threads", threads, threadsCode };
  }
  let threadsCode: ThreadsCode = "not-isolated";
  if (asked === 1) threadsCode = "threads-asked";
  else if (cores <= 1) threadsCode = "one-core";
  return { ...oneThread(isRelaxed), threadsCode };
}

/** What remains where threads can't be started although the page may share memory. */
export function withoutThreads({ bundle }: CpuVariant): CpuVariant {
  return { ...oneThread(bundle === "cpu-threads-relaxed"), threadsCode: "threads-failed" };
}

function oneThread(isRelaxed: boolean): Pick<CpuVariant, "bundle" | "threads"> {
  return { bundle: isRelaxed ? "cpu-relaxed" : "cpu", threads: 1 };
}

export function surroundingsOf({ crossOriginIsolated, navigator }: ScopeLike): Surroundings {
  const { hardwareConcurrency } = navigator;
  return { crossOriginIsolated, hardwareConcurrency, hasRelaxedSimd: relaxedSimd };
}
