/** From reports to what the charts show. */

import type { Gap, Reference } from "../../draw/chart-marks";
import type { ChartContent } from "../../draw/line-chart";
import { decimate, type Points, rangeOfLosses, rangeOfShares, smooth } from "../../draw/series";
import type { EvalReport, StepReport } from "../../engine/protocol";
import type { CurvesWords } from "../../words/en/curves";
import type { Numbers } from "../../words/numbers";

export type ChartName = "accuracy" | "loss";

export interface CurvesData {
  steps: readonly StepReport[];
  evaluations: readonly EvalReport[];
  /** Training images in an epoch. */
  epochSize: number;
  /** Images seen when the training went on after a fault. */
  interruptions: readonly number[];
  words: CurvesWords;
  numbers: Numbers;
  /** With what others reach. */
  isCompared: boolean;
  /** The axis of the loss. */
  isLogarithmic: boolean;
}

/** Share of an epoch over which the bold training line is averaged. */
const SMOOTHING_EPOCHS = 0.05;
/** Of a line, for finding the range to draw. */
const RANGE_POINTS = 1000;

/** By the README of the data set, https://github.com/zalandoresearch/fashion-mnist. */
const PEOPLE = 0.835;
const NETWORKS = { low: 0.876, high: 0.932 };

export function chartContent(name: ChartName, data: CurvesData): ChartContent {
  const { evaluations, words, isCompared, isLogarithmic } = data;
  const train = decimate(trainPoints(name, data));
  const test = pointsOf(evaluations.map((report) => [report.epoch, report[name]]));
  const sample = pointsOf(
    evaluations.flatMap(({ epoch, trainSample }) =>
      trainSample ? [[epoch, trainSample[name]] as const] : [],
    ),
  );
  const shown = { train: decimate(train, RANGE_POINTS).y, measured: [...test.y, ...sample.y] };
  const references: Reference[] = [
    { low: PEOPLE, high: PEOPLE, label: words.people },
    { ...NETWORKS, label: words.networks },
  ];
  const isAccuracy = name === "accuracy";
  return {
    lines: { train, smoothed: smooth(train, SMOOTHING_EPOCHS), test, sample },
    range: isAccuracy ? rangeOfShares(shown, isCompared) : rangeOfLosses(shown, isLogarithmic),
    references: isAccuracy && isCompared ? references : [],
    gap: gapOf(name, data),
    moments: data.interruptions.map((images) => ({
      x: images / data.epochSize,
      label: words.interruption,
    })),
  };
}

/** Each report of training. */
export function trainPoints(name: ChartName, { steps, epochSize }: CurvesData): Points {
  return pointsOf(steps.map((report) => [report.imagesSeen / epochSize, report[name]]));
}

/** How much better the last evaluation found the images that the network trains on. */
export function gapOf(name: ChartName, { evaluations, words, numbers }: CurvesData): Gap | undefined {
  const last = evaluations.at(-1);
  if (!last?.trainSample) return undefined;
  const from = last.trainSample[name];
  const to = last[name];
  const size = name === "accuracy" ? numbers.fixed((from - to) * 100, 1) : numbers.fixed(to - from, 3);
  return { x: last.epoch, from, to, label: words.charts[name].gap(size) };
}

/** For a read-out: short enough to stand beside others. */
export function formatValue(name: ChartName, numbers: Numbers, value: number): string {
  return name === "accuracy" ? numbers.share(value, 1) : numbers.fixed(value, 3);
}

/** For an axis. */
export function formatTick(name: ChartName, numbers: Numbers, value: number): string {
  return name === "accuracy" ? `${numbers.short(value * 100, 1)}\u202f%` : numbers.short(value, 3);
}

/** With all that is known. */
export function formatExactly(name: ChartName, numbers: Numbers, value: number | undefined): string {
  return name === "accuracy" || value === undefined ? numbers.share(value) : numbers.fixed(value, 4);
}

function pointsOf(pairs: readonly (readonly [x: number, y: number])[]): Points {
  return { x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) };
}
