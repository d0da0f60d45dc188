/**
 * The loop between two commands: a mini-batch, or a chunk of an evaluation, or nothing. The command queue
 * calls `work` as long as it says that there may be more.
 */

import { Evaluation } from "./evaluation";
import { type Failure, TrainerError } from "./failure";
import type { StepReport, Summary, TrainerEvent, TrainerSession, TrainGoal } from "./protocol";
import { Run } from "./run";

export interface TrainingHost {
  emit(event: TrainerEvent): void;
  /** Trains on one mini-batch. */
  step(session: TrainerSession): Promise<StepReport | undefined>;
  /** Why no further data comes, if so. */
  loadFailure(): Failure | undefined;
  /** False as long as the manifest or a shard that the next mini-batch needs is missing. */
  hasNextShard(session: TrainerSession): boolean;
  /** The same for the test images. */
  hasTestShards(session: TrainerSession): boolean;
  /** A run has begun or ended. */
  onChange(): void;
  onError(error: unknown): void;
}

export class Training {
  readonly evaluation = new Evaluation();
  readonly #host: TrainingHost;
  #run: Run | undefined;

  constructor(host: TrainingHost) {
    this.#host = host;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  /** It ends after the mini-batch in flight. */
  get isStopping(): boolean {
    return this.#run?.stopping === true;
  }

  refuseWhileRunning(reason: string): void {
    if (this.#run) throw new TrainerError("busy", `Pause first: ${reason}.`);
  }

  /** Begins a run. Wrapped, so that waiting for this answer does not wait for the run's end. */
  start(goal: TrainGoal): { finished: Promise<Run> } {
    if (this.#run) throw new TrainerError("busy", "The training is already running.");
    this.#run = new Run(goal);
    this.#host.onChange();
    return { finished: this.#run.finished };
  }

  /** No mini-batch begins after the one in flight. */
  stop(): { finished: Promise<Run> | undefined } {
    if (this.#run) this.#run.stopping = true;
    return { finished: this.#run?.finished };
  }

  summary(session: TrainerSession, run: Run): Summary {
    const { epoch, step, finished } = session.progress();
    return {
      reason: run.reachedGoal(finished) ? "done" : "paused",
      epoch,
      step,
      loss: run.lastReport?.loss,
      accuracy: run.lastReport?.accuracy,
      testAccuracy: this.evaluation.lastReport?.accuracy,
      seconds: (performance.now() - run.startedMillis) / 1000,
    };
  }

  /** Does the next short piece of work; false when there is none or data is missing for it. */
  async work(session: TrainerSession): Promise<boolean> {
    try {
      return await this.#next(session);
    } catch (error) {
      const run = this.#run;
      this.#run = undefined;
      this.#host.onError(error);
      this.#host.onChange();
      run?.fail(error);
      this.evaluation.fail(error);
      return false;
    }
  }

  async #next(session: TrainerSession): Promise<boolean> {
    const run = this.#run;
    if (run?.stopping) return this.#end(session, run);

    // The evaluation of an epoch comes before the next mini-batch, and stays due through pause and checkpoint.
    const { evaluationDue, finished } = session.progress();
    const isDue = run !== undefined && evaluationDue;
    if (isDue || this.evaluation.isAsked) {
      if (this.#host.hasTestShards(session)) return this.#evaluateChunk(session, run);
      if (isDue) return this.#wait(session, run);
      // A training that needs no test images yet goes on without them.
      const missing = this.#loadError();
      if (missing) this.evaluation.fail(missing);
    }

    if (!run) return false;
    if (run.reachedGoal(finished)) return this.#end(session, run);
    if (this.#host.hasNextShard(session)) return this.#step(session, run);
    return this.#wait(session, run);
  }

  /** For data that is missing; throws when it is not coming. */
  async #wait(session: TrainerSession, run: Run): Promise<false> {
    await this.closeWindow(session, run);
    const missing = this.#loadError();
    if (missing) throw missing;
    return false;
  }

  #loadError(): TrainerError | undefined {
    const failure = this.#host.loadFailure();
    return failure && new TrainerError(failure.code, failure.message);
  }

  async #step(session: TrainerSession, run: Run): Promise<true> {
    const report = await this.#host.step(session);
    run.countStep();
    this.#tell(session, run, report);
    return true;
  }

  /** Reports what was trained so far, so that whatever comes now doesn't count as training time. */
  async closeWindow(session: TrainerSession, run = this.#run): Promise<void> {
    if (run) this.#tell(session, run, await session.report());
  }

  #tell(session: TrainerSession, run: Run, report: StepReport | undefined): void {
    if (!report) return;
    run.noteReport(report);
    this.#host.emit({ type: "step", report, progress: session.progress() });
  }

  async #evaluateChunk(session: TrainerSession, run: Run | undefined): Promise<true> {
    await this.closeWindow(session, run);
    const isOfEpoch = session.progress().evaluationDue;
    const { done, total, report } = await session.evaluateChunk();
    this.#host.emit({ type: "evaluating", done, total });
    if (report) {
      if (isOfEpoch) {
        this.evaluation.lastReport = report;
        this.#host.emit({ type: "epoch", report, progress: session.progress() });
      }
      this.#host.emit({ type: "evaluated", report });
      this.evaluation.complete(report);
    }
    return true;
  }

  async #end(session: TrainerSession, run: Run): Promise<true> {
    await this.closeWindow(session, run);
    this.#run = undefined;
    this.#host.onChange();
    run.end();
    return true;
  }
}
