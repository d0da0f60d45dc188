/** A histogram on a canvas. Knows nothing of the page: numbers, colours and labels come ready. */

export interface Bar {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Part of the canvas that the bars have; below and beside it stand the labels. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A label below the bars. */
export interface Tick {
  value: number;
  at: number;
}

/** Everything that is drawn. */
export interface Histogram {
  counts: readonly number[];
  ticks: readonly { label: string; at: number }[];
  /** What the tallest bar stands for. */
  peak: string;
  /** What runs to the right. */
  axis: string;
  frame: Frame;
  colours: { bars: string; line: string; text: string };
  font: string;
}

/** Room that labels of values need beside each other. */
const LABEL_ROOM = 56;
/** A bar of one value among a million is still to be seen. */
const LEAST_HEIGHT = 1;

/** One bar for each count that is not zero. The tallest one fills the frame. */
export function barsOf(counts: readonly number[], { left, top, width, height }: Frame): Bar[] {
  const peak = Math.max(...counts);
  const pitch = width / counts.length;
  return counts.flatMap((count, place) => {
    if (count === 0) return [];
    const tall = Math.max((count / peak) * height, LEAST_HEIGHT);
    return [{ left: left + place * pitch, top: top + height - tall, width: pitch, height: tall }];
  });
}

/** Ends of the range, and zero where there is room for it; only the value itself if all are alike. */
export function ticksOf(min: number, max: number, { left, width }: Frame): Tick[] {
  if (!(max > min)) return [{ value: min, at: left }];
  const ends = [
    { value: min, at: left },
    { value: max, at: left + width },
  ];
  const zero = left + (width * -min) / (max - min);
  const hasRoom = zero - left > LABEL_ROOM && left + width - zero > LABEL_ROOM;
  return hasRoom ? [...ends, { value: 0, at: zero }] : ends;
}

export function drawHistogram(context: CanvasRenderingContext2D, histogram: Histogram): void {
  const { frame, colours, ticks } = histogram;
  const bottom = frame.top + frame.height;
  const right = frame.left + frame.width;
  context.font = histogram.font;
  context.fillStyle = colours.bars;
  for (const bar of barsOf(histogram.counts, frame)) {
    // A hair wider than it is, so that no seam shows between neighbours.
    context.fillRect(bar.left, bar.top, bar.width + 0.25, bar.height);
  }
  context.fillStyle = colours.line;
  context.fillRect(frame.left, bottom, frame.width, 1);
  for (const { at } of ticks) context.fillRect(Math.min(at, right - 1), bottom, 1, 5);
  context.fillStyle = colours.text;
  context.textBaseline = "top";
  for (const { label, at } of ticks) {
    context.textAlign = at <= frame.left ? "left" : at >= right ? "right" : "center";
    context.fillText(label, at, bottom + 8);
  }
  context.textAlign = "center";
  context.fillText(histogram.axis, frame.left + frame.width / 2, bottom + 24);
  context.textAlign = "left";
  context.fillText(histogram.peak, frame.left, frame.top - 18);
}
