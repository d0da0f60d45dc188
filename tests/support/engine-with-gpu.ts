/** An engine whose CPU trains while a GPU is prepared, both fake, on a clock that only their mini-batches move. */

import type { Gpu } from "../../www/engine/backend";
import type { BackendReasonCode, Summary, TrainerSession } from "../../www/engine/protocol";
import { reasonOf } from "../../www/engine/reasons";
import { engineOn } from "./engine";
import { FakeSession } from "./fake-session";
import { ShardServer } from "./shard-server";

interface Speeds {
  /** Of a mini-batch. */
  cpuMillis?: number;
  gpuMillis?: number;
  /** The GPU has done nothing before it is read from. */
  isLate?: boolean;
  /** Called in every mini-batch that the GPU trains; may throw or wait. */
  onGpuStep?: (step: number) => void | Promise<void>;
  server?: ShardServer;
}

export type Fake = ReturnType<typeof engineWithGpu>;

export const GPU_NAME = "Apple M2";
/** Settings of a run that only a pause ends. */
export const ENDLESS = { epochs: 1_000_000, trainSize: 40 };

export function engineWithGpu({
  cpuMillis = 80,
  gpuMillis = 10,
  isLate = false,
  onGpuStep,
  server,
}: Speeds = {}) {
  let clock = 0;
  let undone = 0;
  const cpuSteps: number[] = [];
  const gpuSteps: number[] = [];
  const cpu = new FakeSession({
    // At the ends of epochs only, so that there is nearly always something unreported.
    reportEvery: 1000,
    onStep: (step) => {
      clock += cpuMillis;
      cpuSteps.push(step);
    },
  });
  const gpu = new FakeSession({
    kind: "webgpu",
    reportEvery: 5,
    onStep: (step) => {
      if (isLate) undone += gpuMillis;
      else clock += gpuMillis;
      gpuSteps.push(step);
      return onGpuStep?.(step);
    },
  });
  const read = gpu.report.bind(gpu);
  gpu.report = () => {
    clock += undone;
    undone = 0;
    return read();
  };
  let finish = (_gpu: Gpu<TrainerSession>) => {};
  let fail = (_error: unknown) => {};
  const prepared = new Promise<Gpu<TrainerSession>>((resolve, reject) => {
    [finish, fail] = [resolve, reject];
  });
  const fake = engineOn({}, server ?? new ShardServer(["train-00", "train-01", "test-00"]), {
    now: () => clock,
    open: async () => ({
      session: cpu,
      ...reasonOf("gpu-sought"),
      prepareGpu: (tell) => {
        tell(reasonOf("gpu-preparing", GPU_NAME));
        return prepared;
      },
    }),
  });
  const codes = () =>
    fake.events.flatMap((event) =>
      event.type === "opened" || event.type === "backend" ? [event.backend.reasonCode] : [],
    );
  /** The mini-batches that the page heard of. */
  const reported = () =>
    fake.events.reduce((sum, event) => sum + (event.type === "step" ? event.report.batches : 0), 0);
  return {
    ...fake,
    cpu,
    gpu,
    cpuSteps,
    gpuSteps,
    codes,
    reported,
    /** The GPU has passed its self-test. */
    prepare: () => finish({ session: gpu, adapterName: GPU_NAME }),
    failToPrepare: fail,
  };
}

export function counting(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export function train({ engine }: Fake): Promise<Summary> {
  return engine.handle({ type: "train", goal: {} }) as Promise<Summary>;
}

/** Trains until the page is told this of the backend, then an epoch more, and pauses. */
export async function trainUntil(fake: Fake, code: BackendReasonCode) {
  const { engine, next } = fake;
  const told = next("backend", ({ backend }) => backend.reasonCode === code);
  const training = train(fake);
  const { backend } = await told;
  await next("epoch");
  await next("epoch");
  await engine.handle({ type: "pause" });
  return { backend, summary: await training };
}
