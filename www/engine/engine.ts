/**
 * The training engine: owns the Session, serves commands between mini-batches, tells events. The page drives
 * it by asking, and pauses by not asking further. It knows neither worker nor wasm, so that tests can run it
 * on a Session of their own.
 */

import { goalFrom, settingsFrom } from "./arguments";
import { Asking } from "./asking";
import type { BackendRequest, OpenedBackend } from "./backend";
import { CommandQueue } from "./command-queue";
import { type Failure, failureFrom, isFatal, TrainerError } from "./failure";
import type { GpuWork } from "./gpu-work";
import { OwnFiles } from "./own-files";
import { PhaseOfRun } from "./phase-of-run";
import type {
  Command,
  FilesTaken,
  ModelChange,
  Results,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainerSession,
} from "./protocol";
import { Saving } from "./saving";
import { Sequence } from "./sequence";
import { SessionInUse } from "./session-in-use";
import { applyStartSettings } from "./start-settings";
import { Supply } from "./supply";
import { Training } from "./training";

export interface EngineHost {
  open(request: BackendRequest): Promise<OpenedBackend<TrainerSession>>;
  fetch: typeof fetch;
  emit(event: TrainerEvent): void;
  gpuWork(): GpuWork;
  /** What went wrong, with all that is known of it. */
  explain?: (error: unknown) => Failure;
  /** Where the pretrained network is. */
  pretrainedUrl: URL;
  /** A manifest that came with the program. */
  manifestUrl: URL;
  /** For tests: the waits between attempts to download. */
  pausesMillis?: readonly number[];
  /** For tests: a clock in milliseconds. */
  now?: () => number;
}

export class Engine {
  readonly #host: EngineHost;
  readonly #queue: CommandQueue;
  readonly #sequence = new Sequence();
  readonly #training: Training;
  readonly #asking: Asking;
  readonly #saving: Saving;
  readonly #inUse: SessionInUse;
  readonly #ownFiles: OwnFiles;
  readonly #phase: PhaseOfRun;
  #supply: Supply | undefined;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#phase = new PhaseOfRun((event) => host.emit(event));
    const { pretrainedUrl: url, fetch, pausesMillis } = host;
    this.#ownFiles = new OwnFiles(host);
    this.#asking = new Asking({ url, fetch, pausesMillis }, (job) => this.#use(job));
    this.#training = new Training({
      emit: (event) => this.#tellTraining(event),
      step: (session) => this.#inUse.step(session),
      loadFailure: () => this.#supply?.failure,
      hasNextShard: (session) => this.#hasNextShard(session),
      hasTestShards: (session) => this.#supply?.hasTestShards(session) === true,
      onChange: () => this.#updatePhase(),
      onError: (error) => this.#tellError(error),
    });
    this.#saving = new Saving({
      sequence: this.#sequence,
      training: this.#training,
      use: (job) => this.#use(job),
      manifest: () => this.#manifest(),
      tellConfig: (session, change) => this.#tellConfig(session, change),
    });
    this.#inUse = new SessionInUse({
      ...host,
      fetch: this.#ownFiles.fetch,
      pausesMillis,
      now: host.now ?? (() => performance.now()),
      use: (job) => this.#push(job),
      closeWindow: (session) => this.#training.closeWindow(session),
      onMove: (session, former) => {
        this.#asking.retire(former);
        this.#supply?.replan(session);
      },
    });
    this.#queue = new CommandQueue(async () => {
      const { session } = this.#inUse;
      return session ? this.#training.work(session) : false;
    });
  }

  /** Serves one command; the switch is the whole list of what the page can ask for. */
  handle(command: Command): Promise<Results[keyof Results]> {
    switch (command.type) {
      case "open":
        return this.#queue.push(() => this.#open(command));
      case "load":
        return this.#queue.push(() => void this.#supply?.resume());
      case "load-files":
        return this.#loadFiles(command.files);
      case "configure":
        return this.#ask((session) => this.#configure(session, command.config));
      case "train":
        return this.#sequence.follow(() => this.#train(command.goal));
      case "pause":
        // At once too, so that no mini-batch begins after the one in flight.
        this.#training.stop();
        return this.#sequence.hold(() => this.#pause());
      case "reset":
        this.#training.stop();
        return this.#sequence.hold(() => this.#reset(command.keepSeed));
      case "evaluate":
        return this.#ask(() => this.#training.evaluation.ask()).then((asked) => asked.report);
      case "predict":
      case "predict-drawing":
      case "ink":
      case "test-image":
      case "mistakes":
      case "weights":
      case "activations":
      case "export-model":
        return this.#sequence.follow(() => this.#asking.ask(command));
      case "import-model":
        return this.#saving.import(command.file);
      case "save-checkpoint":
        return this.#saving.save();
      case "autosave":
        return this.#saving.autosave();
      case "restore-checkpoint":
        return this.#saving.restore(command.file);
      case "gpu-work":
        return Promise.resolve(this.#host.gpuWork());
      case "ping":
        return Promise.resolve(undefined);
    }
  }

  /** Takes an error that nobody caught, if the training can go on after it. */
  takeFault(error: unknown): boolean {
    return this.#inUse.takeFault(error, this.#queue.isBusy);
  }

  async #open(command: Command & { type: "open" }): Promise<undefined> {
    // First, so that the manifest comes beside the wasm; what arrives waits for the Session.
    this.#supply = new Supply(command.dataUrl, {
      ...this.#host,
      ownFiles: this.#ownFiles,
      pausesMillis: this.#host.pausesMillis,
      use: (job) => void this.#push(job).catch(() => {}),
      onChange: () => this.#updatePhase(),
      onFatal: (error) => this.#tellError(error),
    });
    this.#supply.resume();
    try {
      const session = await this.#inUse.open(command);
      const refusals = applyStartSettings(session, command.config);
      this.#tellConfig(session, { restarted: true });
      // Last, since a new model clears what was wrong before.
      for (const refusal of refusals) this.#tellError(refusal);
    } catch (error) {
      // Nothing to go on with: not even the CPU could be opened.
      this.#host.emit({ type: "fatal", failure: this.#explained(error) });
      throw error;
    }
    this.#inUse.improve(command.dataUrl);
    return undefined;
  }

  #tellTraining(event: TrainerEvent): void {
    if (event.type === "evaluated") this.#asking.release();
    this.#host.emit(event);
  }

  /** Outside of the queue: the training goes on while they are read. */
  async #loadFiles(files: readonly Blob[]): Promise<FilesTaken> {
    const supply = await this.#queue.push(() => this.#supply);
    return supply?.takeFiles(files) ?? { missing: [] };
  }

  #configure(session: TrainerSession, settings: unknown): TrainConfig {
    // The crate judges the values, whatever their type.
    const partial = settingsFrom(settings) as Partial<TrainConfig>;
    // Asked first, so that a bad setting is called so while training too.
    if (session.wouldRestart(partial)) {
      this.#training.refuseWhileRunning("this setting starts the training over");
    }
    const { config, restarted } = session.configure(partial);
    this.#tellConfig(session, { restarted });
    return config;
  }

  async #train(goal: unknown): Promise<Summary> {
    const run = await this.#use(() => this.#training.start(goalFrom(goal)));
    const ended = await run.finished;
    return this.#use((session) => this.#training.summary(session, ended));
  }

  /** Ends the run that earlier commands have begun. */
  async #pause(): Promise<undefined> {
    const run = await this.#queue.push(() => this.#training.stop());
    // Whoever called `train` hears of its failure.
    await run.finished?.catch(() => undefined);
    return undefined;
  }

  async #reset(keepSeed: boolean): Promise<TrainConfig> {
    await this.#pause();
    return this.#use((session) => {
      const config = session.reset(keepSeed);
      this.#tellConfig(session, { restarted: true });
      return config;
    });
  }

  /** Waits for it behind earlier jobs, but outside of the queue, through which it comes. */
  async #manifest(): Promise<void> {
    await this.#use(() => {});
    await this.#supply?.manifest();
  }

  /** A command that is one job. */
  #ask<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T> {
    return this.#sequence.follow(() => this.#use(job));
  }

  /** Queues a job that needs the Session. */
  #use<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T> {
    return this.#push(async (session) => {
      try {
        return await job(session);
      } catch (error) {
        if (isFatal(failureFrom(error).code)) this.#tellError(error);
        throw error;
      }
    });
  }

  /** The same for one whose errors are not the training's. */
  #push<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T> {
    return this.#queue.push(() => {
      const { session } = this.#inUse;
      if (!session) throw new TrainerError("crashed", "The engine is not running.");
      return job(session);
    });
  }

  #tellConfig(session: TrainerSession, change: ModelChange): void {
    if (change.restarted) {
      this.#training.evaluation.restart(change.history?.evaluations.at(-1));
      this.#asking.release();
    }
    this.#supply?.replan(session);
    this.#host.emit({
      type: "configured",
      config: session.config(),
      layers: session.layers(),
      progress: session.progress(),
      ...change,
    });
    this.#updatePhase();
  }

  /** After a fatal error the Session is never touched again. A standstill of the loader was told by itself. */
  #tellError(error: unknown): void {
    const failure = this.#explained(error);
    if (isFatal(failure.code)) {
      this.#inUse.drop();
      this.#host.emit({ type: "fatal", failure });
    } else if (failure.message !== this.#supply?.failure?.message) {
      this.#host.emit({ type: "error", failure });
    }
  }

  #explained(error: unknown): Failure {
    return this.#host.explain?.(error) ?? failureFrom(error);
  }

  #hasNextShard(session: TrainerSession): boolean {
    return this.#supply?.hasNextShard(session) === true;
  }

  #updatePhase(): void {
    const { session } = this.#inUse;
    if (!session) return;
    this.#phase.update(session, {
      hasData: this.#hasNextShard(session),
      isRunning: this.#training.isRunning,
      loadFailure: this.#supply?.failure,
    });
  }
}
