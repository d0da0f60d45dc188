/** Reports as the engine makes them, with the numbers that a test cares about. */

import type { EvalReport, Progress, StepReport, TrainConfig } from "../../www/engine/protocol";

export const CONFIG: TrainConfig = {
  recipe: "custom",
  epochs: 12,
  batchSize: 64,
  learningRate: 0.001,
  schedule: "constant",
  warmup: 0,
  optimizer: "adam",
  momentum: 0.9,
  weightDecay: 0,
  labelSmoothing: 0,
  dropout: [0.5, 0.5],
  shift: 0,
  flip: false,
  erasing: 0,
  sketch: 0,
  gradientNorm: false,
  seed: 42,
  trainSize: 60_000,
  filters: [32, 64],
  denseUnits: 128,
};

export function progressOf(partial: Partial<Progress> = {}): Progress {
  return {
    epoch: 0,
    epochs: 12,
    step: 1,
    stepInEpoch: 1,
    stepsPerEpoch: 938,
    imagesSeen: 64,
    finished: false,
    evaluationDue: false,
    ...partial,
  };
}

export function stepOf(partial: Partial<StepReport> = {}): StepReport {
  return {
    step: 1,
    epoch: 0,
    imagesSeen: 64,
    batches: 1,
    loss: 2.3,
    accuracy: 0.1,
    learningRate: 0.001,
    gradientNorm: undefined,
    imagesPerSecond: 300,
    elapsedMillis: 250,
    epochEnded: false,
    ...partial,
  };
}

export function evaluationOf(partial: Partial<EvalReport> = {}): EvalReport {
  return {
    epoch: 1,
    step: 938,
    count: 10_000,
    loss: 0.4,
    accuracy: 0.8765,
    trainLoss: 0.5,
    trainAccuracy: 0.85,
    trainSample: { count: 5000, loss: 0.35, accuracy: 0.89 },
    confusion: [],
    perClass: [],
    elapsedMillis: 900,
    ...partial,
  };
}
