/** The CPU trains at once; a GPU that proves faster takes the run over, and any other leaves it alone. */

import { expect, test } from "vitest";
import { checkpointAfter } from "../../tests/support/engine";
import {
  counting,
  ENDLESS,
  engineWithGpu,
  GPU_NAME,
  train,
  trainUntil,
} from "../../tests/support/engine-with-gpu";
import { ShardServer } from "../../tests/support/shard-server";

test("while a GPU is prepared, however long, the CPU is ready, predicts and trains", async () => {
  const { engine, open, codes, gpuSteps, server } = engineWithGpu();
  await open(ENDLESS);
  expect(await engine.handle({ type: "predict", pixels: new Uint8Array(784) })).toMatchObject({ label: 0 });
  expect(await engine.handle({ type: "train", goal: { steps: 60 } })).toMatchObject({ step: 60 });
  expect(codes()).toEqual(["gpu-sought", "gpu-preparing"]);
  expect(gpuSteps).toEqual([]);
  expect(server.requests.filter((file) => file === "manifest.json")).toHaveLength(1);
});

test("a faster GPU takes the run over between two mini-batches, and none is lost or trained twice", async () => {
  const fake = engineWithGpu();
  const { open, events, cpu, gpu, cpuSteps, gpuSteps, codes, reported, prepare } = fake;
  await open({ ...ENDLESS, batchSize: 1 });
  prepare();
  const { backend, summary } = await trainUntil(fake, "gpu-faster");

  const { step, epoch } = summary;
  const last = cpuSteps.at(-1) ?? 0;
  expect(step).toBeGreaterThan(last);
  expect(cpuSteps).toEqual(counting(1, last));
  // Whatever the trial was, the rest of the run comes after it.
  expect(gpuSteps.slice(last - step)).toEqual(counting(last + 1, step));
  expect(reported()).toBe(step);
  const steps = events.flatMap((event) => (event.type === "step" ? [event.report.step] : []));
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  const epochs = events.flatMap((event) => (event.type === "epoch" ? [event.report.epoch] : []));
  expect(epochs).toEqual(counting(1, Math.max(...epochs)));
  expect(epoch).toBeGreaterThanOrEqual(epochs.length);

  expect(codes()).toEqual(["gpu-sought", "gpu-preparing", "gpu-waiting", "gpu-faster"]);
  expect(backend).toMatchObject({
    kind: "webgpu",
    name: GPU_NAME,
    // An image in 10 and in 80 ms.
    rates: { gpu: 100, cpu: 12.5 },
    reason: "The graphics processor trains 100 images per second here, the CPU 13.",
  });
  expect([cpu.isFree, gpu.isFree]).toEqual([true, false]);
  // It is the same model.
  expect(events.filter((event) => event.type === "configured")).toHaveLength(1);
});

test("a slower GPU is let go as soon as that is clear, and the CPU goes on, with both figures", async () => {
  const fake = engineWithGpu({ gpuMillis: 1000 });
  const { open, cpu, gpu, cpuSteps, gpuSteps, prepare, reported } = fake;
  await open(ENDLESS);
  prepare();
  const { backend, summary } = await trainUntil(fake, "gpu-slower");
  expect(cpuSteps).toEqual(counting(1, summary.step));
  expect(reported()).toBe(summary.step);
  // Three to warm up; two more take longer than twenty on the CPU.
  expect(gpuSteps).toHaveLength(5);
  expect(backend).toMatchObject({
    kind: "cpu",
    name: "fake",
    reasonDetail: GPU_NAME,
    rates: { gpu: 10, cpu: 125 },
  });
  expect([cpu.isFree, gpu.isFree]).toEqual([false, true]);
});

test("the time that a GPU takes is that until its work is done, not until it is given", async () => {
  const fake = engineWithGpu({ gpuMillis: 1000, isLate: true });
  await fake.open(ENDLESS);
  fake.prepare();
  const { backend } = await trainUntil(fake, "gpu-slower");
  expect(backend.rates).toEqual({ gpu: 10, cpu: 125 });
});

test("the GPU waits idle until something is trained, and gets no more images than its trial needs", async () => {
  const server = new ShardServer(["train-00", "train-01", "test-00"]);
  const fake = engineWithGpu({ server, gpuMillis: 1000 });
  const { engine, open, next, gpuSteps, prepare } = fake;
  await open({ ...ENDLESS, trainSize: 20 });
  const ready = next("backend", ({ backend }) => backend.reasonCode === "gpu-waiting");
  prepare();
  await ready;
  const before = server.requests.length;
  await engine.handle({ type: "predict", pixels: new Uint8Array(784) });
  expect([server.requests.length, gpuSteps.length]).toEqual([before, 0]);
  await trainUntil(fake, "gpu-slower");
  expect(server.requests.slice(before)).toEqual(["manifest.json", "train-00.bin.gz"]);
});

test("a pause during the trial stops both, and the trial goes on with the next training", async () => {
  let pause = () => {};
  const fake = engineWithGpu({ gpuMillis: 70, onGpuStep: () => pause() });
  const { engine, open, gpuSteps, codes, prepare } = fake;
  const inTrial = new Promise<void>((resolve) => {
    pause = resolve;
  });
  await open(ENDLESS);
  prepare();
  const training = train(fake);
  await inTrial;
  await engine.handle({ type: "pause" });
  const { reason, step } = await training;
  expect(reason).toBe("paused");
  const tried = gpuSteps.length;
  await engine.handle({ type: "evaluate" });
  expect([gpuSteps.length, codes().at(-1)]).toEqual([tried, "gpu-waiting"]);
  const { summary } = await trainUntil(fake, "gpu-faster");
  expect(gpuSteps.at(-1)).toBe(summary.step);
  expect(summary.step).toBeGreaterThan(step);
});

test("settings, and a model from a checkpoint, that come while the GPU is prepared move with the run", async () => {
  const file = await checkpointAfter(6, { trainSize: 20, seed: 7 });
  const fake = engineWithGpu();
  const { engine, open, gpu, cpuSteps, prepare, next } = fake;
  await open(ENDLESS);
  await engine.handle({ type: "train", goal: { steps: 30 } });
  await engine.handle({ type: "restore-checkpoint", file });
  prepare();
  const ready = next("backend", ({ backend }) => backend.reasonCode === "gpu-waiting");
  await ready;
  await engine.handle({ type: "configure", config: { learningRate: 0.02, epochs: 900_000 } });
  const { summary } = await trainUntil(fake, "gpu-faster");
  expect(gpu.config()).toMatchObject({ learningRate: 0.02, epochs: 900_000, seed: 7, trainSize: 20 });
  expect(cpuSteps.slice(30, 32)).toEqual([7, 8]);
  expect(summary.step).toBe(gpu.progress().step);
});

test("another training set after the trial is complete on the GPU before the run moves", async () => {
  const server = new ShardServer(["train-00", "train-01", "test-00"]);
  const fake = engineWithGpu({ server });
  const { open, gpu, cpu, prepare, next } = fake;
  await open({ ...ENDLESS, trainSize: 20 });
  prepare();
  const saveCheckpoint = cpu.saveCheckpoint.bind(cpu);
  let saved = 0;
  cpu.saveCheckpoint = async () => {
    saved += 1;
    if (saved === 1) cpu.configure({ trainSize: 40 });
    return saveCheckpoint();
  };
  await next("loading", ({ loadedBytes, totalBytes }) => loadedBytes === totalBytes);
  cpu.loadShard("train-01", server.shards[1]?.bytes ?? new Uint8Array());
  await trainUntil(fake, "gpu-faster");
  expect(saved).toBe(2);
  expect([gpu.config().trainSize, gpu.shardPlan()]).toEqual([40, []]);
});

test("another size of mini-batch during the trial is timed anew, on both", async () => {
  let change = () => {};
  const fake = engineWithGpu({ gpuMillis: 70, onGpuStep: () => change() });
  const { engine, open, prepare } = fake;
  await open(ENDLESS);
  change = () => void engine.handle({ type: "configure", config: { batchSize: 20 } });
  prepare();
  const { backend } = await trainUntil(fake, "gpu-faster");
  expect(backend.rates).toEqual({ cpu: 250, gpu: expect.closeTo(285.7, 1) });
});

test("after the move, what the last evaluation found is kept until the next one", async () => {
  const fake = engineWithGpu();
  const { engine, open, next, cpu, gpu, prepare } = fake;
  await open(ENDLESS);
  cpu.mistakes = () => ({ step: 4, total: 77, mistakes: [] });
  gpu.mistakes = () => ({ step: 99, total: 5, mistakes: [] });
  prepare();
  const moved = next("backend", ({ backend }) => backend.kind === "webgpu");
  const mistakes = moved.then(() => engine.handle({ type: "mistakes", query: {} }));
  const training = train(fake);
  expect(await mistakes).toMatchObject({ total: 77 });
  await next("evaluated");
  await engine.handle({ type: "pause" });
  await training;
  expect(await engine.handle({ type: "mistakes", query: {} })).toMatchObject({ total: 5 });
  expect(cpu.isFree).toBe(true);
});

test("the pretrained network can still be asked after the move", async () => {
  const fake = engineWithGpu();
  await fake.open(ENDLESS);
  const question = { type: "predict", pixels: new Uint8Array(784), model: "pretrained" } as const;
  expect(await fake.engine.handle(question)).toMatchObject({ label: 2 });
  fake.prepare();
  await trainUntil(fake, "gpu-faster");
  expect(await fake.engine.handle(question)).toMatchObject({ label: 2 });
});
