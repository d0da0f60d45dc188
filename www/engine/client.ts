/** The page's side of the worker: requests as promises, events to one listener. It knows no DOM. */

import { type Failure, failureFrom, TrainerError } from "./failure";
import type { Command, Message, Request, ResultOf, Results, TrainerEvent } from "./protocol";
import { Watchdog } from "./watchdog";

/** What the client uses of a `Worker`. */
export interface WorkerLike {
  postMessage(request: Request): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Message>) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
}

/** Threads start in a second. Where that fails without hanging, the worker itself gives up sooner. */
const THREADS_MILLIS = 15_000;
const HUNG: Failure = { code: "crashed", message: "The threads did not start.", isOfThreads: true };

interface Pending {
  resolve(result: Results[keyof Results]): void;
  reject(error: unknown): void;
}

export class TrainerClient {
  readonly #worker: WorkerLike;
  readonly #onEvent: (event: TrainerEvent) => void;
  readonly #pending = new Map<number, Pending>();
  /** From the first word on: until then the worker's script may be on a slow way. */
  #watchdog: Watchdog | undefined;
  /** While the worker starts its threads. */
  #threadsTimer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;
  /** Why the worker has ended, once it has. */
  #ended: unknown;

  constructor(worker: WorkerLike, onEvent: (event: TrainerEvent) => void) {
    this.#worker = worker;
    this.#onEvent = onEvent;
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    // The worker answers every error of a command itself; what arrives here kept it from doing so.
    worker.addEventListener("error", (event) => {
      const { message, filename, lineno, colno } = event;
      const detail = filename ? `${filename}:${lineno}:${colno}` : undefined;
      // A script that fails has a message; one that did not arrive has none.
      if (message) this.#crash({ code: "crashed", message, detail });
      else this.#crash({ code: "network", message: "worker: its script did not arrive" });
    });
  }

  request<C extends Command>(command: C): Promise<ResultOf<C>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#post({ id, command });
      // The worker answers a command with the result of its own kind (`Results`).
      this.#pending.set(id, { resolve: (result) => resolve(result as ResultOf<C>), reject });
    });
  }

  /** Ends the worker, and with it the GPU device. Requests under way are rejected with `reason`. */
  end(reason: unknown): void {
    this.#ended ??= reason;
    this.#watchdog?.end();
    clearTimeout(this.#threadsTimer);
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }

  #post(request: Request): void {
    const { command } = request;
    try {
      this.#worker.postMessage(request);
    } catch (error) {
      // A DataCloneError: an argument holds something, like a function, that can't leave this thread.
      const code = "pixels" in command || "image" in command ? "bad-image" : "bad-config";
      throw new TrainerError(code, `${command.type}: ${failureFrom(error).message}`);
    }
  }

  #receive(message: Message): void {
    if (this.#ended === undefined) this.#watchdog ??= this.#watch();
    clearTimeout(this.#threadsTimer);
    switch (message.type) {
      case "starting-threads":
        this.#threadsTimer = setTimeout(() => this.#crash(HUNG), THREADS_MILLIS);
        break;
      case "event":
        if (message.event.type === "fatal") this.#crash(message.event.failure);
        else this.#onEvent(message.event);
        break;
      case "result":
        this.#take(message.id)?.resolve(message.result);
        break;
      case "rejection":
        this.#take(message.id)?.reject(new TrainerError(message.failure.code, message.failure.message));
        break;
    }
  }

  #watch(): Watchdog {
    const silence = { code: "crashed", message: "The worker has not answered for a minute." } as const;
    return new Watchdog(
      () => this.request({ type: "ping" }),
      () => this.#crash(silence),
    );
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #crash(failure: Failure): void {
    if (this.#ended !== undefined) return;
    this.end(new TrainerError(failure.code, failure.message));
    this.#onEvent({ type: "fatal", failure });
  }
}
