/** A cell of the confusion matrix, as the page names it. */

/** Images of one class, by what they were taken for. */
export interface ConfusionCell {
  truth: number;
  predicted: number;
}

export function isSame(one: ConfusionCell | undefined, other: ConfusionCell | undefined): boolean {
  return one?.truth === other?.truth && one?.predicted === other?.predicted;
}

export function isOther(one: ConfusionCell | undefined, other: ConfusionCell | undefined): boolean {
  return !isSame(one, other);
}

/** The cell that an event comes from. */
export function cellOf(event: Event): ConfusionCell | undefined {
  const { target } = event;
  const cell = target instanceof Element ? target.closest<HTMLElement>("td[data-truth]") : undefined;
  if (!cell) return undefined;
  return { truth: Number(cell.dataset.truth), predicted: Number(cell.dataset.predicted) };
}
