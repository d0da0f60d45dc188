/**
 * The reports of a run, bounded by the rule of `src/train/history.rs`: neighbours are merged, so that the curves keep
 * their whole course however long a run is.
 */

import type { EvalReport, StepReport } from "../engine/protocol";

/** Most step reports kept; a chart has fewer pixels. */
export const MOST_STEPS = 2000;
/** Most evaluations kept. */
export const MOST_EVALUATIONS = 500;

export interface Reports {
  readonly steps: readonly StepReport[];
  /** How many of them, the first, were made elsewhere. */
  readonly restoredSteps: number;
}

/** With one more report of training. */
export function withStep({ steps, restoredSteps }: Reports, report: StepReport): Reports {
  const more = [...steps, report];
  const kept = thinned(more);
  if (kept === more || restoredSteps === 0) return { steps: kept, restoredSteps };
  const lastRestored = more[restoredSteps - 1]?.step ?? 0;
  // One that also covers what was trained here counts as made here: so it says how fast that was.
  return { steps: kept, restoredSteps: kept.filter(({ step }) => step <= lastRestored).length };
}

/** With one more evaluation at the end of an epoch; a second one of the same step replaces the first. */
export function withEvaluation(
  evaluations: readonly EvalReport[],
  report: EvalReport,
): readonly EvalReport[] {
  let kept = [...evaluations.filter(({ step }) => step !== report.step), report];
  while (kept.length > MOST_EVALUATIONS) {
    const { length } = kept;
    // Counted from the end: the last one stays.
    kept = kept.filter((_, place) => (length - 1 - place) % 2 === 0);
  }
  return kept;
}

function thinned(steps: StepReport[]): StepReport[] {
  let kept = steps;
  while (kept.length > MOST_STEPS) {
    const before = kept.length;
    kept = inPairs(kept, true);
    // Epochs of a report or two each.
    if (kept.length > Math.floor((before * 3) / 4)) kept = inPairs(kept, false);
  }
  return kept;
}

/** Every two neighbours made one; of different epochs only if these need not stay apart. */
function inPairs(reports: readonly StepReport[], apart: boolean): StepReport[] {
  const merged: StepReport[] = [];
  let open: StepReport | undefined;
  for (const report of reports) {
    if (open && !(apart && open.epoch !== report.epoch)) {
      merged[merged.length - 1] = both(open, report);
      open = undefined;
    } else {
      merged.push(report);
      open = report;
    }
  }
  return merged;
}

/** Two reports as one: means by mini-batches, the rest, speed included, as it was at the end. */
function both(first: StepReport, second: StepReport): StepReport {
  const batches = first.batches + second.batches;
  const mean = (a: number, b: number) => (a * first.batches + b * second.batches) / Math.max(batches, 1);
  const { gradientNorm: before } = first;
  const { gradientNorm: after } = second;
  return {
    ...second,
    batches,
    loss: mean(first.loss, second.loss),
    accuracy: mean(first.accuracy, second.accuracy),
    gradientNorm: before === undefined || after === undefined ? undefined : mean(before, after),
  };
}
