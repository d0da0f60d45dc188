/** Whatever a GPU does wrong beside the training on the CPU, the training hears nothing of it. */

import { expect, test, vi } from "vitest";
import {
  counting,
  ENDLESS,
  engineWithGpu,
  type Fake,
  train,
  trainUntil,
} from "../../tests/support/engine-with-gpu";
import { ShardServer } from "../../tests/support/shard-server";
import { TrainerError } from "./failure";

test.each<[string, (fake: Fake) => unknown, string]>([
  ["is rejected", ({ failToPrepare }) => failToPrepare(new Error("no device")), "no device"],
  [
    "traps where nobody catches it",
    ({ engine }) => vi.waitUntil(() => engine.takeFault(new Error("unreachable"))),
    "unreachable",
  ],
])("a GPU that %s while it is prepared costs the training nothing", async (_name, fail, message) => {
  const fake = engineWithGpu();
  const { engine, open, next, count } = fake;
  await open(ENDLESS);
  const told = next("backend", ({ backend }) => backend.reasonCode === "webgpu-failed");
  await fail(fake);
  expect((await told).backend).toMatchObject({ kind: "cpu", reasonDetail: message });
  expect(await engine.handle({ type: "train", goal: { steps: 60 } })).toMatchObject({ step: 60 });
  expect(count("fatal")).toBe(0);
});

test.each<[string, Error]>([
  ["loses its device", new TrainerError("device-lost", "the GPU stopped working: reset")],
  ["traps", new WebAssembly.RuntimeError("unreachable")],
])("a GPU that %s in its trial costs the training nothing", async (_name, error) => {
  const fake = engineWithGpu({ onGpuStep: () => Promise.reject(error) });
  const { open, gpu, cpuSteps, count, prepare, reported } = fake;
  await open(ENDLESS);
  prepare();
  const { backend, summary } = await trainUntil(fake, "webgpu-failed");
  expect(backend).toMatchObject({ kind: "cpu", reasonDetail: error.message });
  expect([cpuSteps, reported()]).toEqual([counting(1, summary.step), summary.step]);
  expect([count("fatal"), count("error"), gpu.isFree]).toEqual([0, 0, true]);
});

test("a trap in the trial that nobody catches is the GPU's, and frees the training from waiting", async () => {
  let isTaken = false;
  const fake: Fake = engineWithGpu({
    onGpuStep: () => {
      isTaken = fake.engine.takeFault(new Error("unreachable"));
      return new Promise(() => {});
    },
  });
  await fake.open(ENDLESS);
  fake.prepare();
  await trainUntil(fake, "webgpu-failed");
  expect(isTaken).toBe(true);
});

test("a GPU that does not answer in its trial is given up", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const fake = engineWithGpu({
      onGpuStep: () => {
        queueMicrotask(() => vi.advanceTimersByTime(10_000));
        return new Promise(() => {});
      },
    });
    await fake.open(ENDLESS);
    fake.prepare();
    const { backend } = await trainUntil(fake, "webgpu-failed");
    expect(backend.reasonDetail).toBe("no answer within 10 seconds");
  } finally {
    vi.useRealTimers();
  }
});

test("an error while the CPU is used is the CPU's", async () => {
  const { engine, open, cpu } = engineWithGpu();
  await open(ENDLESS);
  let isTaken = true;
  cpu.ink = () => {
    isTaken = engine.takeFault(new Error("unreachable"));
    return new Uint8Array();
  };
  const image = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
  await engine.handle({ type: "ink", image });
  expect(isTaken).toBe(false);
});

test("after the move an error is that of the training", async () => {
  const fake = engineWithGpu();
  await fake.open(ENDLESS);
  fake.prepare();
  await trainUntil(fake, "gpu-faster");
  expect(fake.engine.takeFault(new Error("unreachable"))).toBe(false);
});

test("images that can't be fetched again for the GPU cost the training nothing", async () => {
  const server = new ShardServer(["train-00", "train-01", "test-00"]);
  const fake = engineWithGpu({ server });
  await fake.open(ENDLESS);
  server.answer("manifest.json", () => new Response("", { status: 404 }));
  fake.prepare();
  const { backend } = await trainUntil(fake, "webgpu-failed");
  expect(backend.reasonDetail).toContain("manifest.json");
  expect(fake.count("load-failed")).toBe(0);
});

test("a run that can't be saved stays where it is, and what is wrong is told by its own training", async () => {
  const fake = engineWithGpu();
  const { engine, open, next, cpu, codes, count, prepare } = fake;
  await open(ENDLESS);
  const saving = vi.spyOn(cpu, "saveCheckpoint");
  saving.mockRejectedValue(new TrainerError("diverged", "the loss became NaN"));
  prepare();
  const training = train(fake);
  await vi.waitUntil(() => saving.mock.calls.length > 0, { interval: 1 });
  await next("epoch");
  await engine.handle({ type: "pause" });
  expect(await training).toMatchObject({ reason: "paused" });
  expect([codes().at(-1), cpu.isFree, count("error")]).toEqual(["gpu-waiting", false, 0]);
});
