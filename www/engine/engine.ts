/**
 * The training engine: owns the Session, serves commands between mini-batches, tells events. The page drives
 * it by asking, and pauses by not asking further. It knows neither worker nor wasm, so that tests can run it
 * on a Session of their own.
 */

import { goalFrom, layerFrom, pixelsFrom, queryFrom, settingsFrom } from "./arguments";
import type { BackendRequest, OpenedBackend } from "./backend";
import { CommandQueue } from "./command-queue";
import { failureFrom, isFatal, TrainerError } from "./failure";
import type {
  Command,
  ConfigInput,
  History,
  Phase,
  Results,
  Summary,
  TrainConfig,
  TrainerEvent,
  TrainerSession,
} from "./protocol";
import { Supply } from "./supply";
import { Training } from "./training";

export interface EngineHost {
  open(request: BackendRequest): Promise<OpenedBackend<TrainerSession>>;
  fetch: typeof fetch;
  emit(event: TrainerEvent): void;
  countDispatches(): number;
  /** For tests: the waits between attempts to download. */
  pausesMillis?: readonly number[];
}

export class Engine {
  readonly #host: EngineHost;
  readonly #queue: CommandQueue;
  readonly #training: Training;
  #session: TrainerSession | undefined;
  #supply: Supply | undefined;
  #phase: Phase = "opening";
  #isReady = false;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#training = new Training({
      emit: host.emit,
      loadFailure: () => this.#supply?.failure,
      hasNextShard: (session) => this.#hasNextShard(session),
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
        return this.#use((session) => this.#configure(session, command.config));
      case "train":
        return this.#train(command.goal);
      case "pause":
        return this.#pause();
      case "reset":
        return this.#reset(command.keepSeed);
      case "evaluate":
        return this.#use(() => this.#training.evaluation.ask()).then((asked) => asked.report);
      case "predict":
        return this.#use((session) => session.predict(pixelsFrom(command.pixels)));
      case "mistakes":
        return this.#use((session) => session.mistakes(queryFrom(command.query)));
      case "weights":
        return this.#use((session) => session.weights(layerFrom(command.layer)));
      case "activations":
        return this.#use((session) => session.activations(pixelsFrom(command.pixels)));
      case "export-model":
        return this.#use((session) => session.exportModel());
      case "import-model":
        return this.#replace((session) => this.#import(session, command.bytes));
      case "save-checkpoint":
        return this.#use((session) => session.saveCheckpoint());
      case "restore-checkpoint":
        return this.#replace((session) => this.#restore(session, command.bytes));
      case "dispatches":
        return Promise.resolve(this.#host.countDispatches());
    }
  }

  async #open(command: Command & { type: "open" }): Promise<undefined> {
    try {
      const { session, reason, adapterName } = await this.#host.open(command);
      this.#session = session;
      const backend = session.backend();
      this.#host.emit({ type: "opened", backend: { ...backend, name: adapterName ?? backend.name, reason } });
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
    this.#tellConfig(session, true);
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
    this.#tellConfig(session, restarted);
    return config;
  }

  async #train(goal: unknown): Promise<Summary> {
    const run = await this.#use(() => this.#training.start(goalFrom(goal)));
    const ended = await run.finished;
    return this.#use((session) => this.#training.summary(session, ended));
  }

  /** Marks the run at once, behind the mini-batch in flight, then again behind all earlier commands. */
  async #pause(): Promise<undefined> {
    this.#training.stop();
    const run = await this.#queue.push(() => this.#training.stop());
    // Whoever called `train` hears of its failure.
    await run.finished?.catch(() => undefined);
    return undefined;
  }

  async #reset(keepSeed: boolean): Promise<TrainConfig> {
    await this.#pause();
    return this.#use((session) => {
      if (this.#training.isRunning) throw new TrainerError("busy", "The training was started again.");
      const config = session.reset(keepSeed);
      this.#tellConfig(session, true);
      return config;
    });
  }

  #import(session: TrainerSession, bytes: ArrayBuffer): TrainConfig {
    const { config } = session.importModel(new Uint8Array(bytes));
    this.#tellConfig(session, true);
    return config;
  }

  #restore(session: TrainerSession, bytes: ArrayBuffer): Results["restore-checkpoint"] {
    const { config, history, exact } = session.restoreCheckpoint(new Uint8Array(bytes));
    this.#tellConfig(session, true, history);
    return { config, exact };
  }

  /**
   * Queues a job that puts a model from a file in the place of the present one. Only once the manifest is
   * here, which makes a new model too. The wait is outside of the queue, through which the manifest comes.
   */
  async #replace<T>(job: (session: TrainerSession) => T): Promise<T> {
    const refuse = () => this.#refuseWhileTraining("the file takes the place of what is being trained");
    await this.#use(refuse);
    await this.#supply?.manifest();
    return this.#use((session) => {
      refuse();
      return job(session);
    });
  }

  #refuseWhileTraining(reason: string): void {
    if (this.#training.isRunning) throw new TrainerError("busy", `Pause first: ${reason}.`);
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

  /** `history`: what was reported of a restored model. */
  #tellConfig(session: TrainerSession, restarted: boolean, history?: History): void {
    if (restarted) this.#training.evaluation.lastReport = history?.evaluations.at(-1);
    this.#supply?.replan(session);
    this.#host.emit({
      type: "configured",
      config: session.config(),
      layers: session.layers(),
      progress: session.progress(),
      restarted,
      history,
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
      this.#host.emit({ type: "ready" });
    }
    let phase: Phase = hasStarted ? "paused" : "ready";
    if (!hasStarted && !hasData) phase = this.#supply?.failure ? "failed" : "loading";
    else if (this.#training.isRunning) phase = "training";
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#host.emit({ type: "phase", phase });
  }
}
