/** Why a backend is the one in use: in English, and as what a page needs to say it in another language. */

import { failureFrom } from "./failure";
import type { BackendReasonCode, BackendStatus, Rates } from "./protocol";

export type BackendReason = Pick<BackendStatus, "reason" | "reasonCode" | "reasonDetail" | "rates">;

type Sentence = (detail: string, rates: Readonly<Record<keyof Rates, string>>) => string;

const REASONS: Readonly<Record<BackendReasonCode, Sentence>> = {
  "cpu-asked": () => "The CPU was asked for.",
  "webgpu-asked": () => "WebGPU was asked for.",
  "webgpu-again": (message) => `WebGPU failed (${message}) and was opened again.`,
  "gpu-sought": () => "The CPU trains while a graphics processor is looked for.",
  "gpu-preparing": (name) => `The CPU trains while the graphics processor (${name}) is prepared.`,
  "gpu-waiting": (name) =>
    `The graphics processor (${name}) is ready; a few mini-batches of the training show whether it is faster.`,
  "gpu-faster": (_name, { gpu, cpu }) =>
    `The graphics processor trains ${gpu} images per second here, the CPU ${cpu}.`,
  "gpu-slower": (name, { gpu, cpu }) =>
    `The graphics processor (${name}) trains ${gpu} images per second here, the CPU ${cpu}, so the CPU trains.`,
  "no-webgpu": () => "This browser has no WebGPU, so the CPU trains.",
  "no-adapter": () => "WebGPU found no graphics adapter, so the CPU trains.",
  "software-adapter": (name) => `The only graphics adapter is software (${name}), so the CPU trains.`,
  "no-timestamps": (name) => `The graphics adapter (${name}) lacks timestamp queries, so the CPU trains.`,
  "webgpu-failed": (message) => `WebGPU failed (${message}), so the CPU trains.`,
  "last-resort": (message) => `After the engine failed twice (${message}), the CPU trains, with one thread.`,
  "webgpu-failed-before": (message) => `WebGPU failed before (${message}), so the CPU trains.`,
};

/** Why WebGPU cannot or should not be used here. */
export class Objection extends Error {
  readonly code: BackendReasonCode;
  readonly detail: string;

  constructor(code: BackendReasonCode, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export function reasonOf(reasonCode: BackendReasonCode, detail = "", rates?: Rates): BackendReason {
  // What a driver says goes on for lines; who reports a fault has all of it.
  const [reasonDetail = ""] = detail.split("\n");
  const { gpu = 0, cpu = 0 } = rates ?? {};
  const shown = { gpu: rounded(gpu), cpu: rounded(cpu) };
  return { reason: REASONS[reasonCode](reasonDetail, shown), reasonCode, reasonDetail, rates };
}

/** Why the CPU is in use, after what kept the GPU from it. */
export function reasonAgainstGpu(error: unknown): BackendReason {
  if (error instanceof Objection) return reasonOf(error.code, error.detail);
  return reasonOf("webgpu-failed", failureFrom(error).message);
}

function rounded(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}
