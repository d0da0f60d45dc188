/** Puts the state into words and numbers for people. */

import type { BackendStatus, KernelsMade, Progress, StepReport } from "../engine/protocol";
import type { Words } from "../words";
import { NONE } from "../words/numbers";
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
  /** For screen readers, now and then: how far the training is. Empty while there is none. */
  progress: string;
}

const BYTES_PER_MEGABYTE = 1e6;
/** Reports that shown speed and announced accuracy are averaged over, so that they can be read. */
const RECENT_REPORTS = 8;

export function statusOf(state: State, words: Words): Status {
  const { backend, progress } = state;
  const { status, numbers } = words;
  const key = headlineOf(state);
  const speed = imagesPerSecond(state);
  return {
    headline: status.headlines[key],
    detail: waiting(state, words) ?? status.details[detailOf(state, key)],
    backend: backend ? nameOf(backend, words) : NONE,
    reason: backend ? reasonOf(state, backend, words) : "",
    epoch: progress ? epochShown(state, progress, words) : NONE,
    step: progress ? numbers.integer(progress.step) : NONE,
    speed: speed ? numbers.integer(Math.round(speed)) : NONE,
    timeLeft: timeLeft(state, speed, words),
    bars: barsOf(state, words),
    announcement: announcement(state, key, words),
    progress: key === "training" ? announcedProgress(state, words) : "",
  };
}

type Headline = keyof Words["status"]["headlines"];

function headlineOf(state: State): Headline {
  if (state.phase === "paused" && isFinished(state)) return "done";
  if (state.isPausing) return "pausing";
  return state.phase === "training" && state.evaluation ? "testing" : state.phase;
}

function detailOf(state: State, headline: Headline): keyof Words["status"]["details"] {
  if (headline === "opening" && state.kernels) return "kernels";
  if (headline === "ready" && state.isImported) return "imported";
  return headline === "training" ? "learning" : headline;
}

/** More urgent than anything else there is to say. */
function waiting({ waiting }: State, { status, numbers }: Words): string | undefined {
  return waiting && status.waiting(numbers.integer(waiting.retry), numbers.integer(waiting.retries));
}

function nameOf({ kind, name, threads }: BackendStatus, { status }: Words): string {
  return kind === "webgpu" ? `WebGPU: ${name}` : status.cpu(name, threads);
}

function reasonOf({ kernels }: State, backend: BackendStatus, words: Words): string {
  const { status, numbers } = words;
  const { reasonCode, reasonDetail, rates, threadsCode } = backend;
  const rate = (value = 0) => numbers.integer(Math.round(value));
  const reason = status.reasons[reasonCode](reasonDetail, { gpu: rate(rates?.gpu), cpu: rate(rates?.cpu) });
  if (kernels) return status.reasonWithCount(reason, kernelsMade(kernels, words));
  const ofThreads = threadsCode && status.threads[threadsCode];
  return ofThreads ? `${reason} ${ofThreads}` : reason;
}

function kernelsMade({ done, total }: KernelsMade, { status, numbers }: Words): string {
  return status.kernels(numbers.integer(done), numbers.integer(total));
}

/** One of them at least once it is ready: what is below should not move when the other goes. */
function barsOf(state: State, words: Words): Bar[] {
  const work = workBar(state, words);
  const download = downloadBar(state, words);
  const isUntouched = state.progress?.step === 0 && !state.evaluation;
  const bars = [kernelsBar(state, words), isUntouched && download ? undefined : work, download];
  return bars.filter((bar) => bar !== undefined);
}

/** While a GPU is opened that everything waits for; beside a training, the reason counts them. */
function kernelsBar({ kernels, backend }: State, words: Words): Bar | undefined {
  return kernels && !backend ? { label: kernelsMade(kernels, words), ...kernels } : undefined;
}

/** The evaluation, else the epoch. */
function workBar({ evaluation, progress }: State, { status, numbers }: Words): Bar | undefined {
  if (evaluation) {
    const { done, total } = evaluation;
    return { label: status.testing(numbers.integer(done), numbers.integer(total)), done, total };
  }
  if (!progress) return undefined;
  const total = progress.stepsPerEpoch;
  const done = isAtEnd(progress) ? total : progress.stepInEpoch;
  return { label: status.thisEpoch(numbers.integer(done), numbers.integer(total)), done, total };
}

/** Until everything is here; training may already run meanwhile. */
function downloadBar({ download }: State, { status, numbers }: Words): Bar | undefined {
  if (!download || download.loadedBytes >= download.totalBytes) return undefined;
  const { loadedBytes: done, totalBytes: total } = download;
  const megabytes = (bytes: number) => numbers.fixed(bytes / BYTES_PER_MEGABYTE, 1);
  return { label: status.download(megabytes(done), megabytes(total)), done, total };
}

/** With the last result, but for the time while the next one is being counted. */
function announcement({ evaluations }: State, key: Headline, { status, numbers }: Words): string {
  const last = evaluations.at(-1);
  const headline = status.headlines[key];
  if (!last || key === "testing") return status.announcement(headline);
  return status.announcedResult(headline, `${last.epoch}`, numbers.share(last.accuracy));
}

/** In whole per cent, since a voice takes long for more. */
function announcedProgress(state: State, words: Words): string {
  const reports = recentReports(state);
  if (!state.progress || reports.length === 0) return "";
  const accuracy = reports.reduce((sum, report) => sum + report.accuracy, 0) / reports.length;
  const percent = words.numbers.integer(accuracy * 100);
  return words.status.announcedProgress(epochShown(state, state.progress, words), percent);
}

/** The epoch under way; at its end, while it is tested and after the last one, still that epoch. */
function epochShown({ evaluation }: State, progress: Progress, { status }: Words): string {
  const isBetween = isAtEnd(progress) || (evaluation !== undefined && progress.stepInEpoch === 0);
  const epoch = Math.max(isBetween ? progress.epoch : progress.epoch + 1, 1);
  // `train({ epochs })` goes on past the configured end.
  return epoch > progress.epochs ? `${epoch}` : status.epochOf(`${epoch}`, `${progress.epochs}`);
}

/** Between two epochs, with all that the settings ask for complete. */
function isAtEnd(progress: Progress): boolean {
  return progress.finished && progress.stepInEpoch === 0;
}

/** Until the configured end; past it, nobody but the caller of `train` knows. */
function timeLeft({ phase, progress, config }: State, speed: number, { numbers }: Words): string {
  if (phase !== "training" || !speed || !progress || !config || progress.finished) return NONE;
  return numbers.duration((progress.epochs * config.trainSize - progress.imagesSeen) / speed);
}

/** Without those of a restored history: another device may have made them. */
function recentReports({ steps, restoredSteps }: State): readonly StepReport[] {
  return steps.slice(Math.max(restoredSteps, steps.length - RECENT_REPORTS));
}

function imagesPerSecond(state: State): number {
  const reports = recentReports(state);
  return reports.reduce((sum, report) => sum + report.imagesPerSecond, 0) / Math.max(reports.length, 1);
}

/** Milliseconds that a progress is not followed by another, so that a voice is not always talking. */
export const ANNOUNCEMENT_PAUSE = 5000;

/** What a screen reader hears: phases and epochs at once, and now and then how far the training is. */
export class Announcer {
  #said = "";
  #announcement = "";
  #saidAt = Number.NEGATIVE_INFINITY;

  /** What is to be heard at the time `now`, in milliseconds: what was said last, or something new. */
  say({ announcement, progress }: Status, now: number): string {
    const isNew = announcement !== this.#announcement;
    const isDue = progress !== "" && now - this.#saidAt >= ANNOUNCEMENT_PAUSE;
    if (!isNew && !isDue) return this.#said;
    this.#announcement = announcement;
    const said = isNew ? announcement : progress;
    if (said !== this.#said) this.#saidAt = now;
    this.#said = said;
    return said;
  }
}
