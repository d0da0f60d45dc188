/**
 * Everything that page and worker say to each other. The shapes that come out of the crate are imported
 * from the types that wasm-bindgen wrote, so they cannot drift from the Rust side.
 */

import type {
  BackendReport,
  EvalReport,
  Ground,
  History,
  LayerReport,
  MistakeQuery,
  ModelChoice,
  Prediction,
  Progress,
  Session,
  StepReport,
  TrainConfig,
} from "../../pkg/cpu/fashion_trainer";
import type { Failure } from "./failure";
import type { GpuWork } from "./gpu-work";
import type { ThreadsCode } from "./variants";

export type { ShardEntry } from "../../pkg/cpu/fashion_trainer";
export type {
  BackendReport,
  EvalReport,
  GpuWork,
  Ground,
  History,
  LayerReport,
  MistakeQuery,
  ModelChoice,
  Prediction,
  Progress,
  StepReport,
  ThreadsCode,
  TrainConfig,
};

/** What the engine needs of the wasm `Session`. */
export type TrainerSession = Omit<Session, typeof Symbol.dispose>;

/** Test images that the network got wrong, each with its pixels. */
export type MistakesFound = ReturnType<Session["mistakes"]>;
/** Weights and biases with their statistics and values. */
export type Weights = Awaited<ReturnType<Session["weights"]>>;
/** What the layers make of an image. */
export type Activations = Awaited<ReturnType<Session["activations"]>>;

/** What the network says of a drawing, and how it saw it. */
export type DrawingPrediction = Awaited<ReturnType<Session["predictDrawing"]>>;
/** One image of the test set, with its pixels. */
export type TestImage = ReturnType<Session["testImage"]>;

/** A picture in RGBA, such as an `ImageData`. */
export type Picture = Pick<ImageData, "data" | "width" | "height">;

/** Settings as they were typed, linked or passed: not judged yet. Only the crate judges them. */
export type ConfigInput = { [Key in keyof TrainConfig]?: unknown };

export type BackendKind = BackendReport["kind"];
export type BackendWish = BackendKind | "auto";

/** Why a backend is the one in use. */
export type BackendReasonCode =
  | "cpu-asked"
  | "webgpu-asked"
  /** It failed, and was opened once more. */
  | "webgpu-again"
  /** Of a CPU that a GPU may yet take over from: it is looked for, prepared, ready to be compared. */
  | "gpu-sought"
  | "gpu-preparing"
  | "gpu-waiting"
  /** Both were timed. */
  | "gpu-faster"
  | "gpu-slower"
  | "no-webgpu"
  | "no-adapter"
  | "software-adapter"
  | "no-timestamps"
  | "webgpu-failed"
  | "webgpu-failed-before"
  /** The engine failed twice, whatever it ran on. */
  | "last-resort";

/** The backend in use, and why it is this one. */
export interface BackendStatus extends BackendReport {
  /** In English words. */
  reason: string;
  reasonCode: BackendReasonCode;
  /** The adapter or the error that the reason names; empty if it names none. */
  reasonDetail: string;
  /** What the reason compares. */
  rates?: Rates | undefined;
  /** Of the CPU: why so many threads. */
  threadsCode?: ThreadsCode | undefined;
}

/** Images per second that each of them trains. */
export interface Rates {
  gpu: number;
  cpu: number;
}

/** `opening`: choosing a backend. `ready`: nothing trained yet. `paused`: something trained, not running. */
export type Phase = "opening" | "loading" | "ready" | "training" | "paused" | "failed";

/** How far to train: neither field means until `config.epochs` are complete. */
export interface TrainGoal {
  /** So many epoch ends from here. */
  epochs?: number | undefined;
  /** So many mini-batches from here. */
  steps?: number | undefined;
}

/** How a call of `train` ended. */
export interface Summary {
  reason: "done" | "paused";
  /** Completed epochs. */
  epoch: number;
  /** Mini-batches since the model was made. */
  step: number;
  /** Of the last report of this run. */
  loss?: number | undefined;
  accuracy?: number | undefined;
  /** Of the last evaluation at an epoch's end, if there was one since the model was made. */
  testAccuracy?: number | undefined;
  /** Wall time of this call. */
  seconds: number;
}

/** A checkpoint that goes on here. */
export interface Restoration {
  config: TrainConfig;
  /** Whether it goes on bit for bit: same version and kind of processor, and the CPU backend then and now. */
  exact: boolean;
}

/** A checkpoint, and where the run stands in it. */
export interface Autosaved {
  bytes: Uint8Array;
  progress: Progress;
}

/** Page to worker. What a page's own script passes is `unknown`: `arguments.ts` judges its form. */
export type Command =
  | {
      type: "open";
      wish: BackendWish;
      dataUrl: string;
      config: ConfigInput;
      /** The most threads on the CPU; as many as there are cores, if nothing is said. */
      threads?: number | undefined;
      /** How an earlier worker of this trainer lost the GPU. */
      gpuFailure?: Failure | undefined;
      /** What happened again after a new start: nothing but the plainest way is tried then. */
      lastResort?: Failure | undefined;
    }
  | { type: "load" }
  /** Data from disk, for what does not come from the host. */
  | { type: "load-files"; files: readonly Blob[] }
  | { type: "configure"; config: unknown }
  | { type: "train"; goal: unknown }
  | { type: "pause" }
  | { type: "reset"; keepSeed: boolean }
  | { type: "evaluate" }
  | { type: "predict"; pixels: unknown; model?: unknown }
  | { type: "predict-drawing"; image: unknown; ground?: unknown; model?: unknown }
  /** A photograph to draw on: its ink without its ground. */
  | { type: "ink"; image: unknown }
  /** Any one. */
  | { type: "test-image" }
  | { type: "mistakes"; query: unknown }
  | { type: "weights"; layer: unknown; model?: unknown }
  | { type: "activations"; pixels: unknown; model?: unknown }
  | { type: "export-model" }
  /** Read by the worker, so that the command keeps its place in the order of calls; here and below. */
  | { type: "import-model"; file: Blob }
  | { type: "save-checkpoint" }
  /** The same, and where the run stands in it. */
  | { type: "autosave" }
  | { type: "restore-checkpoint"; file: Blob }
  | { type: "gpu-work" }
  /** Are you there? */
  | { type: "ping" };

/** What each command is answered with. */
export interface Results {
  open: undefined;
  load: undefined;
  "load-files": FilesTaken;
  configure: TrainConfig;
  train: Summary;
  pause: undefined;
  reset: TrainConfig;
  evaluate: EvalReport;
  predict: Prediction;
  "predict-drawing": DrawingPrediction;
  ink: Uint8Array;
  "test-image": TestImage;
  mistakes: MistakesFound;
  weights: Weights;
  activations: Activations;
  "export-model": Uint8Array;
  "import-model": TrainConfig;
  "save-checkpoint": Uint8Array;
  autosave: Autosaved;
  "restore-checkpoint": Restoration;
  "gpu-work": GpuWork;
  ping: undefined;
}

export type ResultOf<C extends Command> = Results[C["type"]];

/** Files that were chosen from disk are in use. */
export interface FilesTaken {
  /** Of the four files that Fashion-MNIST is published in, those that were not among them. */
  missing: readonly string[];
}

/** A command with the number that its answer will carry. */
export interface Request {
  id: number;
  command: Command;
}

/** What became of the model. */
export interface ModelChange {
  /** It is another one, and what was reported of the old one void. */
  restarted: boolean;
  /** What was reported of the other one, if it comes from a checkpoint. */
  history?: History | undefined;
  /** The other one comes from a model file. */
  imported?: boolean | undefined;
}

/** How many of a GPU's kernels are compiled. */
export interface KernelsMade {
  done: number;
  total: number;
}

/** What the engine tells unasked. */
export type TrainerEvent =
  /** While a GPU is opened: how many of its kernels are compiled. */
  | ({ type: "preparing" } & KernelsMade)
  /** The backend is open and the model initialised; the data is still to come. */
  | { type: "opened"; backend: BackendStatus }
  /** What is known of a GPU that may take over has changed, or it has taken over. */
  | { type: "backend"; backend: BackendStatus }
  /** Told after `opened` and after every change. */
  | ({
      type: "configured";
      config: TrainConfig;
      layers: LayerReport[];
      progress: Progress;
    } & ModelChange)
  | { type: "phase"; phase: Phase }
  /** Compressed bytes of all shards that the settings need. */
  | { type: "loading"; loadedBytes: number; totalBytes: number }
  /** A file did not come; it will be asked for again. */
  | { type: "load-waiting"; retry: number; retries: number }
  /** Downloading stands still; the command `load` goes on with it. */
  | { type: "load-failed"; failure: Failure }
  /** It goes on. */
  | { type: "loading-retried" }
  /** The first mini-batch can be trained. */
  | { type: "ready"; progress: Progress }
  | { type: "step"; report: StepReport; progress: Progress }
  | { type: "evaluating"; done: number; total: number }
  /** All images are done. An evaluation that a pause interrupts goes on with the next training. */
  | { type: "evaluated"; report: EvalReport }
  | { type: "epoch"; report: EvalReport; progress: Progress }
  /** Something failed and the engine goes on. */
  | { type: "error"; failure: Failure }
  /** The worker must not be used again. */
  | { type: "fatal"; failure: Failure };

/** Worker to page. */
export type Message =
  /** The worker's first word: its script runs. */
  | { type: "running" }
  | { type: "event"; event: TrainerEvent }
  /** Until the next word the worker may hang, if a browser hangs in starting workers of workers. */
  | { type: "starting-threads" }
  | { type: "result"; id: number; result: Results[keyof Results] }
  | { type: "rejection"; id: number; failure: Failure };
