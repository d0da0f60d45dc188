/** Models and checkpoints: out of the Session, and in the place of what it trains. */

import { bytesOf, type FileKind } from "./arguments";
import type { Autosaved, ModelChange, Results, TrainConfig, TrainerSession } from "./protocol";
import type { Sequence } from "./sequence";
import type { Training } from "./training";

export interface SavingHost {
  readonly sequence: Sequence;
  readonly training: Training;
  /** Queues a job that needs the Session. */
  use<T>(job: (session: TrainerSession) => T | Promise<T>): Promise<T>;
  /** Resolves once the manifest is here. */
  manifest(): Promise<void>;
  tellConfig(session: TrainerSession, change: ModelChange): void;
}

export class Saving {
  readonly #host: SavingHost;

  constructor(host: SavingHost) {
    this.#host = host;
  }

  /** What is saved before the manifest is here names no images, and could not be restored. */
  save(): Promise<Uint8Array> {
    return this.#host.sequence.hold(async () => {
      await this.#host.manifest();
      return this.#host.use((session) => session.saveCheckpoint());
    });
  }

  /** Between two mini-batches, so that both are of one moment. */
  autosave(): Promise<Autosaved> {
    return this.#host.sequence.hold(async () => {
      await this.#host.manifest();
      return this.#host.use(async (session) => ({
        bytes: await session.saveCheckpoint(),
        progress: session.progress(),
      }));
    });
  }

  import(file: Blob): Promise<TrainConfig> {
    return this.#replace("model", file, (session, bytes) => {
      const { config } = session.importModel(bytes);
      this.#host.tellConfig(session, { restarted: true, imported: true });
      return config;
    });
  }

  restore(file: Blob): Promise<Results["restore-checkpoint"]> {
    return this.#replace("checkpoint", file, (session, bytes) => {
      const { config, history, exact } = session.restoreCheckpoint(bytes);
      this.#host.tellConfig(session, { restarted: true, history });
      return { config, exact };
    });
  }

  /** Puts a model from a file in the place of the present one; what comes later is about the new one. */
  async #replace<T>(
    kind: FileKind,
    file: Blob,
    job: (session: TrainerSession, bytes: Uint8Array) => T,
  ): Promise<T> {
    const { sequence, training, use, manifest } = this.#host;
    const refuse = () => training.refuseWhileRunning("the file takes the place of what is being trained");
    // A training of now counts although it may have ended by then; one that is being paused does not.
    if (!training.isStopping) refuse();
    return sequence.hold(async () => {
      await use(refuse);
      // The manifest makes a new model too.
      await manifest();
      const bytes = await bytesOf(kind, file);
      return use((session) => job(session, bytes));
    });
  }
}
