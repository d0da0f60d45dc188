/** The Session that the engine uses, the backend that it tells of it, and the one that may take its place. */

import type { BackendRequest, Gpu, OpenedBackend, PrepareGpu } from "./backend";
import { Handover, type HandoverHost } from "./handover";
import type { StepReport, TrainerEvent, TrainerSession } from "./protocol";
import type { BackendReason } from "./reasons";
import type { ThreadsCode } from "./variants";

export interface SessionInUseHost extends Omit<HandoverHost, "dataUrl" | "tell" | "move"> {
  open(request: BackendRequest): Promise<OpenedBackend<TrainerSession>>;
  emit(event: TrainerEvent): void;
  /** The run goes on in `session`, which has its state and all its images. */
  onMove(session: TrainerSession, former: TrainerSession): void;
}

export class SessionInUse {
  readonly #host: SessionInUseHost;
  #session: TrainerSession | undefined;
  #threadsCode: ThreadsCode | undefined;
  #prepareGpu: PrepareGpu<TrainerSession> | undefined;
  /** From the CPU to a GPU. */
  #handover: Handover | undefined;

  constructor(host: SessionInUseHost) {
    this.#host = host;
  }

  /** Undefined before it is opened and after a fatal error. */
  get session(): TrainerSession | undefined {
    return this.#session;
  }

  async open(request: BackendRequest): Promise<TrainerSession> {
    const { session, adapterName, threadsCode, prepareGpu, ...reason } = await this.#host.open(request);
    this.#session = session;
    this.#threadsCode = threadsCode;
    this.#prepareGpu = prepareGpu;
    this.#tell("opened", reason, adapterName);
    return session;
  }

  /** Looks for a GPU that is faster, if one may be. */
  improve(dataUrl: string): void {
    if (!this.#prepareGpu) return;
    this.#handover = new Handover({
      ...this.#host,
      dataUrl,
      tell: (reason) => this.#tell("backend", reason),
      move: (gpu, reason) => this.#move(gpu, reason),
    });
    void this.#handover.run(this.#prepareGpu);
  }

  /** It is never touched again. */
  drop(): void {
    this.#session = undefined;
  }

  /** Trains on one mini-batch. */
  step(session: TrainerSession): Promise<StepReport | undefined> {
    return this.#handover ? this.#handover.step(session) : session.step();
  }

  /** Takes an error that nobody caught, if it is that of a GPU beside the training. */
  takeFault(error: unknown, isUsed: boolean): boolean {
    return this.#handover?.takeFault(error, isUsed) === true;
  }

  #move({ session, adapterName }: Gpu<TrainerSession>, reason: BackendReason): void {
    const former = this.#session;
    if (!former) return;
    this.#session = session;
    this.#host.onMove(session, former);
    this.#tell("backend", reason, adapterName);
  }

  #tell(type: "opened" | "backend", reason: BackendReason, adapterName?: string): void {
    if (!this.#session) return;
    const { name, ...report } = this.#session.backend();
    const threadsCode = report.kind === "cpu" ? this.#threadsCode : undefined;
    this.#host.emit({ type, backend: { ...report, threadsCode, name: adapterName ?? name, ...reason } });
  }
}
