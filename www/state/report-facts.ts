/** What the report says about a run, as facts: which of training and test was ahead when, and what is mixed up. */

import type { EvalReport, TrainConfig, Weights } from "../engine/protocol";

/** Epochs in a row, both ends included. */
export interface Stretch {
  first: number;
  last: number;
}

/** Accuracies at an epoch's end, as shares. */
export interface Standing {
  epoch: number;
  test: number;
  /** Counted over the epoch while it ran, dropout on. */
  train: number;
  /** Training images counted as the test images are; not known while they are not all here. */
  sample: number | undefined;
}

export interface CurveFacts {
  /** Epochs that can be compared. */
  count: number;
  first: Standing;
  last: Standing;
  /** Where test was above training. */
  testAbove: readonly Stretch[];
  /** The first epoch from which on it never was again. None if it is so to the end, or never was. */
  notAboveSince: number | undefined;
  /** The first in which test was above training; its sample shows whether dropout explains it. */
  firstAbove: Standing | undefined;
  /** The first with the highest test accuracy. */
  best: Standing;
  /** The first epoch with the lowest test loss, if the loss has clearly risen since. */
  lossRise: { epoch: number; lowest: number; last: number } | undefined;
}

/** Losses go up and down by less than this share from epoch to epoch without meaning anything. */
const CLEAR_RISE = 0.02;

/** None without an epoch of which both accuracies are known. */
export function curveFacts(evaluations: readonly EvalReport[]): CurveFacts | undefined {
  const standings = evaluations.flatMap(({ epoch, accuracy: test, trainAccuracy: train, trainSample }) =>
    train === undefined ? [] : [{ epoch, test, train, sample: trainSample?.accuracy }],
  );
  const [first] = standings;
  const last = standings.at(-1);
  if (!first || !last) return undefined;
  const lastAbove = standings.findLastIndex(isTestAbove);
  return {
    count: standings.length,
    first,
    last,
    testAbove: stretches(standings),
    notAboveSince: lastAbove < 0 ? undefined : standings[lastAbove + 1]?.epoch,
    firstAbove: standings.find(isTestAbove),
    best: standings.reduce((best, standing) => (standing.test > best.test ? standing : best)),
    lossRise: lossRise(evaluations),
  };
}

function isTestAbove({ test, train }: Standing): boolean {
  return test > train;
}

function stretches(standings: readonly Standing[]): Stretch[] {
  const found: Stretch[] = [];
  let current: Stretch | undefined;
  for (const standing of standings) {
    const { epoch } = standing;
    if (!isTestAbove(standing)) current = undefined;
    else if (current) current.last = epoch;
    else {
      current = { first: epoch, last: epoch };
      found.push(current);
    }
  }
  return found;
}

function lossRise(evaluations: readonly EvalReport[]): CurveFacts["lossRise"] {
  const last = evaluations.at(-1);
  if (!last) return undefined;
  const lowest = evaluations.reduce((best, report) => (report.loss < best.loss ? report : best));
  if (last.loss < lowest.loss * (1 + CLEAR_RISE)) return undefined;
  return { epoch: lowest.epoch, lowest: lowest.loss, last: last.loss };
}

/** What makes training images harder than test images, by the settings. */
export interface Handicaps {
  dropout: boolean;
  /** Training images are changed at random. */
  augmentation: boolean;
}

export function handicaps({ dropout, filters, shift, flip, erasing, sketch }: TrainConfig): Handicaps {
  const [afterPool, afterHidden] = dropout;
  return {
    // Without convolutions there is no pool, and no dropout behind it.
    dropout: (filters.length > 0 && afterPool > 0) || afterHidden > 0,
    augmentation: flip || shift > 0 || erasing > 0 || sketch > 0,
  };
}

export type WeightVerdict = "good" | "allZero" | "allAlike" | "wide" | "spoiled";

/** The check of the crate, as one word. */
export function weightVerdict({ verdict, mean }: Pick<Weights[number], "verdict" | "mean">): WeightVerdict {
  // A single value that is no number makes the mean none, and may leave the range as it is.
  if (!Number.isFinite(mean)) return "spoiled";
  if (verdict.allZero) return "allZero";
  if (verdict.allAlike) return "allAlike";
  return verdict.isGood ? "good" : "wide";
}

export interface Confusion {
  truth: number;
  predicted: number;
  count: number;
}

/** The most frequent mistakes, at most `limit` of them. */
export function frequentMistakes(
  confusion: readonly (readonly number[])[],
  limit: number,
): readonly Confusion[] {
  return confusion
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}

/** Evenly picked epochs for a table of at most about `limit` rows, always with the first, the best and the last. */
export function pickedEpochs(evaluations: readonly EvalReport[], limit: number): readonly EvalReport[] {
  const stride = Math.ceil(evaluations.length / limit);
  const best = evaluations.reduce<EvalReport | undefined>(
    (best, report) => (best && best.accuracy >= report.accuracy ? best : report),
    undefined,
  );
  const last = evaluations.length - 1;
  return evaluations.filter((report, index) => index % stride === 0 || index === last || report === best);
}
