/** One stroke of a brush or eraser, which grows point by point. */

import { keptPoint, type Point, type Stroke } from "./operation";
import { PAD_PIXELS, PAD_SIDE, type Surface } from "./surface";

/** However light the pressure, a stroke is seen. */
const MIN_RADIUS = 0.5;

type Pen = Pick<Stroke, "tool" | "width" | "grey">;

/**
 * Paints a stroke as a chain of capsules. How much of a pixel the stroke covers is the most that any capsule does,
 * and the result is laid over what was there before the stroke: crossing itself, a stroke does not grow thicker at
 * its edges, and it looks the same however its points were bundled.
 */
export class StrokePainter {
  readonly points: Point[] = [];
  readonly #ink: Uint8Array;
  readonly #before: Uint8Array;
  readonly #coverage = new Uint8Array(PAD_PIXELS);
  readonly #radius: number;
  readonly #level: number;

  constructor(surface: Surface, { tool, width, grey }: Pen) {
    this.#ink = surface.ink;
    this.#before = surface.ink.slice();
    this.#radius = width / 2;
    this.#level = tool === "eraser" ? 0 : grey;
  }

  extend(points: readonly Point[]): void {
    for (const given of points) {
      const point = keptPoint(given);
      this.#stamp(this.points.at(-1) ?? point, point);
      this.points.push(point);
    }
  }

  /** A capsule between two points whose radius goes evenly from one to the other. */
  #stamp(from: Point, to: Point): void {
    const [startX, startY] = from;
    const [endX, endY] = to;
    const startRadius = this.#radiusAt(from);
    const endRadius = this.#radiusAt(to);
    const stepX = endX - startX;
    const stepY = endY - startY;
    const squaredLength = stepX * stepX + stepY * stepY;
    // Half a pixel around the edge is partly covered.
    const reach = Math.max(startRadius, endRadius) + 0.5;
    const left = Math.max(0, Math.floor(Math.min(startX, endX) - reach));
    const right = Math.min(PAD_SIDE, Math.ceil(Math.max(startX, endX) + reach));
    const top = Math.max(0, Math.floor(Math.min(startY, endY) - reach));
    const bottom = Math.min(PAD_SIDE, Math.ceil(Math.max(startY, endY) + reach));
    for (let y = top; y < bottom; y++) {
      const towardsY = y + 0.5 - startY;
      for (let x = left; x < right; x++) {
        const towardsX = x + 0.5 - startX;
        const along =
          squaredLength === 0
            ? 0
            : Math.min(1, Math.max(0, (towardsX * stepX + towardsY * stepY) / squaredLength));
        const awayX = towardsX - along * stepX;
        const awayY = towardsY - along * stepY;
        const squaredDistance = awayX * awayX + awayY * awayY;
        if (squaredDistance >= reach * reach) continue;
        const radius = startRadius + (endRadius - startRadius) * along;
        const share = Math.min(1, radius + 0.5 - Math.sqrt(squaredDistance));
        if (share > 0) this.#cover(y * PAD_SIDE + x, Math.round(share * 255));
      }
    }
  }

  #cover(index: number, coverage: number): void {
    if (coverage <= (this.#coverage[index] ?? 0)) return;
    this.#coverage[index] = coverage;
    const before = this.#before[index] ?? 0;
    this.#ink[index] = Math.round(before + ((this.#level - before) * coverage) / 255);
  }

  #radiusAt([, , pressure]: Point): number {
    return Math.max(MIN_RADIUS, this.#radius * pressure);
  }
}
