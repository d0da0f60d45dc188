import type { WorkerLike } from "../../www/engine/client";
import type { Message, Request, TrainerEvent } from "../../www/engine/protocol";

/** A worker that answers by hand. */
export class FakeWorker implements WorkerLike {
  readonly requests: Request[] = [];
  isTerminated = false;
  #onMessage: (event: MessageEvent<Message>) => void = () => {};
  #onError: (event: ErrorEvent) => void = () => {};

  postMessage(request: Request): void {
    // As a worker does: what can't be cloned throws.
    this.requests.push(structuredClone(request));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  addEventListener(
    ...listener: ["message", (event: MessageEvent<Message>) => void] | ["error", (event: ErrorEvent) => void]
  ): void {
    if (listener[0] === "message") this.#onMessage = listener[1];
    else this.#onError = listener[1];
  }

  say(message: Message): void {
    this.#onMessage({ data: message } as MessageEvent<Message>);
  }

  break(message: string): void {
    this.#onError({ message } as ErrorEvent);
  }

  tell(event: TrainerEvent): void {
    this.say({ type: "event", event });
  }
}
