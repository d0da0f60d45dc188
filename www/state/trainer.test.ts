import { expect, test } from "vitest";
import { FakeWorker } from "../../tests/support/fake-worker";
import { CONFIG, progressOf } from "../../tests/support/reports";
import type { BackendKind, Command } from "../engine/protocol";
import { Trainer, type TrainerSource } from "./trainer";

const SOURCE: TrainerSource = {
  wish: "auto",
  dataUrl: "http://test.local/data/",
  config: { epochs: 5 },
  isAutostart: false,
};
const REASON = { reason: "", reasonCode: "cpu-asked", reasonDetail: "" } as const;
const CRASH = { type: "fatal", failure: { code: "crashed", message: "unreachable" } } as const;
const READY = { type: "ready", progress: progressOf({ step: 0 }) } as const;
const GONE = { type: "load-failed", failure: { code: "network", message: "gone" } } as const;

/** A started trainer and all the workers that it has had. */
function trainerOn(source: Partial<TrainerSource> = {}) {
  const workers: FakeWorker[] = [];
  const trainer = new Trainer(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    () => {},
  );
  trainer.start({ ...SOURCE, ...source });
  const worker = (): FakeWorker => {
    const last = workers.at(-1);
    if (!last) throw new Error("no worker was started");
    return last;
  };
  const sent = <T extends Command["type"]>(type: T) =>
    worker()
      .requests.map((request) => request.command)
      .filter((command): command is Extract<Command, { type: T }> => command.type === type);
  const opened = (kind: BackendKind = "cpu") => {
    worker().tell({
      type: "opened",
      backend: { kind, name: "fake", threads: 1, selfTestMillis: undefined, ...REASON },
    });
    const progress = progressOf({ step: 0 });
    worker().tell({ type: "configured", config: CONFIG, layers: [], progress, restarted: true });
  };
  /** The worker that was started again has answered. */
  const restarted = () => {
    opened();
    worker().say({ type: "result", id: 1, result: undefined });
  };
  /** Faults until no new start is tried any more. */
  const breakDown = () => {
    for (;;) {
      worker().tell(CRASH);
      if (trainer.state.phase === "failed") return;
      opened();
    }
  };
  return { trainer, workers, worker, sent, opened, restarted, breakDown };
}

test("a restart takes over the settings in force and what was edited since the crash", async () => {
  const { trainer, worker, sent, opened, restarted, breakDown } = trainerOn();
  opened();
  breakDown();
  await trainer.edit({ batchSize: 16 });
  await trainer.edit({ batchSize: 8, epochs: "many" });
  trainer.restart(SOURCE);
  expect(sent("open")).toMatchObject([{ config: CONFIG }]);
  restarted();
  const configured = () => sent("configure").map(({ config }) => config);
  await expect.poll(configured).toEqual([{ batchSize: 8 }, { epochs: "many" }]);

  // One is accepted, and one refused, as any edit is.
  const failure = { code: "bad-config", message: 'epochs is "many", but must be a whole number' } as const;
  worker().say({ type: "result", id: 2, result: CONFIG });
  worker().say({ type: "rejection", id: 3, failure });
  await expect.poll(() => trainer.state.settingErrors).toEqual({ epochs: failure.message });
  breakDown();
  trainer.restart(SOURCE);
  expect(sent("configure")).toEqual([]);
});

test("edits are applied again in the order in which they were made last", async () => {
  const { trainer, sent, opened, restarted, breakDown } = trainerOn();
  opened();
  breakDown();
  await trainer.edit({ recipe: "reference" });
  await trainer.edit({ batchSize: 8 });
  await trainer.edit({ recipe: "recommended" });
  trainer.restart(SOURCE);
  restarted();
  const configured = () => sent("configure").map(({ config }) => config);
  await expect.poll(configured).toEqual([{ batchSize: 8 }, { recipe: "recommended" }]);
});

test("an edit outlives a restart that fails", async () => {
  const { trainer, worker, sent, opened, restarted, breakDown } = trainerOn();
  opened();
  breakDown();
  await trainer.edit({ batchSize: 8 });
  trainer.restart(SOURCE);
  worker().tell({ type: "fatal", failure: { code: "network", message: "no engine" } });
  await expect.poll(() => trainer.state.problem?.code).toBe("network");
  trainer.restart(SOURCE);
  restarted();
  await expect.poll(() => sent("configure").map(({ config }) => config)).toEqual([{ batchSize: 8 }]);
});

test("as long as there is an engine, it judges an edit", async () => {
  const { trainer, worker, sent, opened } = trainerOn();
  opened();
  const edit = trainer.edit({ epochs: 0 });
  expect(sent("configure")).toEqual([{ type: "configure", config: { epochs: 0 } }]);
  worker().say({ type: "rejection", id: 2, failure: { code: "bad-config", message: "epochs is 0" } });
  await expect(edit).rejects.toMatchObject({ code: "bad-config" });
});

test("after a GPU that failed, every restart is told so; after a CPU that failed, none", () => {
  const { trainer, worker, sent, opened, breakDown } = trainerOn();
  opened("webgpu");
  worker().tell(CRASH);
  opened("cpu");
  breakDown();
  trainer.restart(SOURCE);
  expect(sent("open")).toMatchObject([{ wish: "auto", gpuFailure: CRASH.failure }]);

  const other = trainerOn();
  other.opened("cpu");
  other.breakDown();
  other.trainer.restart(SOURCE);
  expect(other.sent("open")[0]?.gpuFailure).toBeUndefined();
});

test("autostart trains at the first time that it can, after retries and restarts too, and only once", () => {
  const source = { ...SOURCE, isAutostart: true };
  const { trainer, worker, sent, opened } = trainerOn(source);
  worker().tell({ type: "fatal", failure: { code: "network", message: "no engine" } });
  trainer.restart(source);
  opened();
  worker().tell(GONE);
  expect(sent("train")).toEqual([]);
  trainer.retryLoading().catch(() => undefined);
  worker().tell(READY);
  expect(sent("train")).toEqual([{ type: "train", goal: {} }]);

  // The training that it began goes on; but a trainer that was restarted begins none.
  const other = trainerOn(source);
  other.opened();
  other.worker().tell(READY);
  other.trainer.request({ type: "pause" }).catch(() => undefined);
  other.breakDown();
  other.trainer.restart(source);
  other.worker().tell(READY);
  expect(other.sent("train")).toEqual([]);
});

test("`ready` rejects with what failed, and is a new promise once that is mended", async () => {
  const { trainer, worker } = trainerOn();
  const first = trainer.ready;
  worker().tell(GONE);
  await expect(first).rejects.toMatchObject({ code: "network" });
  trainer.retryLoading().catch(() => undefined);
  worker().tell(READY);
  await expect(trainer.ready).resolves.toBeUndefined();
});
