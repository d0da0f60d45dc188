/** Puts the state into words and numbers for people. */

import type { Progress, StepReport } from "../engine/protocol";
import { isFinished, type State } from "./store";

/** A progress bar and what it counts. */
export interface Bar {
  label: string;
  done: number;
  total: number;
}

export interface Status {
  /** What is going on, in a word or two. */
  headline: string;
  /** What is going on, in a sentence. */
  detail: string;
  backend: string;
  reason: string;
  epoch: string;
  step: string;
  speed: string;
  timeLeft: string;
  bars: Bar[];
  /** For screen readers: changes with phases and epochs, not with every step. */
  announcement: string;
}

const NONE = "–";
const BYTES_PER_MEGABYTE = 1e6;
/** Reports that the shown speed is averaged over, so that it can be read. */
const SPEED_REPORTS = 8;

const integers = new Intl.NumberFormat("en");

export function formatInteger(value: number): string {
  return integers.format(value);
}

/** 0.8765 as "87.65 %", with a narrow no-break space. */
export function formatShare(value: number | undefined): string {
  return value === undefined ? NONE : `${(value * 100).toFixed(2)}\u202f%`;
}

/** Coarser the longer it is, so that it does not flicker. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NONE;
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function statusOf(state: State): Status {
  const { backend, progress } = state;
  const isDone = state.phase === "paused" && isFinished(state);
  const speed = imagesPerSecond(state);
  return {
    headline: headline(state, isDone),
    detail: detail(state, isDone),
    backend: backend ? `${backend.kind === "webgpu" ? "WebGPU" : "CPU"}: ${backend.name}` : NONE,
    reason: backend?.reason ?? "",
    epoch: progress ? epochShown(state, progress) : NONE,
    step: progress ? formatInteger(progress.step) : NONE,
    speed: speed ? formatInteger(Math.round(speed)) : NONE,
    timeLeft: timeLeft(state, speed),
    bars: [workBar(state), downloadBar(state)].filter((bar) => bar !== undefined),
    announcement: announcement(state, isDone),
  };
}

function headline(state: State, isDone: boolean): string {
  if (isDone) return "Done";
  if (state.isPausing) return "Pausing";
  if (state.phase === "training" && state.evaluation) return "Testing";
  const words = {
    opening: "Starting",
    loading: "Loading",
    ready: "Ready",
    training: "Training",
    paused: "Paused",
    failed: "Stopped",
  };
  return words[state.phase];
}

function detail(state: State, isDone: boolean): string {
  if (isDone) return "All epochs are complete. Raise the number of epochs to train further.";
  switch (state.phase) {
    case "opening":
      return "Looking for the fastest way to train on this device.";
    case "loading":
      return "Fetching the images. Training can begin with the first part of them.";
    case "ready":
      return state.isImported
        ? "The network comes from a file, with what it had learned. Train goes on from there."
        : "Nothing is learned yet. Press Train.";
    case "failed":
      return "See the message above.";
    case "paused":
      return "The network keeps what it has learned. Train goes on from here.";
    case "training":
      return trainingDetail(state);
  }
}

function trainingDetail(state: State): string {
  if (state.isPausing) return "Stops after the mini-batch in flight.";
  if (state.evaluation)
    return "Counting how many images the network gets right: those for testing, then some of those for training.";
  if (stepsHere(state).length === 0 && state.backend?.kind === "webgpu") {
    return "Preparing the GPU kernels. The first mini-batch takes longer than the others.";
  }
  return "The network looks at clothes, guesses, and corrects its weights.";
}

/** The evaluation, else the epoch. */
function workBar({ evaluation, progress }: State): Bar | undefined {
  if (evaluation) {
    const { done, total } = evaluation;
    return { label: `Testing: ${formatInteger(done)} of ${formatInteger(total)} images`, done, total };
  }
  if (!progress || progress.step === 0) return undefined;
  const total = progress.stepsPerEpoch;
  const done = isAtEnd(progress) ? total : progress.stepInEpoch;
  return { label: `This epoch: ${formatInteger(done)} of ${formatInteger(total)} mini-batches`, done, total };
}

/** Until everything is here; training may already run meanwhile. */
function downloadBar({ download }: State): Bar | undefined {
  if (!download || download.loadedBytes >= download.totalBytes) return undefined;
  const { loadedBytes: done, totalBytes: total } = download;
  const megabytes = (bytes: number) => (bytes / BYTES_PER_MEGABYTE).toFixed(1);
  return { label: `Download: ${megabytes(done)} of ${megabytes(total)} MB`, done, total };
}

function announcement(state: State, isDone: boolean): string {
  const last = state.evaluations.at(-1);
  const result = last ? ` Test accuracy after epoch ${last.epoch}: ${formatShare(last.accuracy)}.` : "";
  return `${headline(state, isDone)}.${result}`;
}

/** The epoch under way; at its end, while it is tested and after the last one, still that epoch. */
function epochShown({ evaluation }: State, progress: Progress): string {
  const isBetween = isAtEnd(progress) || (evaluation !== undefined && progress.stepInEpoch === 0);
  const epoch = Math.max(isBetween ? progress.epoch : progress.epoch + 1, 1);
  // `train({ epochs })` goes on past the configured end.
  return epoch > progress.epochs ? `${epoch}` : `${epoch} of ${progress.epochs}`;
}

/** Between two epochs, with all that the settings ask for complete. */
function isAtEnd(progress: Progress): boolean {
  return progress.finished && progress.stepInEpoch === 0;
}

/** Until the configured end; past it, nobody but the caller of `train` knows. */
function timeLeft({ phase, progress, config }: State, speed: number): string {
  if (phase !== "training" || !speed || !progress || !config || progress.finished) return NONE;
  return formatDuration((progress.epochs * config.trainSize - progress.imagesSeen) / speed);
}

/** Without those of a restored history: another device may have made them. */
function stepsHere({ steps, restoredSteps }: State): readonly StepReport[] {
  return steps.slice(restoredSteps);
}

function imagesPerSecond(state: State): number {
  const reports = stepsHere(state).slice(-SPEED_REPORTS);
  return reports.reduce((sum, report) => sum + report.imagesPerSecond, 0) / Math.max(reports.length, 1);
}
