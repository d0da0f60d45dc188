/** The strip that says what is going on. */

import type { BackendReasonCode, Phase, Rates, ThreadsCode } from "../../engine/protocol";

export interface StatusWords {
  title: string;
  epoch: string;
  step: string;
  speed: string;
  timeLeft: string;
  backend: string;
  /** What is going on, in a word or two. */
  headlines: Readonly<Record<Phase | "pausing" | "testing" | "done", string>>;
  /** What is going on, in a sentence. */
  details: Readonly<
    Record<
      Exclude<Phase, "training"> | "imported" | "kernels" | "learning" | "pausing" | "testing" | "done",
      string
    >
  >;
  /** A file did not come and will be asked for again. */
  waiting(retry: string, retries: string): string;
  epochOf(epoch: string, epochs: string): string;
  testing(done: string, total: string): string;
  thisEpoch(done: string, total: string): string;
  download(done: string, total: string): string;
  /** Programs of the GPU that are compiled. */
  kernels(done: string, total: string): string;
  /** For screen readers: what was said above, and the last result. */
  announcement(headline: string): string;
  announcedResult(headline: string, epoch: string, accuracy: string): string;
  /** For screen readers, every few seconds while it trains. */
  announcedProgress(epoch: string, percent: string): string;
  /** The CPU by its name, and with how many threads. */
  cpu(name: string, threads: number): string;
  /** Why so many, where there is anything to be said of it. */
  threads: Readonly<Partial<Record<ThreadsCode, string>>>;
  /** Why this backend; `detail` is the adapter or the error that the reason names, `rates` are images per second. */
  reasons: Readonly<
    Record<BackendReasonCode, (detail: string, rates: Readonly<Record<keyof Rates, string>>) => string>
  >;
  /** The reason, and how far something is that it speaks of. */
  reasonWithCount(reason: string, count: string): string;
}

export const status: StatusWords = {
  title: "Status",
  epoch: "Epoch",
  step: "Mini-batch",
  speed: "Images / s",
  timeLeft: "Time left",
  backend: "Trains on",
  headlines: {
    opening: "Starting",
    loading: "Loading",
    ready: "Ready",
    training: "Training",
    paused: "Paused",
    failed: "Stopped",
    pausing: "Pausing",
    testing: "Testing",
    done: "Done",
  },
  details: {
    opening: "Looking for the fastest way to train on this device.",
    loading: "Fetching the images. Training can begin with the first part of them.",
    ready: "Nothing is learned yet. Press Train.",
    imported: "The network comes from a file, with what it had learned. Train goes on from there.",
    paused: "The network keeps what it has learned. Train goes on from here.",
    failed: "See the message above.",
    kernels: "Preparing the graphics processor: its programs are compiled, once for every visit.",
    learning: "The network looks at clothes, guesses, and corrects its weights.",
    pausing: "Stops after the mini-batch in flight.",
    testing:
      "Counting how many images the network gets right: those for testing, then some of those for training.",
    done: "All epochs are complete. Raise the number of epochs to train further.",
  },
  waiting: (retry, retries) =>
    `A file did not arrive. It will be asked for again in a moment (${retry} of ${retries}).`,
  epochOf: (epoch, epochs) => `${epoch} of ${epochs}`,
  testing: (done, total) => `Testing: ${done} of ${total} images`,
  thisEpoch: (done, total) => `This epoch: ${done} of ${total} mini-batches`,
  download: (done, total) => `Download: ${done} of ${total} MB`,
  kernels: (done, total) => `GPU kernels: ${done} of ${total}`,
  announcement: (headline) => `${headline}.`,
  announcedResult: (headline, epoch, accuracy) =>
    `${headline}. Test accuracy after epoch ${epoch}: ${accuracy}.`,
  announcedProgress: (epoch, percent) => `Epoch ${epoch}, training accuracy ${percent} percent.`,
  reasonWithCount: (reason, count) => `${reason} ${count}.`,
  cpu: (name, threads) => `CPU: ${name}, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
  threads: {
    "one-core": "This device has one core.",
    "not-isolated": "More threads need a host that isolates the page.",
    "threads-failed": "More threads could not be started.",
  },
  reasons: {
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
    "last-resort": (message) =>
      `After the engine failed twice (${message}), the CPU trains, with one thread.`,
    "webgpu-failed-before": (message) => `WebGPU failed before (${message}), so the CPU trains.`,
  },
};
