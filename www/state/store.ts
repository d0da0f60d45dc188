/** What the page knows, and how each event changes it. Pure: no DOM, no clock, no worker. */

import type { Failure } from "../engine/failure";
import type {
  BackendStatus,
  EvalReport,
  KernelsMade,
  LayerReport,
  ModelChange,
  Phase,
  Progress,
  StepReport,
  TrainConfig,
  TrainerEvent,
} from "../engine/protocol";
import type { Problem } from "./errors";
import { withEvaluation, withStep } from "./history";
import { reduceSafety, type Safety, type SafetyEvent, UNTOUCHED } from "./saved/safety";
import { type SettingKey, settingBlamed } from "./settings";

export interface State {
  readonly phase: Phase;
  /** Pause was asked for; the mini-batch in flight is still running. */
  readonly isPausing: boolean;
  /** While a GPU is opened. */
  readonly kernels: KernelsMade | undefined;
  readonly backend: BackendStatus | undefined;
  readonly config: TrainConfig | undefined;
  readonly layers: readonly LayerReport[];
  /** The weights that this run began with come from a model file. */
  readonly isImported: boolean;
  readonly progress: Progress | undefined;
  readonly download: { readonly loadedBytes: number; readonly totalBytes: number } | undefined;
  /** Before a file that did not come is asked for again: for the how manieth time, of how many. */
  readonly waiting: { readonly retry: number; readonly retries: number } | undefined;
  readonly evaluation: { readonly done: number; readonly total: number } | undefined;
  /** Neighbours are merged, and of evaluations every second one is left out, once there are many (`history.ts`). */
  readonly steps: readonly StepReport[];
  /** How many of them, the first, were made before the model came here: with a checkpoint, or to another backend. */
  readonly restoredSteps: number;
  readonly evaluations: readonly EvalReport[];
  /** The last evaluation, whether at an epoch's end or because somebody asked. */
  readonly latest: EvalReport | undefined;
  /** The last error that is neither of a setting nor of loading. */
  readonly problem: Problem | undefined;
  /** Why the data stands still. Apart from `problem`, since nothing else may take its button away. */
  readonly loadFailure: Failure | undefined;
  /** What the crate said about a value, for each setting that has a refused one. */
  readonly settingErrors: Readonly<Partial<Record<SettingKey, string>>>;
  /** What is kept of the run, and what became of it in a fault. */
  readonly safety: Safety;
  /** Edits of each setting that the engine has not answered yet. */
  readonly editsUnderWay: Readonly<Partial<Record<SettingKey, number>>>;
}

/** What the page itself adds to the engine's events. */
export type PageEvent =
  | SafetyEvent
  | { type: "pause-asked" }
  | { type: "problem-closed" }
  | { type: "setting-asked"; key: SettingKey }
  /** In force or refused. */
  | { type: "setting-answered"; key: SettingKey }
  | { type: "setting-refused"; key: SettingKey; message: string }
  /** The field shows the value in force again. */
  | { type: "setting-restored"; key: SettingKey }
  /** A new worker takes over; the curves stay until it has a model. */
  | { type: "restarted" };

export const INITIAL_STATE: State = {
  phase: "opening",
  isPausing: false,
  kernels: undefined,
  backend: undefined,
  config: undefined,
  layers: [],
  isImported: false,
  progress: undefined,
  download: undefined,
  waiting: undefined,
  evaluation: undefined,
  steps: [],
  restoredSteps: 0,
  evaluations: [],
  latest: undefined,
  problem: undefined,
  loadFailure: undefined,
  settingErrors: {},
  safety: UNTOUCHED,
  editsUnderWay: {},
};

/** Nothing but a new worker helps. */
export function isOver(state: State): boolean {
  return state.problem?.remedy === "restart";
}

/** All epochs that the settings ask for are trained, and the last one is evaluated. */
export function isFinished({ progress }: State): boolean {
  return progress?.finished === true && !progress.evaluationDue;
}

/** There is something to lose by starting over. */
export function hasLearned({ phase, progress, isImported }: State): boolean {
  return phase !== "failed" && (isImported || (progress?.step ?? 0) > 0);
}

/** All that is wrong now, in the order to show it. */
export function problemsOf({ problem, loadFailure }: State): Problem[] {
  const loading = loadFailure && ({ ...loadFailure, remedy: "retry-loading" } as const);
  return [loading, problem].filter((each) => each !== undefined);
}

/** It makes void what was reported of the old one, and said about it (`diverged`). */
function newModel({ history, imported = false }: ModelChange): Partial<State> {
  const { steps, evaluations } = history ?? { steps: [], evaluations: [] };
  return {
    steps,
    restoredSteps: steps.length,
    evaluations,
    latest: evaluations.at(-1),
    isImported: imported,
    evaluation: undefined,
    problem: undefined,
  };
}

export function reduce(state: State, event: TrainerEvent | PageEvent): State {
  const safety = reduceSafety(state.safety, event);
  return reduceTraining(safety === state.safety ? state : { ...state, safety }, event);
}

function reduceTraining(state: State, event: TrainerEvent | PageEvent): State {
  switch (event.type) {
    case "preparing":
      return { ...state, kernels: { done: event.done, total: event.total } };
    case "opened":
      return { ...state, kernels: undefined, backend: event.backend };
    case "backend": {
      const isMove = event.backend.kind !== state.backend?.kind;
      const restoredSteps = isMove ? state.steps.length : state.restoredSteps;
      return { ...state, kernels: undefined, backend: event.backend, restoredSteps };
    }
    case "configured":
      return {
        ...state,
        config: event.config,
        layers: event.layers,
        progress: event.progress,
        ...(event.restarted && newModel(event)),
      };
    case "phase":
      return { ...state, phase: event.phase, isPausing: false };
    case "loading": {
      const { loadedBytes, totalBytes } = event;
      return { ...state, download: { loadedBytes, totalBytes }, waiting: undefined };
    }
    case "load-waiting":
      return { ...state, waiting: { retry: event.retry, retries: event.retries } };
    case "load-failed":
      return { ...state, loadFailure: event.failure, waiting: undefined };
    case "ready":
      return { ...state, progress: event.progress };
    case "step":
      return { ...state, ...withStep(state, event.report), progress: event.progress };
    case "evaluating":
      return { ...state, evaluation: { done: event.done, total: event.total } };
    case "evaluated":
      return { ...state, evaluation: undefined, latest: event.report };
    case "epoch":
      return {
        ...state,
        evaluations: withEvaluation(state.evaluations, event.report),
        progress: event.progress,
      };
    case "error":
      return withError(state, event.failure);
    case "fatal":
      return {
        ...state,
        phase: "failed",
        isPausing: false,
        evaluation: undefined,
        problem: { ...event.failure, remedy: "restart" },
        loadFailure: undefined,
        waiting: undefined,
      };
    case "pause-asked":
      return state.phase === "training" ? { ...state, isPausing: true } : state;
    case "problem-closed":
      return { ...state, problem: undefined };
    case "loading-retried":
      return { ...state, loadFailure: undefined };
    case "setting-asked":
      return withEdits(state, event.key, 1);
    case "setting-answered":
      return withEdits(state, event.key, -1);
    case "setting-refused":
      return { ...state, settingErrors: { ...state.settingErrors, [event.key]: event.message } };
    case "setting-restored": {
      const { [event.key]: _restored, ...settingErrors } = state.settingErrors;
      return { ...state, settingErrors };
    }
    case "restarted":
      return withoutEngine(state);
    case "rescuing":
      return { ...withoutEngine(state), progress: state.progress, download: state.download };
    default:
      return state;
  }
}

/** What is still true when the worker is gone. */
function withoutEngine({ config, layers, steps, restoredSteps, evaluations, latest, safety }: State): State {
  return { ...INITIAL_STATE, config, layers, steps, restoredSteps, evaluations, latest, safety };
}

/** Those of a setting with none left are not named at all. */
function withEdits(state: State, key: SettingKey, more: 1 | -1): State {
  const { [key]: before = 0, ...others } = state.editsUnderWay;
  const count = before + more;
  return { ...state, editsUnderWay: count > 0 ? { ...others, [key]: count } : others };
}

/** A refused setting is shown at its field, anything else as a problem of the page. */
function withError(state: State, failure: Failure): State {
  const setting = failure.code === "bad-config" ? settingBlamed(failure.message) : undefined;
  if (!setting || setting.place === "none") {
    const remedy = failure.code === "diverged" ? "train-slower" : "dismiss";
    return isOver(state) ? state : { ...state, problem: { ...failure, remedy } };
  }
  return reduce(state, { type: "setting-refused", key: setting.key, message: failure.message });
}
