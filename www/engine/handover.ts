/**
 * From the CPU to a GPU, while the CPU trains: the GPU is prepared, a model like the run's is trained on it to see
 * which of the two is faster, and if it is the GPU the run moves there between two mini-batches. What uses the
 * CPU's Session, or must not share the processor with it, is a job of the queue.
 */

import type { Gpu, PrepareGpu } from "./backend";
import { Copy, type CopySource } from "./copy";
import { giveShard } from "./give-shard";
import { GpuFaults } from "./gpu-faults";
import type { Rates, ShardEntry, StepReport, TrainConfig, TrainerSession } from "./protocol";
import { type BackendReason, reasonAgainstGpu, reasonOf } from "./reasons";
import { Stopwatch } from "./stopwatch";

export interface HandoverHost extends CopySource {
  /** Runs `job` when the Session is free. */
  use<T>(job: (cpu: TrainerSession) => T | Promise<T>): Promise<T>;
  /** Reports what was trained so far. */
  closeWindow(cpu: TrainerSession): Promise<void>;
  tell(reason: BackendReason): void;
  /** The run goes on in the GPU's Session. */
  move(gpu: Gpu<TrainerSession>, reason: BackendReason): void;
}

export class Handover {
  readonly #host: HandoverHost;
  readonly #faults = new GpuFaults();
  /** The GPU's wasm runs, and the training is not its own. */
  #isBeside = false;
  /** Of the training on the CPU; another one for another network or size of mini-batch, which have another speed. */
  #cpuWatch: Stopwatch | undefined;
  #timed = "";
  #onStep: () => void = () => {};

  constructor(host: HandoverHost) {
    this.#host = host;
  }

  /** Resolves once it is settled what trains; never rejects. */
  async run(prepare: PrepareGpu<TrainerSession>): Promise<void> {
    let gpu: Gpu<TrainerSession> | undefined;
    try {
      gpu = await this.#faults.beside(prepare((reason) => this.#tellOpening(reason)));
      this.#host.tell(reasonOf("gpu-waiting", gpu.adapterName));
      this.#cpuWatch = new Stopwatch();
      await this.#settle(new Copy(gpu, this.#host, this.#faults));
    } catch (error) {
      this.#host.tell(reasonAgainstGpu(error));
      if (gpu) freeBroken(gpu.session);
    }
    this.#cpuWatch = undefined;
  }

  /** Trains a mini-batch of the run, and times it where that is wanted. */
  async step(session: TrainerSession): Promise<StepReport | undefined> {
    if (!this.#cpuWatch) return session.step();
    const kind = kindOf(session.config());
    if (kind !== this.#timed) this.#cpuWatch = new Stopwatch();
    this.#timed = kind;
    const watch = this.#cpuWatch;
    const before = session.progress().imagesSeen;
    const started = this.#host.now();
    const report = await session.step();
    if (!watch.isDone) watch.note(1, session.progress().imagesSeen - before, this.#host.now() - started);
    this.#onStep();
    return report;
  }

  /** Takes an error that nobody caught, if it is that of the GPU beside the training. */
  takeFault(error: unknown, isCpuUsed: boolean): boolean {
    return this.#isBeside && this.#faults.take(error, isCpuUsed);
  }

  #tellOpening(reason: BackendReason): void {
    this.#isBeside = true;
    this.#host.tell(reason);
  }

  async #settle(copy: Copy): Promise<void> {
    const { adapterName, session } = copy.gpu;
    let isAnnounced = false;
    for (;;) {
      await this.#nextStep();
      const cpuWatch = this.#cpuWatch;
      if (!cpuWatch?.isDone) continue;
      if (!isAnnounced) {
        const manifest = await copy.fetchManifest();
        await this.#host.use(() => session.loadManifest(manifest));
        isAnnounced = true;
      }
      const gpuWatch = await this.#trial(copy, cpuWatch);
      if (this.#cpuWatch !== cpuWatch) continue;
      const rates: Rates = { gpu: gpuWatch.rate, cpu: cpuWatch.rate };
      if (rates.gpu <= rates.cpu) {
        this.#host.tell(reasonOf("gpu-slower", adapterName, rates));
        session.free();
        return;
      }
      if (await this.#move(copy, cpuWatch, rates)) return;
    }
  }

  /**
   * Times the GPU until it is clear whether it takes longer than the CPU. On a new model: a checkpoint would tell
   * nothing more of the speed, and writing and reading one leaves both with 50 MB more of memory.
   */
  async #trial(copy: Copy, cpuWatch: Stopwatch): Promise<Stopwatch> {
    const { use } = this.#host;
    await use((cpu) => copy.becomeTrial(cpu.config()));
    const watch = new Stopwatch();
    while (!watch.isDone && watch.millis < cpuWatch.millis && this.#cpuWatch === cpuWatch) {
      await this.#nextStep();
      // The other shards are fetched only if the run moves.
      if (!copy.hasNextShard) await this.#give(copy, ({ name }) => name === copy.gpu.session.nextShard());
      else await use(() => copy.train(watch));
    }
    return watch;
  }

  /** Gives the copy all images and then, between two mini-batches, the run; false if that became another one. */
  async #move(copy: Copy, cpuWatch: Stopwatch, rates: Rates): Promise<boolean> {
    while (this.#cpuWatch === cpuWatch) {
      await this.#nextStep();
      await this.#give(copy, () => true);
      const isMoved = await this.#host.use(async (cpu) => {
        if (kindOf(cpu.config()) !== this.#timed || !(await this.#copyRun(cpu, copy))) return false;
        // Other settings may need other images.
        if (copy.lacking(cpu).length > 0) return false;
        this.#isBeside = false;
        this.#host.move(copy.gpu, reasonOf("gpu-faster", copy.gpu.adapterName, rates));
        return true;
      });
      if (isMoved) return true;
    }
    return false;
  }

  /** Fetches shards that the CPU has for the copy. */
  async #give(copy: Copy, isWanted: (shard: ShardEntry) => boolean): Promise<void> {
    const lacking = await this.#host.use((cpu) => copy.lacking(cpu));
    for (const shard of lacking.filter(isWanted)) {
      const bytes = await copy.fetchShard(shard);
      await this.#host.use(() => giveShard(copy.gpu.session, shard.name, bytes));
    }
  }

  /** False if the run can't be saved: its own training then tells what is wrong with it. */
  async #copyRun(cpu: TrainerSession, copy: Copy): Promise<boolean> {
    let checkpoint: Uint8Array;
    try {
      await this.#host.closeWindow(cpu);
      checkpoint = await cpu.saveCheckpoint();
    } catch {
      return false;
    }
    copy.restore(checkpoint);
    return true;
  }

  /** While nothing is trained, the GPU waits. */
  #nextStep(): Promise<void> {
    return this.#faults.beside(
      new Promise((resolve) => {
        this.#onStep = resolve;
      }),
    );
  }
}

/** What the speed depends on. */
function kindOf({ batchSize, filters, denseUnits }: TrainConfig): string {
  return JSON.stringify([batchSize, filters, denseUnits]);
}

/** A call that never returned keeps it in use: then it can't be freed. */
function freeBroken(session: TrainerSession): void {
  try {
    session.free();
  } catch {
    // Nothing more can be done for it.
  }
}
