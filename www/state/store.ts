/** What the page knows, and how each event changes it. Pure: no DOM, no clock, no worker. */

import type { Failure } from "../engine/failure";
import type {
  BackendStatus,
  EvalReport,
  LayerReport,
  Phase,
  Progress,
  StepReport,
  TrainConfig,
  TrainerEvent,
} from "../engine/protocol";
import type { Problem } from "./errors";
import { type SettingKey, settingBlamed } from "./settings";

export interface State {
  readonly phase: Phase;
  /** Pause was asked for; the mini-batch in flight is still running. */
  readonly isPausing: boolean;
  readonly backend: BackendStatus | undefined;
  readonly config: TrainConfig | undefined;
  readonly layers: readonly LayerReport[];
  readonly progress: Progress | undefined;
  readonly download: { readonly loadedBytes: number; readonly totalBytes: number } | undefined;
  readonly evaluation: { readonly done: number; readonly total: number } | undefined;
  readonly steps: readonly StepReport[];
  readonly evaluations: readonly EvalReport[];
  readonly problem: Problem | undefined;
  /** What the crate said about a value, for each setting that has a refused one. */
  readonly settingErrors: Readonly<Partial<Record<SettingKey, string>>>;
}

/** What the page itself adds to the engine's events. */
export type PageEvent =
  | { type: "pause-asked" }
  | { type: "problem-closed" }
  | { type: "setting-refused"; key: SettingKey; message: string }
  /** The field shows the value in force again. */
  | { type: "setting-restored"; key: SettingKey }
  /** A new worker takes over; the curves stay until it has a model. */
  | { type: "restarted" };

export const INITIAL_STATE: State = {
  phase: "opening",
  isPausing: false,
  backend: undefined,
  config: undefined,
  layers: [],
  progress: undefined,
  download: undefined,
  evaluation: undefined,
  steps: [],
  evaluations: [],
  problem: undefined,
  settingErrors: {},
};

export function reduce(state: State, event: TrainerEvent | PageEvent): State {
  switch (event.type) {
    case "opened":
      return { ...state, backend: event.backend };
    case "configured":
      return {
        ...state,
        config: event.config,
        layers: event.layers,
        progress: event.progress,
        ...(event.restarted && { steps: [], evaluations: [], evaluation: undefined }),
      };
    case "phase":
      return { ...state, phase: event.phase, isPausing: false };
    case "loading":
      return { ...state, download: { loadedBytes: event.loadedBytes, totalBytes: event.totalBytes } };
    case "load-failed":
      return { ...state, problem: { ...event.failure, remedy: "retry-loading" } };
    case "ready":
      return state;
    case "step":
      return { ...state, steps: [...state.steps, event.report], progress: event.progress };
    case "evaluating":
      return { ...state, evaluation: { done: event.done, total: event.total } };
    case "evaluated":
      return { ...state, evaluation: undefined };
    case "epoch":
      return { ...state, evaluations: [...state.evaluations, event.report] };
    case "error":
      return withError(state, event.failure);
    case "fatal":
      return {
        ...state,
        phase: "failed",
        isPausing: false,
        problem: { ...event.failure, remedy: "restart" },
      };
    case "pause-asked":
      return state.phase === "training" ? { ...state, isPausing: true } : state;
    case "problem-closed":
      return { ...state, problem: undefined };
    case "setting-refused":
      return { ...state, settingErrors: { ...state.settingErrors, [event.key]: event.message } };
    case "setting-restored": {
      const { [event.key]: _restored, ...settingErrors } = state.settingErrors;
      return { ...state, settingErrors };
    }
    case "restarted":
      return { ...INITIAL_STATE, config: state.config, layers: state.layers };
  }
}

/** A refused setting is shown at its field, anything else as a problem of the page. */
function withError(state: State, failure: Failure): State {
  const setting = failure.code === "bad-config" ? settingBlamed(failure.message) : undefined;
  if (!setting?.isInForm) return { ...state, problem: { ...failure, remedy: "dismiss" } };
  return reduce(state, { type: "setting-refused", key: setting.key, message: failure.message });
}
