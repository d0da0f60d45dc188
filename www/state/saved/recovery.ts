/** Puts the last checkpoint into a new worker, with the settings as they are now. */

import { failureFrom } from "../../engine/failure";
import type { Command, Restoration, ResultOf, TrainConfig, TrainerEvent } from "../../engine/protocol";
import type { Kept } from "./kept";

type Request = <C extends Command>(command: C) => Promise<ResultOf<C>>;

export class Recovery {
  /** With or without success. */
  readonly ended: Promise<void>;
  readonly #kept: readonly Kept[];
  /** The settings in force when the fault came. */
  readonly #config: TrainConfig | undefined;
  readonly #request: Request;
  #end: () => void = () => {};
  #retry: () => void = () => {};
  /** What the worker told of the new model that is to be replaced at once. */
  #held: TrainerEvent[] = [];

  constructor(kept: readonly Kept[], config: TrainConfig | undefined, request: Request) {
    this.#kept = kept;
    this.#config = config;
    this.#request = request;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** To be told if no checkpoint could be put in its place. */
  get held(): readonly TrainerEvent[] {
    return this.#held;
  }

  isHolding(event: TrainerEvent): boolean {
    if (this.#kept.length === 0 || event.type !== "configured" || event.history) return false;
    this.#held = [event];
    return true;
  }

  /** `opened` has been asked for already; what is asked for here comes right behind it. */
  async run(opened: Promise<unknown>): Promise<void> {
    try {
      for (const kept of this.#kept) {
        const restoration = await this.#restore(kept);
        if (restoration) {
          this.#held = [];
          await this.#reapply(restoration.config);
          return;
        }
      }
      await opened;
    } catch {
      // The worker has ended: that is told by itself, and answered by another recovery or by none.
    } finally {
      this.end();
    }
  }

  /** Loading goes on after it stood still. */
  retry(): void {
    this.#retry();
  }

  end(): void {
    this.#end();
  }

  /** Undefined if it can't be continued. A network that fails is waited for. */
  async #restore(kept: Kept): Promise<Restoration | undefined> {
    for (;;) {
      const retried = new Promise<void>((resolve) => {
        this.#retry = resolve;
      });
      try {
        return await this.#request(restoring(kept));
      } catch (error) {
        const { code } = failureFrom(error);
        if (code === "bad-checkpoint") return undefined;
        if (code !== "network" && code !== "bad-data") throw error;
        await retried;
      }
    }
  }

  /** Settings that were changed after the checkpoint was made. */
  async #reapply(restored: TrainConfig): Promise<void> {
    const changed = Object.entries(this.#config ?? {}).filter(
      ([key, value]) =>
        // The name of a recipe follows from the other settings.
        key !== "recipe" && JSON.stringify(value) !== JSON.stringify(restored[key as keyof TrainConfig]),
    );
    if (changed.length > 0) {
      await this.#request({ type: "configure", config: Object.fromEntries(changed) });
    }
  }
}

export function restoring({ bytes }: Pick<Kept, "bytes">): Command & { type: "restore-checkpoint" } {
  return { type: "restore-checkpoint", file: new Blob([bytes]) };
}
