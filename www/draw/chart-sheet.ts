/** Charts side by side on one sheet, with titles and what the lines mean, as a picture to keep. */

export interface SheetChart {
  title: string;
  /** As it is on the page, `scale` times as many pixels. */
  canvas: HTMLCanvasElement;
}

export interface SheetLine {
  label: string;
  colour: string;
  width: number;
  dash: readonly number[];
}

export interface Sheet {
  charts: readonly SheetChart[];
  lines: readonly SheetLine[];
  ground: string;
  ink: string;
  /** Pixels of the picture for each of the page. */
  scale: number;
}

const MARGIN = 20;
const TITLE = 30;
const KEY_LINE = 22;
const KEY_SAMPLE = 24;

/** Draws the sheet; it takes the size that the charts need. */
export function drawSheet(canvas: HTMLCanvasElement, { charts, lines, ground, ink, scale }: Sheet): void {
  const widths = charts.map((chart) => chart.canvas.width / scale);
  const height = Math.max(...charts.map((chart) => chart.canvas.height / scale));
  const width = widths.reduce((sum, each) => sum + each + MARGIN, MARGIN);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas to draw on");

  // Measured first: setting the size of a canvas forgets everything else.
  context.font = fontOf(13);
  const rows = rowsOf(
    lines,
    (line) => KEY_SAMPLE + 8 + context.measureText(line.label).width + 24,
    width - 2 * MARGIN,
  );
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(
    (MARGIN + TITLE + height + KEY_LINE * (rows.at(-1)?.row ?? 0) + KEY_LINE + MARGIN) * scale,
  );
  context.scale(scale, scale);
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);

  let left = MARGIN;
  for (const [index, chart] of charts.entries()) {
    const chartWidth = widths[index] ?? 0;
    context.font = fontOf(15, 600);
    context.textBaseline = "top";
    context.fillStyle = ink;
    context.fillText(chart.title, left, MARGIN, chartWidth);
    context.drawImage(chart.canvas, left, MARGIN + TITLE, chartWidth, chart.canvas.height / scale);
    left += chartWidth + MARGIN;
  }

  context.font = fontOf(13);
  context.textBaseline = "middle";
  for (const { item, row, offset } of rows) {
    const x = MARGIN + offset;
    const y = MARGIN + TITLE + height + KEY_LINE * (row + 0.5) + MARGIN / 2;
    context.strokeStyle = item.colour;
    context.lineWidth = item.width;
    context.setLineDash([...item.dash]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + KEY_SAMPLE, y);
    context.stroke();
    context.fillStyle = ink;
    context.fillText(item.label, x + KEY_SAMPLE + 8, y);
  }
}

/** Items one after the other in rows that are no longer than `limit`, unless a single one is. */
export function rowsOf<Item>(
  items: readonly Item[],
  widthOf: (item: Item) => number,
  limit: number,
): { item: Item; row: number; offset: number }[] {
  let row = 0;
  let offset = 0;
  return items.map((item) => {
    const width = widthOf(item);
    if (offset > 0 && offset + width > limit) {
      row++;
      offset = 0;
    }
    const placed = { item, row, offset };
    offset += width;
    return placed;
  });
}

function fontOf(size: number, weight = 400): string {
  return `${weight} ${size}px system-ui, sans-serif`;
}
