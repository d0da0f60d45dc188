import { expect, onTestFinished, test, vi } from "vitest";
import { FakeWorker } from "../../tests/support/fake-worker";
import { TrainerClient } from "./client";
import type { TrainerEvent } from "./protocol";

const workOf = (dispatches: number) => ({ dispatches, uploadedBytes: 0, reads: 0 });
const GONE = { code: "network", message: "gone" } as const;

function connect() {
  const worker = new FakeWorker();
  const events: TrainerEvent[] = [];
  const client = new TrainerClient(worker, (event) => events.push(event));
  return { worker, events, client };
}

test("answers find their requests, in any order", async () => {
  const { worker, client } = connect();
  const first = client.request({ type: "gpu-work" });
  const second = client.request({ type: "gpu-work" });
  const [one, two] = worker.requests;
  worker.say({ type: "result", id: two?.id ?? 0, result: workOf(2) });
  worker.say({ type: "result", id: one?.id ?? 0, result: workOf(1) });
  expect(await Promise.all([first, second])).toEqual([workOf(1), workOf(2)]);
});

test("a rejection is an Error with its code again", async () => {
  const { worker, client } = connect();
  const training = client.request({ type: "train", goal: {} });
  worker.say({ type: "rejection", id: 1, failure: { code: "busy", message: "already running" } });
  await expect(training).rejects.toMatchObject({
    name: "TrainerError",
    code: "busy",
    message: "already running",
  });
});

test("events go to the listener", () => {
  const { worker, events } = connect();
  worker.say({ type: "event", event: { type: "load-failed", failure: GONE } });
  expect(events).toEqual([{ type: "load-failed", failure: GONE }]);
});

test("a fatal event ends the worker and everything that waits for it", async () => {
  const { worker, client, events } = connect();
  const training = client.request({ type: "train", goal: {} });
  const failure = { code: "crashed", message: "unreachable" } as const;
  worker.say({ type: "event", event: { type: "fatal", failure } });
  await expect(training).rejects.toMatchObject(failure);
  expect(worker.isTerminated).toBe(true);
  expect(events).toEqual([{ type: "fatal", failure }]);
  await expect(client.request({ type: "pause" })).rejects.toMatchObject({ code: "crashed" });
  expect(worker.requests).toHaveLength(1);
});

test.each([
  ["script fails is a crash", "SyntaxError", "crashed"],
  ["script does not arrive, which has no message, is a failure of the network", "", "network"],
])("a worker whose %s, told once", async (_what, message, code) => {
  const { worker, client, events } = connect();
  const opening = client.request({ type: "gpu-work" });
  worker.break(message);
  worker.break("again");
  await expect(opening).rejects.toMatchObject({ code });
  expect(events).toHaveLength(1);
});

test("ending it on purpose rejects with the reason and tells no event", async () => {
  const { worker, client, events } = connect();
  const training = client.request({ type: "train", goal: {} });
  client.end(new DOMException("removed", "AbortError"));
  await expect(training).rejects.toMatchObject({ name: "AbortError" });
  expect(worker.isTerminated).toBe(true);
  expect(events).toEqual([]);
});

test.each([
  ["predict", "bad-image", { type: "predict", pixels: () => 1 }],
  ["activations", "bad-image", { type: "activations", pixels: () => 1 }],
  ["mistakes", "bad-config", { type: "mistakes", query: { truth: () => 1 } }],
  ["weights", "bad-config", { type: "weights", layer: () => 1 }],
  ["configure", "bad-config", { type: "configure", config: { epochs: () => 1 } }],
] as const)("what can't be sent to a worker is refused: %s", async (_name, code, command) => {
  const { worker, client } = connect();
  await expect(client.request(command)).rejects.toMatchObject({ name: "TrainerError", code });
  expect(worker.isTerminated).toBe(false);
});

test("a file is sent at once, before what is asked after it", () => {
  const { worker, client } = connect();
  void client.request({ type: "import-model", file: new Blob(["bytes"]) });
  void client.request({ type: "train", goal: {} });
  expect(worker.requests.map(({ command }) => command)).toMatchObject([
    { type: "import-model", file: { size: 5 } },
    { type: "train" },
  ]);
});

test("a worker that hangs in starting its threads is ended; one that speaks again is not", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { worker, events } = connect();
  worker.say({ type: "starting-threads" });
  vi.advanceTimersByTime(14_000);
  worker.say({ type: "starting-threads" });
  worker.tell({ type: "phase", phase: "loading" });
  vi.advanceTimersByTime(20_000);
  expect(worker.isTerminated).toBe(false);
  worker.say({ type: "starting-threads" });
  vi.advanceTimersByTime(15_000);
  expect(worker.isTerminated).toBe(true);
  expect(events.at(-1)).toMatchObject({ type: "fatal", failure: { code: "crashed", isOfThreads: true } });
});

test("a worker that has spoken once and then is silent has crashed; one whose script is still to come has not", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { worker, events } = connect();
  vi.advanceTimersByTime(10 * 60_000);
  expect(events).toEqual([]);
  worker.tell({ type: "phase", phase: "loading" });
  vi.advanceTimersByTime(2 * 60_000);
  expect(worker.isTerminated).toBe(true);
  expect(events.at(-1)).toMatchObject({ type: "fatal", failure: { code: "crashed" } });
});
