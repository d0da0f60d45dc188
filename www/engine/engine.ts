/**
 * The training engine: owns the Session, serves commands between mini-batches, tells events. The page drives
 * it by asking, and pauses by not asking further. It knows neither worker nor wasm, so that tests can run it
 * on a Session of their own.
 */

import { bytesOf, type FileKind, goalFrom, settingsFrom } from "./arguments";
import { Asking } from "./asking";
import type { BackendRequest, OpenedBackend } from "./backend";
import { CommandQueue } from "./command-queue";
import { failureFrom, isFatal, TrainerError } from "./failure";
import type { GpuWork } from "./gpu-work";
import type {
  Command,
  ConfigInput,
  ModelChange,
  Phase,
  Results,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainerSession,
} from "./protocol";
import { Sequence } from "./sequence";
import { Supply } from "./supply";
import { Training } from "./training";

export interface EngineHost {
  open(request: BackendRequest): Promise<OpenedBackend<TrainerSession>>;
  fetch: typeof fetch;
  emit(event: TrainerEvent): void;
  gpuWork(): GpuWork;
  /** Where the pretrained network is. */
  pretrainedUrl: URL;
  /** For tests: the waits between attempts to download. */
  pausesMillis?: readonly number[];
}

export class Engine {
  readonly #host: EngineHost;
  readonly #queue: CommandQueue;
  readonly #sequence = new Sequence();
  readonly #training: Training;
  readonly #asking: Asking;
  #session: TrainerSession | undefined;
  #supply: Supply | undefined;
  #phase: Phase = "opening";
  #isReady = false;

  constructor(host: EngineHost) {
    this.#host = host;
    const { pretrainedUrl: url, fetch, pausesMillis } = host;
    this.#asking = new Asking({ url, fetch, pausesMillis }, (job) => this.#use(job));
    this.#training = new Training({
      emit: host.emit,
      loadFailure: () => this.#supply?.failure,
      hasNextShard: (session) => this.#hasNextShard(session),
      hasTestShards: (session) => this.#supply?.hasTestShards(session) === true,
      onChange: () => this.#updatePhase(),
      onError: (error) => this.#tellError(error),
    });
    this.#queue = new CommandQueue(async () => (this.#session ? this.#training.work(this.#session) : false));
  }

  /** Serves one command; the switch is the whole list of what the page can ask for. */
  handle(command: Command): Promise<Results[keyof Results]> {
    switch (command.type) {
      case "open":
        return this.#queue.push(() => this.#open(command));
      case "load":
        return this.#queue.push(() => this.#resumeLoading());
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
        return this.#replace("model", command.file, (session, bytes) => this.#import(session, bytes));
      case "save-checkpoint":
        return this.#sequence.hold(() => this.#save());
      case "restore-checkpoint":
        return this.#replace("checkpoint", command.file, (session, bytes) => this.#restore(session, bytes));
      case "gpu-work":
        return Promise.resolve(this.#host.gpuWork());
    }
  }

  async #open(command: Command & { type: "open" }): Promise<undefined> {
    try {
      const { session, adapterName, ...reason } = await this.#host.open(command);
      this.#session = session;
      const { name, ...backend } = session.backend();
      this.#host.emit({ type: "opened", backend: { ...backend, name: adapterName ?? name, ...reason } });
      this.#applyStartSettings(session, command.config);
    } catch (error) {
      // Nothing to go on with: not even the CPU could be opened.
      this.#host.emit({ type: "fatal", failure: failureFrom(error) });
      throw error;
    }
    this.#supply = new Supply(command.dataUrl, {
      fetch: this.#host.fetch,
      pausesMillis: this.#host.pausesMillis,
      use: (job) =>
        void this.#queue.push(() => {
          if (this.#session) job(this.#session);
        }),
      emit: this.#host.emit,
      onChange: () => this.#updatePhase(),
      onFatal: (error) => this.#tellError(error),
    });
    this.#supply.resume();
    return undefined;
  }

  /** One bad value in a link or an attribute must not cost the good ones beside it. */
  #applyStartSettings(session: TrainerSession, config: ConfigInput): void {
    const refusals: unknown[] = [];
    for (const [key, value] of Object.entries(config)) {
      try {
        session.configure({ [key]: value });
      } catch (error) {
        if (isFatal(failureFrom(error).code)) throw error;
        refusals.push(error);
      }
    }
    this.#tellConfig(session, { restarted: true });
    // Last, since a new model clears what was wrong before.
    for (const refusal of refusals) this.#tellError(refusal);
  }

  #resumeLoading(): undefined {
    this.#supply?.resume();
    return undefined;
  }

  #configure(session: TrainerSession, settings: unknown): TrainConfig {
    // The crate judges the values, whatever their type.
    const partial = settingsFrom(settings) as Partial<TrainConfig>;
    // Asked first, so that a bad setting is called so while training too.
    if (session.wouldRestart(partial)) this.#refuseWhileTraining("this setting starts the training over");
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

  /** What is saved before the manifest is here names no images, and could not be restored. */
  async #save(): Promise<Uint8Array> {
    await this.#manifest();
    return this.#use((session) => session.saveCheckpoint());
  }

  #import(session: TrainerSession, bytes: Uint8Array): TrainConfig {
    const { config } = session.importModel(bytes);
    this.#tellConfig(session, { restarted: true, imported: true });
    return config;
  }

  #restore(session: TrainerSession, bytes: Uint8Array): Results["restore-checkpoint"] {
    const { config, history, exact } = session.restoreCheckpoint(bytes);
    this.#tellConfig(session, { restarted: true, history });
    return { config, exact };
  }

  /** Puts a model from a file in the place of the present one; what comes later is about the new one. */
  async #replace<T>(
    kind: FileKind,
    file: Blob,
    job: (session: TrainerSession, bytes: Uint8Array) => T,
  ): Promise<T> {
    const refuse = () => this.#refuseWhileTraining("the file takes the place of what is being trained");
    // A training of now counts although it may have ended by then; one that is being paused does not.
    if (!this.#training.isStopping) refuse();
    return this.#sequence.hold(async () => {
      await this.#use(refuse);
      // The manifest makes a new model too.
      await this.#manifest();
      const bytes = await bytesOf(kind, file);
      return this.#use((session) => job(session, bytes));
    });
  }

  /** Waits for it behind earlier jobs, but outside of the queue, through which it comes. */
  async #manifest(): Promise<void> {
    await this.#use(() => {});
    await this.#supply?.manifest();
  }

  #refuseWhileTraining(reason: string): void {
    if (this.#training.isRunning) throw new TrainerError("busy", `Pause first: ${reason}.`);
  }

  /** A command that is one job. */
  #ask<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T> {
    return this.#sequence.follow(() => this.#use(job));
  }

  /** Queues a job that needs the Session. */
  #use<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T> {
    return this.#queue.push(async () => {
      if (!this.#session) throw new TrainerError("crashed", "The engine is not running.");
      try {
        return await job(this.#session);
      } catch (error) {
        if (isFatal(failureFrom(error).code)) this.#tellError(error);
        throw error;
      }
    });
  }

  #tellConfig(session: TrainerSession, change: ModelChange): void {
    if (change.restarted) this.#training.evaluation.restart(change.history?.evaluations.at(-1));
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
    const failure = failureFrom(error);
    if (isFatal(failure.code)) {
      this.#session = undefined;
      this.#host.emit({ type: "fatal", failure });
    } else if (failure.message !== this.#supply?.failure?.message) {
      this.#host.emit({ type: "error", failure });
    }
  }

  #hasNextShard(session: TrainerSession): boolean {
    return this.#supply?.hasNextShard(session) === true;
  }

  /** The phase is derived from what is there, in this one place. */
  #updatePhase(): void {
    const session = this.#session;
    if (!session) return;
    const hasData = this.#hasNextShard(session);
    const hasStarted = session.progress().step > 0;
    if (hasData && !this.#isReady) {
      this.#isReady = true;
      // With the data, the length of an epoch is known.
      this.#host.emit({ type: "ready", progress: session.progress() });
    }
    let phase: Phase = hasStarted ? "paused" : "ready";
    if (!hasStarted && !hasData) phase = this.#supply?.failure ? "failed" : "loading";
    else if (this.#training.isRunning) phase = "training";
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#host.emit({ type: "phase", phase });
  }
}
