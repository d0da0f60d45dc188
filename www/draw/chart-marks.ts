/** What is marked in a chart beside its lines: values to compare with, and the distance of two lines. */

import { type Course, clearestOf } from "./label-place";
import type { Points } from "./series";

/** Where a plot is on its canvas, and where values stand in it, all in pixels of the canvas. */
export interface PlotFrame {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Pixels of the canvas for each of the page. */
  scale: number;
  x(value: number): number;
  y(value: number): number;
}

/** A value of others to compare with: a line, or a band where `low` and `high` differ. */
export interface Reference {
  low: number;
  high: number;
  label: string;
}

/** Where something happened that the lines don't show. */
export interface Moment {
  x: number;
  label: string;
}

/** How far two lines are apart at one place. */
export interface Gap {
  x: number;
  from: number;
  to: number;
  label: string;
}

export interface MarkColours {
  ink: string;
  accent: string;
  /** Behind labels, so that they can be read on a line. */
  ground: string;
}

const FONT_SIZE = 11;
/** Between a label and the edge of the plot. */
const LABEL_MARGIN = 6;
/** Where a line's label may stand below it: at the right, where curves have mostly left it, at the left, between. */
const LABEL_PLACES = [1, 0, 0.5, 0.25, 0.75];
const BAND_OPACITY = 0.13;

/** To be drawn before the lines: they come on top. */
export function drawReferences(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  references: readonly Reference[],
  colours: MarkColours,
): void {
  const { left, width, scale } = frame;
  within(context, frame, () => {
    for (const { low, high } of references) {
      if (low === high) {
        context.strokeStyle = colours.ink;
        context.lineWidth = scale;
        context.setLineDash([6 * scale, 4 * scale]);
        stroke(context, [left, frame.y(low)], [left + width, frame.y(low)]);
      } else {
        context.globalAlpha = BAND_OPACITY;
        context.fillStyle = colours.accent;
        context.fillRect(left, frame.y(high), width, frame.y(low) - frame.y(high));
        context.globalAlpha = 1;
      }
    }
  });
}

/** A line is named below it, where these curves leave room; a band above it at the left. */
export function drawReferenceLabels(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  references: readonly Reference[],
  curves: readonly Points[],
  colours: MarkColours,
): void {
  const { left, scale } = frame;
  const courses = curves.map(
    ({ x, y }): Course => x.map((at, index) => [frame.x(at), frame.y(y[index] ?? 0)]),
  );
  within(context, frame, () => {
    context.font = fontOf(frame);
    context.textAlign = "left";
    for (const { low, high, label } of references) {
      if (low === high) {
        context.textBaseline = "top";
        const top = frame.y(low) + 3 * scale;
        write(context, frame, colours, label, labelLeft(context, frame, label, top, courses), top);
      } else {
        context.textBaseline = "bottom";
        write(context, frame, colours, label, left + LABEL_MARGIN * scale, frame.y(high) - 2 * scale);
      }
    }
  });
}

function labelLeft(
  context: CanvasRenderingContext2D,
  { left, width, scale }: PlotFrame,
  label: string,
  top: number,
  courses: readonly Course[],
): number {
  const box = { top, width: context.measureText(label).width, height: (FONT_SIZE + 2) * scale };
  const margin = LABEL_MARGIN * scale;
  const room = width - 2 * margin - box.width;
  return clearestOf(
    LABEL_PLACES.map((place) => left + margin + place * room),
    box,
    courses,
  );
}

/** Dotted lines from bottom to top, each named at its foot; to be drawn after the lines. */
export function drawMoments(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  moments: readonly Moment[],
  colours: MarkColours,
): void {
  const { left, top, width, height, scale } = frame;
  within(context, frame, () => {
    context.font = fontOf(frame);
    context.textBaseline = "bottom";
    for (const { x, label } of moments) {
      const at = frame.x(x);
      context.strokeStyle = colours.ink;
      context.lineWidth = scale;
      context.setLineDash([2 * scale, 3 * scale]);
      stroke(context, [at, top], [at, top + height]);
      context.setLineDash([]);
      const margin = LABEL_MARGIN * scale;
      const isRoomRight = at + margin + context.measureText(label).width < left + width;
      context.textAlign = isRoomRight ? "left" : "right";
      write(context, frame, colours, label, isRoomRight ? at + margin : at - margin, top + height - margin);
    }
  });
}

/** A bracket from one line to the other, with its length beyond the first; to be drawn after the lines. */
export function drawGap(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  gap: Gap,
  colours: MarkColours,
): void {
  const { scale } = frame;
  const x = frame.x(gap.x) + 7 * scale;
  const from = frame.y(gap.from);
  const to = frame.y(gap.to);
  within(context, frame, () => {
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5 * scale;
    stroke(context, [x - 3 * scale, from], [x, from], [x, to], [x - 3 * scale, to]);
  });

  context.save();
  const needed = (FONT_SIZE + 10) * scale;
  const isRoomBelow = frame.top + frame.height - Math.max(from, to) > needed;
  // Where the first line is, the second is not. Above the plot is room for a label, below it stands the axis.
  const isBelow = from > to && isRoomBelow;
  context.textBaseline = isBelow ? "top" : "bottom";
  context.textAlign = "right";
  context.font = fontOf(frame);
  // Early on the place is near the left edge.
  const right = Math.max(x, frame.left + context.measureText(gap.label).width + 6 * scale);
  const y = isBelow ? Math.max(from, to) + 7 * scale : Math.min(from, to) - 6 * scale;
  write(context, frame, colours, gap.label, right, Math.max(y, (FONT_SIZE + 4) * scale));
  context.restore();
}

function fontOf({ scale }: PlotFrame): string {
  return `${FONT_SIZE * scale}px system-ui, sans-serif`;
}

function write(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  { ink, ground }: MarkColours,
  text: string,
  x: number,
  y: number,
): void {
  context.font = fontOf(frame);
  context.lineJoin = "round";
  context.lineWidth = 3 * frame.scale;
  context.strokeStyle = ground;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

function stroke(context: CanvasRenderingContext2D, ...points: [x: number, y: number][]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}

/** Draws nothing above or below the plot, and leaves the context as it was. */
function within(context: CanvasRenderingContext2D, frame: PlotFrame, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(0, frame.top, context.canvas.width, frame.height);
  context.clip();
  draw();
  context.restore();
}
