/**
 * One trainer of one element: its worker, its state, its promise of being ready. The element shows it and
 * speaks for it; the DOM is none of its business. A worker that ends by a fault is replaced, and the training goes
 * on from the last checkpoint.
 */

import { TrainerClient, type WorkerLike } from "../engine/client";
import { type Failure, failureFrom, isFatal, TrainerError } from "../engine/failure";
import type {
  BackendWish,
  Command,
  ConfigInput,
  FilesTaken,
  ResultOf,
  Summary,
  TrainerEvent,
  TrainGoal,
} from "../engine/protocol";
import { KeptEdits } from "./kept-edits";
import { Readiness } from "./readiness";
import { Autosave } from "./saved/autosave";
import { isSound } from "./saved/kept";
import { Recovery, restoring } from "./saved/recovery";
import { type Attempt, Rescue } from "./saved/rescue";
import { INITIAL_STATE, isOver, type PageEvent, reduce, type State } from "./store";
import { TrainingCall } from "./training-call";

export interface TrainerSource {
  wish: BackendWish;
  threads?: number | undefined;
  dataUrl: string;
  config: ConfigInput;
  /** Trains as soon as it can, once. */
  isAutostart: boolean;
}

/** Of the learning rate that a training diverged with. */
const SLOWER = 3;

/** Commands after which a training that a fault interrupted does not go on. */
const STOPPING: ReadonlySet<Command["type"]> = new Set(["pause", "reset"]);

export class Trainer {
  #state = INITIAL_STATE;
  #client: TrainerClient | undefined;
  #source: TrainerSource | undefined;
  #readiness = new Readiness();
  #mustAutostart = false;
  readonly #editsForRestart = new KeptEdits();
  /** From disk, in the place of those that did not come from the host: for every worker. */
  #files: readonly Blob[] = [];
  /** How the GPU was lost, if it was. */
  #gpuFailure: Failure | undefined;
  readonly #rescue = new Rescue();
  /** Under way: ends when a new worker has the model, or when there is no more to be tried. */
  #recovery: Recovery | undefined;
  readonly #calls = new Set<TrainingCall>();
  readonly autosave = new Autosave({
    save: () => this.request({ type: "autosave" }),
    state: () => this.#state,
    tell: (event) => this.dispatch(event),
  });
  readonly #spawn: () => WorkerLike;
  readonly #onEvent: (event: TrainerEvent | PageEvent) => void;

  /** `onEvent` is told after the state has changed. */
  constructor(spawn: () => WorkerLike, onEvent: (event: TrainerEvent | PageEvent) => void) {
    this.#spawn = spawn;
    this.#onEvent = onEvent;
  }

  get state(): State {
    return this.#state;
  }

  get ready(): Promise<void> {
    return this.#readiness.promise;
  }

  start(source: TrainerSource): void {
    this.#source = source;
    this.#mustAutostart = source.isAutostart;
    void this.#open(source, { wish: source.wish });
  }

  /** By hand, when no rescue was left: a new worker with the last checkpoint, and the edits since the fault. */
  restart(source: TrainerSource): void {
    this.#readiness = new Readiness();
    this.#source = source;
    this.#rescue.reset();
    this.dispatch({ type: "restarted" });
    this.#recover({ wish: source.wish, gpuFailure: this.#gpuFailure });
    for (const edit of this.#editsForRestart.take()) void this.#applyKept(edit);
  }

  /** Goes on with downloading where it stopped. */
  async retryLoading(): Promise<void> {
    this.dispatch({ type: "loading-retried" });
    await this.request({ type: "load" });
  }

  /** Files from disk in the place of those that don't come. Every later worker gets them, too. */
  async loadFiles(files: readonly Blob[]): Promise<FilesTaken> {
    // Those that are refused, too: the others of the same choice are not.
    this.#files = [...this.#files, ...files];
    return this.request({ type: "load-files", files });
  }

  /** A change by hand. After a fatal error it is kept for the restart, where the crate judges it. */
  async edit(partial: ConfigInput): Promise<void> {
    // The checkpoint on its way into the new worker would undo it.
    while (this.#recovery) await this.#recovery.ended;
    if (isOver(this.#state)) this.#editsForRestart.keep(partial);
    else await this.request({ type: "configure", config: partial });
  }

  end(reason: unknown): void {
    this.#client?.end(reason);
    this.#client = undefined;
    this.autosave.end();
    this.#readiness.reject(reason);
    this.#readiness = new Readiness();
    this.#editsForRestart.take();
    this.#files = [];
    this.#gpuFailure = undefined;
    this.#rescue.reset();
    for (const call of this.#calls) call.end(reason);
    this.#recovery?.end();
    this.#recovery = undefined;
    this.#state = INITIAL_STATE;
  }

  request<C extends Command>(command: C): Promise<ResultOf<C>> {
    const { type } = command;
    // A worker that trains refuses another model.
    const isStopping = STOPPING.has(type) || (type === "import-model" && this.#recovery);
    if (isStopping) for (const call of this.#calls) call.stop();
    if (this.#client) return this.#client.request(command);
    return Promise.reject(new DOMException("The trainer is not on a page.", "InvalidStateError"));
  }

  /** Trains, through faults of the worker as long as it can be replaced. */
  async train(goal: TrainGoal): Promise<Summary> {
    const call = new TrainingCall(goal);
    this.#calls.add(call);
    try {
      let summary = await this.#trainOnce(goal);
      while (!summary) {
        while (this.#recovery) await this.#recovery.ended;
        call.throwIfEnded();
        if (call.isStopped) return call.stoppedAt(this.#state);
        summary = await this.#trainOnce(call.rest(this.#state.progress));
      }
      return call.summary(summary);
    } finally {
      this.#calls.delete(call);
    }
  }

  /** From the last sound checkpoint, or from the start if there is none, with a third of the learning rate. */
  async trainSlower(): Promise<Summary> {
    const { config } = this.#state;
    const kept = this.autosave.kept.find(isSound);
    if (kept) {
      await this.request(restoring(kept));
      this.autosave.adopt(kept.bytes);
    } else await this.request({ type: "reset", keepSeed: true });
    if (config) {
      const learningRate = Number((config.learningRate / SLOWER).toPrecision(2));
      await this.request({ type: "configure", config: { learningRate } });
    }
    return this.train({});
  }

  dispatch(event: TrainerEvent | PageEvent): void {
    this.#state = reduce(this.#state, event);
    if (event.type === "load-failed" || event.type === "fatal") this.#notReady(event.failure);
    if (event.type === "loading-retried" && this.#readiness.isRejected) this.#readiness = new Readiness();
    if (event.type === "loading-retried") this.#recovery?.retry();
    if (event.type === "ready") this.#readiness.resolve();
    if (event.type === "phase" && event.phase === "training") {
      for (const call of this.#calls) call.began(this.#state.progress);
    }
    if (event.type === "step" && this.#isBeyondFault) this.#rescue.progressed();
    if (!this.#recovery) this.autosave.receive(event);
    this.#onEvent(event);
    if (event.type === "ready") this.#autostart();
  }

  #open(source: TrainerSource, attempt: Attempt): Promise<unknown> {
    const client = new TrainerClient(this.#spawn(), (event) => {
      if (client === this.#client) this.#receive(event);
    });
    this.#client = client;
    const { dataUrl, config } = source;
    const opened = this.request({ type: "open", threads: source.threads, ...attempt, dataUrl, config });
    // A failure to open is told as an event.
    opened.catch(ignore);
    if (this.#files.length > 0)
      this.#client.request({ type: "load-files", files: this.#files }).catch(ignore);
    return opened;
  }

  #receive(event: TrainerEvent): void {
    if (event.type === "fatal" && this.#isRescued(event.failure)) return;
    // Until the checkpoint is in place the curves stay as they are.
    if (!this.#recovery?.isHolding(event)) this.dispatch(event);
  }

  /** Whether another worker takes over. */
  #isRescued(failure: Failure): boolean {
    const { backend, progress } = this.#state;
    if (backend?.kind === "webgpu") this.#gpuFailure = failure;
    const attempt = this.#source && this.#rescue.next(failure, backend?.kind, this.#source.wish);
    if (!attempt) {
      this.#recovery?.end();
      this.#recovery = undefined;
      return false;
    }
    const from = this.autosave.kept[0]?.step ?? 0;
    const lostSteps = Math.max((progress?.step ?? 0) - from, 0);
    this.dispatch({ type: "rescuing", note: { failure, at: Date.now(), step: from, lostSteps } });
    this.#recover(attempt);
    return true;
  }

  /** Opens a worker that goes on from the last checkpoint, if there is one. */
  #recover(attempt: Attempt): void {
    const source = this.#source;
    if (!source) return;
    const { config } = this.#state;
    this.#recovery?.end();
    const recovery = new Recovery(this.autosave.kept, config, (command) => this.request(command));
    this.#recovery = recovery;
    const opened = this.#open({ ...source, config: config ?? source.config }, attempt);
    void recovery.run(opened).then(() => {
      if (this.#recovery !== recovery) return;
      this.#recovery = undefined;
      for (const event of recovery.held) this.dispatch(event);
      this.autosave.resume();
      this.dispatch({ type: "rescued", imagesSeen: this.#state.progress?.imagesSeen ?? 0 });
    });
  }

  /** Undefined if the worker ended by a fault, and another one takes over. */
  async #trainOnce(goal: TrainGoal): Promise<Summary | undefined> {
    const client = this.#client;
    try {
      return await this.request({ type: "train", goal });
    } catch (error) {
      const isReplaced = this.#client !== undefined && client !== this.#client;
      if (isReplaced && error instanceof TrainerError && isFatal(error.code)) return undefined;
      throw error;
    }
  }

  get #isBeyondFault(): boolean {
    const { progress, safety } = this.#state;
    const { step = 0, lostSteps = 0 } = safety.rescue ?? {};
    return (progress?.step ?? 0) > step + lostSteps;
  }

  async #applyKept(edit: ConfigInput): Promise<void> {
    try {
      await this.edit(edit);
    } catch (error) {
      // Kept again if the new engine could not even be opened.
      if (isOver(this.#state)) await this.edit(edit);
      else this.dispatch({ type: "error", failure: failureFrom(error) });
    }
  }

  /** At the first time that it can train, however many retries that took. */
  #autostart(): void {
    if (!this.#mustAutostart) return;
    this.#mustAutostart = false;
    // What fails is told as an event.
    this.train({}).catch(ignore);
  }

  /** Does nothing to a trainer that was ready before. */
  #notReady(failure: Failure): void {
    this.#readiness.reject(new TrainerError(failure.code, failure.message));
  }
}

function ignore(): void {}
