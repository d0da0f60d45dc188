/** Where the arrow keys lead in a grid of cells, counted row by row from its first. */

export interface GridShape {
  columns: number;
  /** Cells; the last row need not be full. */
  count: number;
  /** Rows that a page key passes. */
  pageRows: number;
  /** Whether left and right go on in the row before or after. */
  isFlowing: boolean;
}

export type GridKey = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey">;

/** The cell that `key` leads to from `from`; none if it is no key of a grid. At an edge, where it is. */
export function cellAfter(from: number, pressed: GridKey, shape: GridShape): number | undefined {
  // With these, arrows go back in the browser's history.
  if (pressed.altKey || pressed.metaKey) return undefined;
  const { columns, count, pageRows, isFlowing } = shape;
  const first = from - (from % columns);
  const last = Math.min(first + columns, count) - 1;
  const byRows = (rows: number) => rowAfter(from, rows, shape);
  switch (pressed.key) {
    case "ArrowLeft":
      return Math.max(from - 1, isFlowing ? 0 : first);
    case "ArrowRight":
      return Math.min(from + 1, isFlowing ? count - 1 : last);
    case "ArrowUp":
      return byRows(-1);
    case "ArrowDown":
      return byRows(1);
    case "PageUp":
      return byRows(-pageRows);
    case "PageDown":
      return byRows(pageRows);
    case "Home":
      return pressed.ctrlKey ? 0 : first;
    case "End":
      return pressed.ctrlKey ? count - 1 : last;
    default:
      return undefined;
  }
}

/** So many rows on in the same column; in a last row too short for it, the last cell. */
function rowAfter(from: number, rows: number, { columns, count }: GridShape): number {
  const row = Math.floor(from / columns);
  const lastRow = Math.floor((count - 1) / columns);
  const target = Math.min(Math.max(row + rows, 0), lastRow);
  return Math.min(from + (target - row) * columns, count - 1);
}
