/** A file of any picture to an image of the pad's size. What of it is ink is not decided here. */

import { PAD_SIDE } from "../../draw/pad/surface";
import { HEAD_BYTES, pictureSize } from "./picture-size";

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** More than cameras make; the browser takes four bytes for each pixel. */
const MOST_PIXELS = 1 << 27;
const MOST_BYTES = 1 << 26;

type Colour = readonly [red: number, green: number, blue: number];

/** Rejects if the browser can't decode it, or should not. */
export async function readPhoto(file: Blob): Promise<ImageData> {
  if (file.size > MOST_BYTES) throw new RangeError(`a picture of ${file.size} bytes`);
  const size = pictureSize(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const pixels = size ? size.width * size.height : 0;
  if (pixels < 1 || pixels > MOST_PIXELS) throw new RangeError(`a picture of ${pixels} pixels`);
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    return photoImage(picture);
  } finally {
    picture.close();
  }
}

/** The whole picture as large as it fits, in the middle. */
export function fitted(width: number, height: number, side: number): Rectangle {
  const scale = side / Math.max(width, height);
  const size = (length: number) => Math.max(Math.round(length * scale), 1);
  const fit = { width: size(width), height: size(height) };
  return { ...fit, x: Math.floor((side - fit.width) / 2), y: Math.floor((side - fit.height) / 2) };
}

/**
 * The colour of the outermost pixels, which are the ground in a photo of one thing: their median, since a mean would
 * be no colour of the picture at all where the thing reaches its edge.
 */
export function borderColour({ data, width, height }: Pick<ImageData, "data" | "width" | "height">): Colour {
  const places: number[] = [];
  for (let y = 0; y < height; y++) {
    const isEdge = y === 0 || y === height - 1;
    for (let x = 0; x < width; x += isEdge ? 1 : Math.max(width - 1, 1)) places.push((y * width + x) * 4);
  }
  const median = (channel: number) => {
    const levels = places.map((place) => data[place + channel] ?? 0).sort((left, right) => left - right);
    return levels[Math.floor(levels.length / 2)] ?? 0;
  };
  return [median(0), median(1), median(2)];
}

function photoImage(picture: ImageBitmap): ImageData {
  const { x, y, width, height } = fitted(picture.width, picture.height, PAD_SIDE);
  const small = shrunk(picture, width, height);
  const { context } = sheet(PAD_SIDE, PAD_SIDE);
  // Not the picture's own ground: that would leave bars beside it, which the network takes for ink.
  context.fillStyle = `rgb(${borderColour(small).join(" ")})`;
  context.fillRect(0, 0, PAD_SIDE, PAD_SIDE);
  context.putImageData(small, x, y);
  return context.getImageData(0, 0, PAD_SIDE, PAD_SIDE);
}

/** By halves first: browsers skip pixels when they shrink a picture by more, and a pattern turns into noise. */
function shrunk(picture: ImageBitmap, width: number, height: number): ImageData {
  let source: ImageBitmap | OffscreenCanvas = picture;
  while (source.width >= 2 * width && source.height >= 2 * height) {
    source = drawn(source, Math.ceil(source.width / 2), Math.ceil(source.height / 2)).canvas;
  }
  return drawn(source, width, height).context.getImageData(0, 0, width, height);
}

/** On white where it is transparent, as cut-out garments are meant to be seen. */
function drawn(source: ImageBitmap | OffscreenCanvas, width: number, height: number) {
  const { canvas, context } = sheet(width, height);
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return { canvas, context };
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the browser gives no 2D context");
  return { canvas, context };
}
