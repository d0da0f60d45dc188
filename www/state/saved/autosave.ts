/**
 * Keeps what is being learned: a checkpoint every half minute, at the end of each epoch, when a training pauses and
 * when the page is left. The last two stay with the page, for a new start after a crash; where there is a store they
 * go there too, for the next visit.
 */

import type { Autosaved, TrainerEvent } from "../../engine/protocol";
import type { PageEvent, State } from "../store";
import { type Kept, keptOf } from "./kept";
import { refusalOf } from "./refusal";

/** Outlives the page. */
export interface RunStore {
  /** Rejects with `storage-full` or whatever else keeps it from being saved. */
  put(kept: Kept): Promise<void>;
}

export interface AutosaveHost {
  save(): Promise<Autosaved>;
  state(): State;
  tell(event: PageEvent): void;
  /** For tests: milliseconds since 1970. */
  now?: () => number;
}

const EVERY_MILLIS = 30_000;
/** Short epochs, and single steps by hand, are not each worth 14 MB of writing. */
const LEAST_PAUSE_MILLIS = 2000;
/** How often it is looked whether a save that others wait for is done. */
const SAVING_MILLIS = 100;
const KEPT = 2;

export class Autosave {
  /** Undefined as long as nothing shall outlive the page. */
  store: RunStore | undefined;
  readonly #host: AutosaveHost;
  readonly #now: () => number;
  /** The newest first. */
  #kept: readonly Kept[] = [];
  #savedAt: number;
  /** What was saved last, so that nothing is saved twice. */
  #savedMark = "";
  /** Counts models: what is written down of one is not kept for the next. */
  #model = 0;
  #isSaving = false;
  /** The store has refused the last one, which is told once. */
  #isRefused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: AutosaveHost) {
    this.#host = host;
    this.#now = host.now ?? Date.now;
    this.#savedAt = this.#now();
  }

  /** The last checkpoints of the present model, the newest first. */
  get kept(): readonly Kept[] {
    return this.#kept;
  }

  /** To be called after the state has changed. */
  receive(event: TrainerEvent | PageEvent): void {
    if (event.type === "configured" && event.restarted)
      this.#forget(event.progress.step > 0 || event.imported);
    else if (event.type === "step" && this.#now() - this.#savedAt >= EVERY_MILLIS) this.#saveSoon();
    else if (event.type === "epoch") this.#saveSoon();
    else if (event.type === "phase" && event.phase === "training") this.#beginWaiting();
    else if (event.type === "phase" && event.phase === "paused") this.#saveSoon();
  }

  /** The page is being left: what can be saved is saved now. */
  saveNow(): void {
    if (this.#isUnsaved) void this.#save();
  }

  /** The model that was kept is in the engine again. */
  resume(): void {
    this.#savedMark = markOf(this.#host.state());
    this.#savedAt = this.#now();
  }

  /** The engine has just been given this checkpoint: with it a new start begins until there is a newer one. */
  adopt(bytes: Uint8Array<ArrayBuffer>): void {
    const state = this.#host.state();
    const { progress } = state;
    if (progress && this.#kept.length === 0) this.#kept = [keptOf({ bytes, progress }, state, this.#now())];
  }

  /** Nothing is saved any more, until a training begins. */
  end(): void {
    this.#forget();
    this.#isRefused = false;
  }

  /** Another model. One that comes from a file has learned something already. */
  #forget(hasLearned = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#model += 1;
    this.#kept = [];
    this.#savedMark = "";
    if (hasLearned) this.#saveSoon();
  }

  /** Half a minute counts from the beginning of a training. */
  #beginWaiting(): void {
    if (!this.#isUnsaved) this.#savedAt = this.#now();
  }

  get #isUnsaved(): boolean {
    const state = this.#host.state();
    // Of a training that has diverged nothing is worth keeping.
    const isWorthIt = state.problem?.code !== "diverged" && state.phase !== "failed";
    const hasLearned = state.isImported || (state.progress?.step ?? 0) > 0;
    return isWorthIt && hasLearned && markOf(state) !== this.#savedMark;
  }

  #saveSoon(): void {
    const wait = this.#savedAt + LEAST_PAUSE_MILLIS - this.#now();
    if (wait <= 0 && !this.#isSaving) this.saveNow();
    else this.#timer ??= setTimeout(() => this.#atLast(), Math.max(wait, this.#isSaving ? SAVING_MILLIS : 0));
  }

  #atLast(): void {
    this.#timer = undefined;
    this.#saveSoon();
  }

  async #save(): Promise<void> {
    const model = this.#model;
    this.#isSaving = true;
    this.#savedAt = this.#now();
    try {
      const saved = await this.#host.save();
      if (model !== this.#model) return;
      const state = this.#host.state();
      const kept = keptOf(saved, state, this.#now());
      this.#savedMark = markOf({ ...state, progress: saved.progress });
      this.#kept = [kept, ...this.#kept.filter(({ step }) => step !== kept.step)].slice(0, KEPT);
      await this.#store(kept, model);
    } catch {
      // The worker has ended, or the training has diverged: both are told by themselves.
    } finally {
      this.#isSaving = false;
    }
  }

  async #store(kept: Kept, model: number): Promise<void> {
    if (!this.store) return;
    const { savedAt, epoch, step } = kept;
    try {
      await this.store.put(kept);
      // Meanwhile there is another one, or the trainer is gone.
      if (model !== this.#model) return;
      this.#isRefused = false;
      this.#host.tell({ type: "saved", saved: { savedAt, epoch, step } });
    } catch (error) {
      if (model !== this.#model) return;
      // Offered to it again, at the latest when the page is left, even if nothing more is learned.
      this.#savedMark = "";
      if (!this.#isRefused) this.#host.tell({ type: "not-saved", ...refusalOf(error) });
      this.#isRefused = true;
    }
  }
}

/** An evaluation changes a run as well as a step does. */
function markOf({ progress, evaluations }: Pick<State, "progress" | "evaluations">): string {
  return `${progress?.step} ${evaluations.length}`;
}
