/** The pad's pixels: grey levels, ink bright on 0, as in the data set. Knows no canvas. */

/** Pixels of one side: ten for each pixel of the data set. */
export const PAD_SIDE = 280;
export const PAD_PIXELS = PAD_SIDE * PAD_SIDE;

/** Pixels of one side of an image of the data set. */
const IMAGE_SIDE = 28;
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;
const PAD_PER_IMAGE = PAD_SIDE / IMAGE_SIDE;

export class Surface {
  readonly ink: Uint8Array<ArrayBuffer>;

  constructor(ink: Uint8Array<ArrayBuffer> = new Uint8Array(PAD_PIXELS)) {
    if (ink.length !== PAD_PIXELS) throw new RangeError(`ink has ${ink.length} bytes, wanted ${PAD_PIXELS}`);
    this.ink = ink;
  }

  get isEmpty(): boolean {
    return this.ink.every((level) => level === 0);
  }

  clear(): void {
    this.ink.fill(0);
  }

  /** Left becomes right. */
  mirror(): void {
    for (let start = 0; start < PAD_PIXELS; start += PAD_SIDE) {
      this.ink.subarray(start, start + PAD_SIDE).reverse();
    }
  }
}

/** Opaque grey pixels for an `ImageData`; into `rgba` where it is given, so that a frame needs no new memory. */
export function toRgba(
  ink: Uint8Array,
  rgba: Uint8ClampedArray<ArrayBuffer> = new Uint8ClampedArray(ink.length * 4),
): Uint8ClampedArray<ArrayBuffer> {
  for (let index = 0; index < ink.length; index++) {
    const level = ink[index] ?? 0;
    const start = index * 4;
    rgba[start] = level;
    rgba[start + 1] = level;
    rgba[start + 2] = level;
    rgba[start + 3] = 255;
  }
  return rgba;
}

/** A 28x28 image at the pad's size: each pixel becomes a square. */
export function imageInk(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  if (pixels.length !== IMAGE_PIXELS) {
    throw new RangeError(`image has ${pixels.length} pixels, wanted ${IMAGE_PIXELS}`);
  }
  const ink = new Uint8Array(PAD_PIXELS);
  for (let y = 0; y < PAD_SIDE; y++) {
    const row = Math.floor(y / PAD_PER_IMAGE) * IMAGE_SIDE;
    for (let x = 0; x < PAD_SIDE; x++) {
      ink[y * PAD_SIDE + x] = pixels[row + Math.floor(x / PAD_PER_IMAGE)] ?? 0;
    }
  }
  return ink;
}
