/** The strip that says what is going on. */

import type { BackendReasonCode, Phase } from "../../engine/protocol";

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
  /** Why this backend; `detail` is the adapter or the error that the reason names. */
  reasons: Readonly<Record<BackendReasonCode, (detail: string) => string>>;
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
  epochOf: (epoch, epochs) => `${epoch} of ${epochs}`,
  testing: (done, total) => `Testing: ${done} of ${total} images`,
  thisEpoch: (done, total) => `This epoch: ${done} of ${total} mini-batches`,
  download: (done, total) => `Download: ${done} of ${total} MB`,
  kernels: (done, total) => `GPU kernels: ${done} of ${total}`,
  announcement: (headline) => `${headline}.`,
  announcedResult: (headline, epoch, accuracy) =>
    `${headline}. Test accuracy after epoch ${epoch}: ${accuracy}.`,
  announcedProgress: (epoch, percent) => `Epoch ${epoch}, training accuracy ${percent} percent.`,
  reasons: {
    "cpu-asked": () => "The CPU was asked for.",
    "webgpu-asked": () => "WebGPU was asked for.",
    "gpu-offered": () => "This browser offers a graphics processor.",
    "no-webgpu": () => "This browser has no WebGPU, so the CPU trains.",
    "no-adapter": () => "WebGPU found no graphics adapter, so the CPU trains.",
    "software-adapter": (name) => `The only graphics adapter is software (${name}), so the CPU trains.`,
    "no-timestamps": (name) => `The graphics adapter (${name}) lacks timestamp queries, so the CPU trains.`,
    "webgpu-failed": (message) => `WebGPU failed (${message}), so the CPU trains.`,
    "webgpu-failed-before": (message) => `WebGPU failed before (${message}), so the CPU trains.`,
  },
};
