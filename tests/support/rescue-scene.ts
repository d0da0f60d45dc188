import { expect } from "vitest";
import type { BackendKind, Command, Progress, Summary } from "../../www/engine/protocol";
import { Trainer } from "../../www/state/trainer";
import { FakeWorker } from "./fake-worker";
import { CONFIG, progressOf, stepOf } from "./reports";

export const SOURCE = {
  wish: "auto",
  dataUrl: "http://test.local/data/",
  config: {},
  isAutostart: false,
} as const;
export const CRASH = { type: "fatal", failure: { code: "crashed", message: "unreachable" } } as const;
export const HISTORY = { steps: [stepOf({ step: 100 })], evaluations: [] };

/** A trainer whose workers a test plays. */
export class Scene {
  readonly workers: FakeWorker[] = [];
  readonly trainer = new Trainer(
    () => {
      const worker = new FakeWorker();
      this.workers.push(worker);
      return worker;
    },
    () => {},
  );

  get worker(): FakeWorker {
    const last = this.workers.at(-1);
    if (!last) throw new Error("no worker was started");
    return last;
  }

  get commands(): Command[] {
    return this.worker.requests.map(({ command }) => command);
  }

  types(): string[] {
    return this.commands.map(({ type }) => type).filter((type) => type !== "ping");
  }

  /** Answers the last command of this type. */
  answer<T extends Command["type"]>(type: T, result: unknown): void {
    const request = this.worker.requests.findLast(({ command }) => command.type === type);
    if (!request) throw new Error(`${type} was not asked for`);
    this.worker.say({ type: "result", id: request.id, result: result as Summary });
  }

  refuse(type: Command["type"], code: "network" | "bad-checkpoint" | "bad-data"): void {
    const request = this.worker.requests.findLast(({ command }) => command.type === type);
    this.worker.say({ type: "rejection", id: request?.id ?? 0, failure: { code, message: "no" } });
  }

  opened(kind: BackendKind = "cpu", progress: Progress = progressOf({ step: 0, imagesSeen: 0 })): void {
    const reason = { reason: "", reasonCode: "cpu-asked", reasonDetail: "" } as const;
    this.worker.tell({
      type: "opened",
      backend: { kind, name: "fake", threads: 2, selfTestMillis: undefined, ...reason },
    });
    this.worker.tell({ type: "configured", config: CONFIG, layers: [], progress, restarted: true });
    this.answer("open", undefined);
  }

  /** Trains until mini-batch 120, with a checkpoint of mini-batch 100. */
  async trained(kind: BackendKind = "cpu") {
    this.trainer.start(SOURCE);
    this.opened(kind);
    const training = this.trainer.train({ steps: 200 });
    this.worker.tell({ type: "phase", phase: "training" });
    this.step(100);
    this.trainer.autosave.saveNow();
    this.answer("autosave", { bytes: new Uint8Array([1, 2, 3]), progress: progressOf({ step: 100 }) });
    await expect.poll(() => this.trainer.autosave.kept.length).toBe(1);
    this.step(120);
    return training;
  }

  step(step: number): void {
    this.worker.tell({ type: "step", report: stepOf({ step }), progress: progressOf({ step }) });
  }

  /** The new worker has taken the checkpoint. */
  restored(): void {
    const progress = progressOf({ step: 100, imagesSeen: 6400 });
    const told = { config: CONFIG, layers: [], progress, restarted: true, history: HISTORY };
    this.worker.tell({ type: "configured", ...told });
    this.answer("restore-checkpoint", { config: CONFIG, exact: true });
  }
}
