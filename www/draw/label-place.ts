/** Where a label disturbs least. Pure: everything in pixels of the canvas. */

/** A curve in pixels, from left to right. */
export type Course = readonly (readonly [x: number, y: number])[];

export interface LabelBox {
  top: number;
  width: number;
  height: number;
}

/** Between two looks at a curve. */
const STEP = 3;

/** Of these left edges the one at which curves run least behind the label; the first one of those alike. */
export function clearestOf(lefts: readonly number[], box: LabelBox, courses: readonly Course[]): number {
  let best = { left: lefts[0] ?? 0, covered: Number.POSITIVE_INFINITY };
  for (const left of lefts) {
    const covered = courses.reduce((sum, course) => sum + coveredBy(course, left, box), 0);
    if (covered < best.covered) best = { left, covered };
  }
  return best.left;
}

/** Pixels of width over which the curve is behind the box. */
function coveredBy(course: Course, left: number, { top, width, height }: LabelBox): number {
  let covered = 0;
  for (const [index, [endX, endY]] of course.entries()) {
    const [startX, startY] = course[index - 1] ?? [endX, endY];
    const [from, to] = [Math.max(startX, left), Math.min(endX, left + width)];
    for (let x = from; x < to; x += STEP) {
      const y = startY + ((endY - startY) * (x - startX)) / (endX - startX);
      if (y > top && y < top + height) covered += Math.min(STEP, to - x);
    }
  }
  return covered;
}
