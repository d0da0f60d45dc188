import { expect, test } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../tests/support/reports";
import type { BackendReasonCode, BackendStatus, EvalReport } from "../engine/protocol";
import { reasonOf } from "../engine/reasons";
import { wordsFor } from "../words";
import { ANNOUNCEMENT_PAUSE, Announcer, type Status, statusOf } from "./status";
import { INITIAL_STATE, reduce, type State } from "./store";

const ENGLISH = wordsFor(["en"]);
const GERMAN = wordsFor(["de"]);

const BACKEND: BackendStatus = {
  kind: "cpu",
  name: "fake",
  threads: 1,
  selfTestMillis: undefined,
  reason: "The CPU was asked for.",
  reasonCode: "cpu-asked",
  reasonDetail: "",
};

function status(state: Partial<State>, words = ENGLISH) {
  return statusOf({ ...INITIAL_STATE, config: CONFIG, ...state }, words);
}

test("before anything is known it says so and shows no numbers", () => {
  expect(statusOf(INITIAL_STATE, ENGLISH)).toMatchObject({
    headline: "Starting",
    epoch: "–",
    speed: "–",
    bars: [],
  });
});

test("loading shows megabytes, also beside a training that has begun", () => {
  const download = { loadedBytes: 12_345_678, totalBytes: 30_000_000 };
  expect(status({ phase: "loading", download }).bars.map((bar) => bar.label)).toEqual([
    "Download: 12.3 of 30.0 MB",
  ]);
  expect(status({ phase: "training", download, progress: progressOf() }).bars).toHaveLength(2);
  const complete = { loadedBytes: 30_000_000, totalBytes: 30_000_000 };
  const begun = { progress: progressOf({ step: 0, stepInEpoch: 0 }) };
  expect(status({ phase: "ready", download, ...begun }).bars.map((bar) => bar.label)).toEqual([
    "Download: 12.3 of 30.0 MB",
  ]);
  expect(status({ phase: "ready", download: complete, ...begun }).bars).toEqual([
    { label: "This epoch: 0 of 938 mini-batches", done: 0, total: 938 },
  ]);
});

test("training shows epoch, speed and the time left at that speed", () => {
  const shown = status({
    phase: "training",
    progress: progressOf({ epoch: 2, step: 2000, stepInEpoch: 124, imagesSeen: 128_000 }),
    steps: [stepOf({ imagesPerSecond: 900 }), stepOf({ imagesPerSecond: 1100 })],
  });
  // 12 x 60,000 - 128,000 images at 1,000 a second: 592 s.
  expect(shown).toMatchObject({
    headline: "Training",
    epoch: "3 of 12",
    step: "2,000",
    speed: "1,000",
    timeLeft: "10\u00a0min",
  });
  expect(shown.bars).toEqual([{ label: "This epoch: 124 of 938 mini-batches", done: 124, total: 938 }]);
});

test("speed and time left are those of this device, whatever a checkpoint tells of another", () => {
  const restored = Array.from({ length: 8 }, () => stepOf({ imagesPerSecond: 50_000 }));
  const progress = progressOf({ imagesSeen: 60_000 });
  const before = status({ phase: "training", progress, steps: restored, restoredSteps: 8 });
  expect(before).toMatchObject({ speed: "–", timeLeft: "–" });
  const steps = [...restored, stepOf({ imagesPerSecond: 1000 })];
  const after = status({ phase: "training", progress, steps, restoredSteps: 8 });
  expect(after).toMatchObject({ speed: "1,000", timeLeft: "11\u00a0min" });
});

test("a network from a file is not called untrained", () => {
  expect(status({ phase: "ready" }).detail).toContain("Nothing is learned yet");
  expect(status({ phase: "ready", isImported: true }).detail).toMatch(/from a file.+goes on from there/);
});

test("while a GPU is opened it says how many of its kernels are compiled", () => {
  const preparing = reduce(INITIAL_STATE, { type: "preparing", done: 7, total: 19 });
  const shown = statusOf(preparing, ENGLISH);
  expect(shown.detail).toContain("Preparing the graphics processor");
  expect(shown.bars).toEqual([{ label: "GPU kernels: 7 of 19", done: 7, total: 19 }]);
  const opened = reduce(preparing, { type: "opened", backend: { ...BACKEND, kind: "webgpu" } });
  expect(statusOf(opened, ENGLISH).bars).toEqual([]);
});

test("an evaluation has its own bar and headline", () => {
  const shown = status({
    phase: "training",
    progress: progressOf(),
    evaluation: { done: 4000, total: 10_000 },
  });
  expect(shown.headline).toBe("Testing");
  // A sample of the training images is among them.
  expect(shown.detail).not.toContain("test images");
  expect(shown.bars[0]?.label).toBe("Testing: 4,000 of 10,000 images");
  const atEnd = progressOf({ epoch: 2, step: 1876, stepInEpoch: 0 });
  expect(status({ phase: "training", progress: atEnd, evaluation: { done: 1, total: 2 } }).epoch).toBe(
    "2 of 12",
  );
  expect(status({ phase: "training", progress: atEnd }).epoch).toBe("3 of 12");
});

test("the end is called so, with the last epoch and a full bar", () => {
  const shown = status({
    phase: "paused",
    progress: progressOf({ epoch: 12, step: 11_256, stepInEpoch: 0, finished: true }),
    steps: [stepOf()],
  });
  expect(shown).toMatchObject({ headline: "Done", epoch: "12 of 12", timeLeft: "–" });
  expect(shown.bars[0]).toMatchObject({ done: 938, total: 938 });
});

test("with the last test still to come it is not done, only paused", () => {
  const progress = progressOf({ epoch: 12, stepInEpoch: 0, finished: true, evaluationDue: true });
  expect(status({ phase: "paused", progress }).headline).toBe("Paused");
});

test("training past the configured end shows its epoch, and claims no end", () => {
  const past = { phase: "training", steps: [stepOf()] } as const;
  const progress = progressOf({
    epoch: 12,
    step: 11_356,
    stepInEpoch: 100,
    imagesSeen: 726_400,
    finished: true,
  });
  const shown = status({ ...past, progress });
  expect(shown).toMatchObject({ epoch: "13", timeLeft: "–" });
  expect(shown.bars[0]).toMatchObject({ done: 100, total: 938 });
  const atEnd = progressOf({ epoch: 13, step: 12_194, stepInEpoch: 0, finished: true });
  expect(status({ phase: "paused", progress: atEnd })).toMatchObject({ headline: "Done", epoch: "13" });
});

test("between the last mini-batch and the last test it is still the last epoch", () => {
  const progress = progressOf({
    epoch: 12,
    step: 11_256,
    stepInEpoch: 0,
    imagesSeen: 720_000,
    finished: true,
  });
  expect(status({ phase: "training", progress, steps: [stepOf()] })).toMatchObject({
    epoch: "12 of 12",
    timeLeft: "–",
  });
});

test("a screen reader hears of phases and epochs, not of steps", () => {
  const training = { phase: "training", progress: progressOf() } as const;
  const first = status({ ...training, steps: [stepOf()] }).announcement;
  expect(status({ ...training, steps: [stepOf(), stepOf({ step: 2 })] }).announcement).toBe(first);
  const tested = { ...training, evaluations: [evaluationOf()] };
  expect(status(tested).announcement).toContain("87.65");
  // The old result is not told again while the next one is counted.
  expect(status({ ...tested, evaluation: { done: 1, total: 2 } }).announcement).toBe("Testing.");
});

test("while it trains, a screen reader hears how far it is, but not all the time", () => {
  const announcer = new Announcer();
  const training = (accuracy: number, evaluations = [] as EvalReport[]): Status => {
    const progress = progressOf({ epoch: evaluations.length });
    return status({ phase: "training", progress, steps: [stepOf({ accuracy })], evaluations });
  };
  expect(announcer.say(status({ phase: "ready" }), 0)).toBe("Ready.");
  expect(announcer.say(training(0.5), 100)).toBe("Training.");
  expect(announcer.say(training(0.6), 100 + ANNOUNCEMENT_PAUSE - 1)).toBe("Training.");
  const first = "Epoch 1 of 12, training accuracy 70 percent.";
  const due = 100 + ANNOUNCEMENT_PAUSE;
  expect(announcer.say(training(0.7), due)).toBe(first);
  expect(announcer.say(training(0.8), due + 1000)).toBe(first);
  // A result does not wait, and is not talked over.
  const result = "Training. Test accuracy after epoch 1: 87.65\u202f%.";
  expect(announcer.say(training(0.8, [evaluationOf()]), due + 2000)).toBe(result);
  expect(announcer.say(training(0.81, [evaluationOf()]), due + 2000 + ANNOUNCEMENT_PAUSE - 1)).toBe(result);
  expect(announcer.say(training(0.82, [evaluationOf()]), due + 2000 + ANNOUNCEMENT_PAUSE)).toContain(
    "Epoch 2 of 12",
  );
  expect(announcer.say(status({ phase: "paused", evaluations: [evaluationOf()] }), due + 7500)).toContain(
    "Paused.",
  );
});

test("the threads of the CPU are told, and why there is only one", () => {
  const backend = { ...BACKEND, threads: 4, threadsCode: "all-cores" } as const;
  expect(status({ backend })).toMatchObject({
    backend: "CPU: fake, 4 threads",
    reason: "The CPU was asked for.",
  });
  const alone = { ...BACKEND, threadsCode: "not-isolated" } as const;
  expect(status({ backend: alone })).toMatchObject({
    backend: "CPU: fake, 1 thread",
    reason: "The CPU was asked for. More threads need a host that isolates the page.",
  });
  const gpu = { ...BACKEND, kind: "webgpu", name: "Apple M2" } as const;
  expect(status({ backend: gpu }, GERMAN).backend).toBe("WebGPU: Apple M2");
});

test("the reason for the backend is told in the language of the page", () => {
  const rates = { gpu: 41_400.4, cpu: 849.6 };
  const names = Object.keys(ENGLISH.status.reasons) as BackendReasonCode[];
  for (const name of names) {
    const why = reasonOf(name, "Apple M2", rates);
    const backend = { ...BACKEND, ...why };
    expect(status({ backend }).reason).toBe(why.reason);
    const german = status({ backend }, GERMAN).reason;
    expect(german).toMatch(/(CPU|WebGPU|Grafikkarte)/);
    for (const told of ["Apple M2", "so the CPU trains"]) {
      const inGerman = told.replace("so the CPU trains", "daher trainiert die CPU");
      expect(german.includes(inGerman), german).toBe(why.reason.includes(told));
    }
  }
  const backend = { ...BACKEND, ...reasonOf("gpu-slower", "Apple M2", rates) };
  expect(status({ backend }).reason).toContain("41,400 images per second here, the CPU 850");
  expect(status({ backend }, GERMAN).reason).toContain("41.400 Bilder je Sekunde, die CPU 850");
});

test("kernels that are compiled beside a training are counted with the reason, and move nothing", () => {
  const backend = { ...BACKEND, ...reasonOf("gpu-preparing", "Apple M2") };
  const preparing = reduce({ ...INITIAL_STATE, backend }, { type: "preparing", done: 7, total: 19 });
  expect(statusOf(preparing, ENGLISH)).toMatchObject({
    bars: [],
    reason: "The CPU trains while the graphics processor (Apple M2) is prepared. GPU kernels: 7 of 19.",
  });
  const waiting = { ...BACKEND, ...reasonOf("gpu-waiting", "Apple M2") };
  const ready = reduce(preparing, { type: "backend", backend: waiting });
  expect(statusOf(ready, ENGLISH).reason).not.toContain("kernels");
});

test("after a move to another backend, speed and time left are those of the new one", () => {
  const steps = Array.from({ length: 8 }, () => stepOf({ imagesPerSecond: 800 }));
  const progress = progressOf({ imagesSeen: 60_000 });
  const onCpu: State = {
    ...INITIAL_STATE,
    config: CONFIG,
    phase: "training",
    backend: BACKEND,
    steps,
    progress,
  };
  const told = reduce(onCpu, { type: "backend", backend: { ...BACKEND, reasonCode: "gpu-waiting" } });
  expect(statusOf(told, ENGLISH).speed).toBe("800");
  const moved = reduce(told, { type: "backend", backend: { ...BACKEND, kind: "webgpu" } });
  expect(statusOf(moved, ENGLISH)).toMatchObject({ speed: "–", timeLeft: "–" });
  const report = stepOf({ imagesPerSecond: 40_000 });
  const trained = reduce(moved, { type: "step", report, progress });
  expect(statusOf(trained, ENGLISH).speed).toBe("40,000");
});

test("every phase and number is in the language of the page", () => {
  const shown = status(
    {
      phase: "training",
      progress: progressOf({ epoch: 2, step: 2000, stepInEpoch: 124 }),
      steps: [stepOf({ imagesPerSecond: 1234 })],
      download: { loadedBytes: 12_345_678, totalBytes: 30_000_000 },
    },
    GERMAN,
  );
  expect(shown).toMatchObject({ headline: "Trainiert", epoch: "3 von 12", step: "2.000", speed: "1.234" });
  expect(shown.bars[1]?.label).toBe("Geladen: 12,3 von 30,0 MB");
});
