/** What the fake Session tells of its network. */

import type { EvalReport, LayerReport, StepReport, TrainConfig } from "../../www/engine/protocol";

export const LAYERS: LayerReport[] = [
  { name: "input, pixels / 255", output: [28, 28, 1], parameters: 0 },
  { name: "conv 3x3, 32 filters, ReLU", output: [26, 26, 32], parameters: 320 },
  { name: "dense 10, softmax", output: [10], parameters: 1290 },
];

export function fakeReport(
  step: number,
  batches: number,
  stepsPerEpoch: number,
  { batchSize, trainSize, learningRate }: TrainConfig,
): StepReport {
  const epochPosition = step / stepsPerEpoch;
  return {
    step,
    epoch: Math.floor((step - 1) / stepsPerEpoch),
    imagesSeen: epochPosition * trainSize,
    batches,
    loss: 2.3 / (1 + 3 * epochPosition) + 0.2,
    accuracy: 0.92 - 0.82 / (1 + 8 * epochPosition),
    learningRate,
    gradientNorm: undefined,
    imagesPerSecond: batchSize * 4,
    elapsedMillis: step * 250,
    epochEnded: Number.isInteger(epochPosition),
  };
}

export function fakeEvaluation(
  last: StepReport | undefined,
  epoch: number,
  step: number,
  trainSize: number,
): EvalReport {
  const { loss = 2.3, accuracy = 0.1 } = last ?? {};
  return {
    epoch,
    step,
    count: 10_000,
    loss: loss * 0.9,
    accuracy: accuracy + 0.02,
    trainLoss: loss,
    trainAccuracy: accuracy,
    trainSample: { count: trainSize, loss: loss * 0.8, accuracy: accuracy + 0.04 },
    confusion: [],
    perClass: [],
    elapsedMillis: 300,
  };
}

export function parameterOf(value: number) {
  const verdict = { isGood: true, allZero: false, allAlike: false, outside: 0, text: "" };
  const moments = { min: value, max: value, mean: value, std: 0, zeros: 0, distinct: 1, histogram: [] };
  return { name: "fc2.bias", shape: [1], text: "", ...moments, verdict, data: new Float32Array([value]) };
}
