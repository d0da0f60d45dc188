/** What is worth explaining now. Pure: the words are the page's, the place is a panel's. */

import type { ExplanationFacts, ExplanationKey } from "../words/en/explain";
import { hasLearned, isFinished, type State } from "./store";

/** More would not be read. */
const MOST = 2;
/** Of the first epoch, over which the first mini-batches are explained. */
const BEGINNING = 0.2;
/** By which the training images are better known than others: more than chance makes of 5,000 images. */
const OVERFITTING_GAP = 0.03;
/** Mini-batches over which the loss should have moved. */
const FLAT_STEPS = 300;
/** Of the loss, from the first to the second half of them. */
const FLAT_CHANGE = 0.01;
/** Below it a flat loss is no trouble: most is learned. */
const FLAT_LOSS = 1;
/** From here on a learning rate is suspected of being too high. */
const HIGH_RATE = 0.01;
/** Between two accuracies that differ visibly. */
const VISIBLE = 0.002;

/** The most fitting first. They change seldom, so that they can be read. */
export function explanationsOf(state: State): ExplanationKey[] {
  if (isDiverged(state)) return ["diverged"];
  switch (state.phase) {
    case "failed":
      return [];
    case "opening":
      return ["opening"];
    case "loading":
      return ["loading", "network"];
    case "ready":
      return hasLearned(state) ? ["network"] : ["network", "train"];
    case "training":
    case "paused":
      return ofTraining(state).slice(0, MOST);
  }
}

/** What the explanations name. */
export function explanationFactsOf({ config, layers, progress, evaluations }: State): ExplanationFacts {
  const last = evaluations.at(-1);
  const { trainSize = 60_000, batchSize = 64 } = config ?? {};
  return {
    trainImages: trainSize,
    batchSize,
    // Not as the engine counts: it knows of none before the first images are here.
    stepsPerEpoch: Math.ceil(trainSize / batchSize),
    epochs: progress?.epochs ?? config?.epochs ?? 1,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    learningRate: config?.learningRate ?? 0,
    testAccuracy: last?.accuracy,
    sampleAccuracy: last?.trainSample?.accuracy,
    trainAccuracy: last?.trainAccuracy,
  };
}

/** The beginning has its own; later it depends on how the training goes. */
function ofTraining(state: State): ExplanationKey[] {
  const { evaluations, evaluation, config } = state;
  if (isFlat(state)) return [(config?.learningRate ?? 0) >= HIGH_RATE ? "stuck" : "flat", "loss"];
  if (state.phase === "paused" && isFinished(state)) return ["finished", ...ofResults(state)];
  if (evaluations.length === 0 && !evaluation) {
    return isBeginning(state) ? ["loss", "chance"] : ["epoch", "miniBatch"];
  }
  // Through the whole second epoch: the test itself may be over in a second.
  if (evaluations.length <= 1) return ["testing", ...ofResults(state), "epoch"];
  return [...ofResults(state), "slowing"];
}

/** What the last evaluation shows. */
function ofResults({ evaluations }: State): ExplanationKey[] {
  const last = evaluations.at(-1);
  if (!last) return [];
  const keys: ExplanationKey[] = [];
  if (last.trainSample && last.trainSample.accuracy - last.accuracy >= OVERFITTING_GAP)
    keys.push("overfitting");
  if (last.trainAccuracy !== undefined && last.accuracy - last.trainAccuracy >= VISIBLE)
    keys.push("testAboveTrain");
  return keys;
}

function isBeginning({ progress }: State): boolean {
  return !progress || progress.step === 0 || progress.step < progress.stepsPerEpoch * BEGINNING;
}

/** Also after its message was closed, until there is a new model. */
function isDiverged({ problem, steps }: State): boolean {
  const loss = steps.at(-1)?.loss;
  return problem?.code === "diverged" || (loss !== undefined && !Number.isFinite(loss));
}

/** The loss is high and has not moved over many mini-batches. */
function isFlat({ steps }: State): boolean {
  const now = { batches: 0, sum: 0 };
  const before = { batches: 0, sum: 0 };
  for (let index = steps.length - 1; index >= 0 && before.batches < FLAT_STEPS / 2; index--) {
    const { batches = 0, loss = 0 } = steps[index] ?? {};
    const half = now.batches < FLAT_STEPS / 2 ? now : before;
    half.batches += batches;
    half.sum += loss * batches;
  }
  if (before.batches < FLAT_STEPS / 2) return false;
  const loss = now.sum / now.batches;
  return loss > FLAT_LOSS && before.sum / before.batches - loss < loss * FLAT_CHANGE;
}
