/**
 * One trainer of one element: its worker, its state, its promise of being ready. The element shows it and
 * speaks for it; the DOM is none of its business.
 */

import { TrainerClient, type WorkerLike } from "../engine/client";
import { type Failure, TrainerError } from "../engine/failure";
import type { BackendWish, Command, ConfigInput, ResultOf, TrainerEvent } from "../engine/protocol";
import { INITIAL_STATE, type PageEvent, reduce, type State } from "./store";

export interface TrainerSource {
  wish: BackendWish;
  dataUrl: string;
  config: ConfigInput;
}

export class Trainer {
  #state = INITIAL_STATE;
  #client: TrainerClient | undefined;
  #readiness = readiness();
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
    this.#client = new TrainerClient(this.#spawn(), (event) => this.dispatch(event));
    // A failure to open is told as an event.
    this.request({ type: "open", ...source }).catch(() => undefined);
  }

  /** After a crash: a new worker with the settings in force. What was learned is gone. */
  restart(source: TrainerSource): void {
    this.#readiness = readiness();
    const config = this.#state.config ?? source.config;
    this.dispatch({ type: "restarted" });
    this.start({ ...source, config });
  }

  /** Goes on with downloading where it stopped. */
  async retryLoading(): Promise<void> {
    this.dispatch({ type: "problem-closed" });
    if (this.#readiness.isRejected) this.#readiness = readiness();
    await this.request({ type: "load" });
  }

  end(reason: unknown): void {
    this.#client?.end(reason);
    this.#client = undefined;
    this.#readiness.reject(reason);
    this.#readiness = readiness();
    this.#state = INITIAL_STATE;
  }

  request<C extends Command>(command: C): Promise<ResultOf<C>> {
    if (this.#client) return this.#client.request(command);
    return Promise.reject(new DOMException("The trainer is not on a page.", "InvalidStateError"));
  }

  dispatch(event: TrainerEvent | PageEvent): void {
    this.#state = reduce(this.#state, event);
    if (event.type === "ready") this.#readiness.resolve();
    if (event.type === "load-failed" || event.type === "fatal") this.#notReady(event.failure);
    this.#onEvent(event);
  }

  /** Does nothing to a trainer that was ready before. */
  #notReady(failure: Failure): void {
    this.#readiness.reject(new TrainerError(failure.code, failure.message));
  }
}

interface Readiness {
  promise: Promise<void>;
  isRejected: boolean;
  resolve(): void;
  reject(reason: unknown): void;
}

function readiness(): Readiness {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const state: Readiness = { promise, isRejected: false, resolve, reject };
  // Nobody has to listen, and an unheard failure is no error of the page: it is shown and told as an event.
  promise.catch(() => {
    state.isRejected = true;
  });
  return state;
}
