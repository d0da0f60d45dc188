/** Joins a trainer and what the browser keeps of it between visits. Where nothing can be kept, the page says so. */

import { failureFrom, TrainerError } from "../../engine/failure";
import { hasLearned } from "../store";
import type { Trainer } from "../trainer";
import { restoring } from "./recovery";
import { refusalOf } from "./refusal";
import { RunLocks } from "./run-locks";
import { type SavedRun, SavedRuns } from "./saved-runs";
import { Visits } from "./visits";

export class Keeper {
  readonly #trainer: Trainer;
  #visits: Visits | undefined;
  #isEnded = false;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
  }

  async start(): Promise<void> {
    try {
      const runs = await SavedRuns.open();
      const visits = new Visits(runs, new RunLocks(navigator.locks));
      this.#visits = visits;
      if (this.#isEnded) {
        visits.end();
        return;
      }
      this.#trainer.autosave.store = visits;
      await visits.watch((offer) => this.#offer(offer));
    } catch (error) {
      if (!this.#isEnded) this.#trainer.dispatch({ type: "not-saved", ...refusalOf(error) });
    }
  }

  /** Goes on with the run that is offered. */
  async accept(): Promise<void> {
    const { offer } = this.#trainer.state.safety;
    if (!offer || !this.#visits) return;
    this.#trainer.dispatch({ type: "offer-closed" });
    try {
      await this.#restore(offer.run, this.#visits);
    } catch (error) {
      this.#trainer.dispatch({ type: "offered", offer });
      this.#trainer.dispatch({ type: "error", failure: failureFrom(error) });
      return;
    }
    // What fails from here is told as an event.
    if (!offer.isFinished) await this.#trainer.train({}).catch(() => {});
  }

  async discard(): Promise<void> {
    const { offer } = this.#trainer.state.safety;
    if (!offer) return;
    this.#trainer.dispatch({ type: "offer-closed" });
    await this.#visits?.discard(offer.run);
  }

  end(): void {
    this.#isEnded = true;
    this.#visits?.end();
    this.#trainer.autosave.store = undefined;
  }

  /** Nothing is offered to whoever has something to lose. */
  #offer(offer: SavedRun): void {
    const { state } = this.#trainer;
    if (!hasLearned(state) && state.phase !== "training") this.#trainer.dispatch({ type: "offered", offer });
  }

  /** The newest checkpoint that is whole. */
  async #restore(run: string, visits: Visits): Promise<void> {
    let refusal: unknown = new TrainerError("bad-checkpoint", "the browser has lost it");
    for (const bytes of await visits.checkpoints(run)) {
      try {
        await this.#trainer.request(restoring({ bytes }));
        this.#trainer.autosave.adopt(bytes);
        visits.continues(run);
        return;
      } catch (error) {
        refusal = error;
        if (failureFrom(error).code !== "bad-checkpoint") break;
      }
    }
    throw refusal;
  }
}
