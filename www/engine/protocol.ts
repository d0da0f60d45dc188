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
  TrainConfig,
};

/** What the engine needs of the wasm `Session`; memory is freed by ending the worker. */
export type TrainerSession = Omit<Session, "free" | typeof Symbol.dispose>;

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
  | "gpu-offered"
  | "no-webgpu"
  | "no-adapter"
  | "software-adapter"
  | "no-timestamps"
  | "webgpu-failed"
  | "webgpu-failed-before";

/** The backend in use, and why it is this one. */
export interface BackendStatus extends BackendReport {
  /** In English words. */
  reason: string;
  reasonCode: BackendReasonCode;
  /** The adapter or the error that the reason names; empty if it names none. */
  reasonDetail: string;
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

/** Page to worker. What a page's own script passes is `unknown`: `arguments.ts` judges its form. */
export type Command =
  | {
      type: "open";
      wish: BackendWish;
      dataUrl: string;
      config: ConfigInput;
      /** How an earlier worker of this trainer lost the GPU. */
      gpuFailure?: Failure | undefined;
    }
  | { type: "load" }
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
  | { type: "restore-checkpoint"; file: Blob }
  | { type: "gpu-work" };

/** What each command is answered with. */
export interface Results {
  open: undefined;
  load: undefined;
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
  "restore-checkpoint": Restoration;
  "gpu-work": GpuWork;
}

export type ResultOf<C extends Command> = Results[C["type"]];

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
  /** Downloading stands still; the command `load` goes on with it. */
  | { type: "load-failed"; failure: Failure }
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
  | { type: "event"; event: TrainerEvent }
  | { type: "result"; id: number; result: Results[keyof Results] }
  | { type: "rejection"; id: number; failure: Failure };
