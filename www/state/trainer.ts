/**
 * One trainer of one element: its worker, its state, its promise of being ready. The element shows it and
 * speaks for it; the DOM is none of its business.
 */

import { TrainerClient, type WorkerLike } from "../engine/client";
import { type Failure, failureFrom, TrainerError } from "../engine/failure";
import type { BackendWish, Command, ConfigInput, ResultOf, TrainerEvent } from "../engine/protocol";
import { INITIAL_STATE, isOver, type PageEvent, reduce, type State } from "./store";

export interface TrainerSource {
  wish: BackendWish;
  dataUrl: string;
  config: ConfigInput;
  /** Trains as soon as it can, once. */
  isAutostart: boolean;
}

export class Trainer {
  #state = INITIAL_STATE;
  #client: TrainerClient | undefined;
  #readiness = new Readiness();
  #mustAutostart = false;
  /** Settings changed by hand while there was no engine to judge them, the latest last. */
  readonly #editsForRestart = new Map<string, unknown>();
  /** How the GPU was lost, if it was. */
  #gpuFailure: Failure | undefined;
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
    this.#mustAutostart = source.isAutostart;
    this.#open(source);
  }

  /** After a crash: a new worker with the settings in force and the edits since. What was learned is gone. */
  restart(source: TrainerSource): void {
    this.#readiness = new Readiness();
    const config = this.#state.config ?? source.config;
    const edits = [...this.#editsForRestart];
    this.#editsForRestart.clear();
    this.dispatch({ type: "restarted" });
    this.#open({ ...source, config });
    // Each on top of the settings in force, which stay where an edit is refused.
    for (const [key, value] of edits) void this.#applyKept({ [key]: value });
  }

  /** Goes on with downloading where it stopped. */
  async retryLoading(): Promise<void> {
    this.dispatch({ type: "loading-retried" });
    if (this.#readiness.isRejected) this.#readiness = new Readiness();
    await this.request({ type: "load" });
  }

  /** A change by hand. After a fatal error it is kept for the restart, where the crate judges it. */
  async edit(partial: ConfigInput): Promise<void> {
    if (isOver(this.#state)) this.#keepForRestart(partial);
    else await this.request({ type: "configure", config: partial });
  }

  end(reason: unknown): void {
    this.#client?.end(reason);
    this.#client = undefined;
    this.#readiness.reject(reason);
    this.#readiness = new Readiness();
    this.#editsForRestart.clear();
    this.#gpuFailure = undefined;
    this.#state = INITIAL_STATE;
  }

  request<C extends Command>(command: C): Promise<ResultOf<C>> {
    if (this.#client) return this.#client.request(command);
    return Promise.reject(new DOMException("The trainer is not on a page.", "InvalidStateError"));
  }

  dispatch(event: TrainerEvent | PageEvent): void {
    this.#state = reduce(this.#state, event);
    if (event.type === "fatal" && this.#state.backend?.kind === "webgpu") this.#gpuFailure = event.failure;
    if (event.type === "load-failed" || event.type === "fatal") this.#notReady(event.failure);
    if (event.type === "ready") this.#readiness.resolve();
    this.#onEvent(event);
    if (event.type === "ready") this.#autostart();
  }

  #open({ wish, dataUrl, config }: TrainerSource): void {
    this.#client = new TrainerClient(this.#spawn(), (event) => this.dispatch(event));
    // A failure to open is told as an event.
    this.request({ type: "open", wish, dataUrl, config, gpuFailure: this.#gpuFailure }).catch(ignore);
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

  #keepForRestart(partial: ConfigInput): void {
    for (const [key, value] of Object.entries(partial)) {
      // A recipe that comes after other settings is about them too.
      this.#editsForRestart.delete(key);
      this.#editsForRestart.set(key, value);
    }
  }

  /** At the first time that it can train, however many retries that took. */
  #autostart(): void {
    if (!this.#mustAutostart) return;
    this.#mustAutostart = false;
    // What fails is told as an event.
    this.request({ type: "train", goal: {} }).catch(ignore);
  }

  /** Does nothing to a trainer that was ready before. */
  #notReady(failure: Failure): void {
    this.#readiness.reject(new TrainerError(failure.code, failure.message));
  }
}

class Readiness {
  readonly promise: Promise<void>;
  isRejected = false;
  resolve: () => void = ignore;
  reject: (reason: unknown) => void = ignore;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody has to listen, and an unheard failure is no error of the page: it is shown and told as an event.
    this.promise.catch(() => {
      this.isRejected = true;
    });
  }
}

function ignore(): void {}
