/** Which rows of a long gallery are drawn: those in view, and a few around them. */

/** Rows drawn beyond either edge, so that a turn of the wheel meets pictures. */
const AROUND = 3;

export interface Scroll {
  /** Pixels scrolled out at the top. */
  top: number;
  /** Height of what is seen. */
  height: number;
  rowHeight: number;
}

/** Rows from `first` up to, not including, `end`. */
export interface Rows {
  first: number;
  end: number;
}

export function rowsDrawn(rows: number, { top, height, rowHeight }: Scroll): Rows {
  const first = Math.floor(top / rowHeight) - AROUND;
  const end = Math.ceil((top + height) / rowHeight) + AROUND;
  return { first: Math.max(Math.min(first, rows), 0), end: Math.max(Math.min(end, rows), 0) };
}

/** How far to scroll so that a row is wholly seen, moving as little as possible. */
export function topShowing(row: number, { top, height, rowHeight }: Scroll): number {
  const start = row * rowHeight;
  return Math.max(Math.min(top, start), start + rowHeight - height);
}

/** How far to scroll after the columns have changed, so that the same picture is at the top. */
export function topAfter(top: number, rowHeight: number, columns: { before: number; after: number }): number {
  const row = Math.floor(top / rowHeight);
  return Math.floor((row * columns.before) / columns.after) * rowHeight;
}
