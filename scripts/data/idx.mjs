// The IDX format that Fashion-MNIST comes in: two zero bytes, a type (8: unsigned byte), the number of dimensions,
// each dimension as a big-endian u32, then the values.

/** @typedef {{ dimensions: number[], values: Uint8Array }} Idx */

/**
 * @param {Uint8Array} bytes
 * @param {string} name of the file, for messages
 * @returns {Idx} the values are a view of `bytes`
 */
export function parseIdx(bytes, name) {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || bytes[3] === 0) {
    throw new Error(`${name}: no IDX file of bytes (its magic number is wrong)`);
  }
  const rank = bytes[3] ?? 0;
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw new Error(`${name}: truncated within its header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = start + dimensions.reduce((product, size) => product * size, 1);
  if (bytes.length < expected) {
    throw new Error(`${name}: truncated, ${bytes.length} of ${expected} bytes`);
  }
  if (bytes.length > expected) {
    throw new Error(`${name}: ${bytes.length - expected} bytes after its end`);
  }
  return { dimensions, values: bytes.subarray(start) };
}

/** @typedef {{ count: number, rows: number, columns: number, pixels: Uint8Array, labels: Uint8Array }} LabelledImages */

/**
 * Puts a file of images and one of labels together.
 * @param {Idx} images
 * @param {Idx} labels
 * @param {number} classCount
 * @returns {LabelledImages}
 */
export function joinImagesAndLabels(images, labels, classCount) {
  const [count = 0, rows = 0, columns = 0] = images.dimensions;
  if (images.dimensions.length !== 3) {
    throw new Error(`images must have 3 dimensions, not ${images.dimensions.length}`);
  }
  if (labels.dimensions.length !== 1) {
    throw new Error(`labels must have 1 dimension, not ${labels.dimensions.length}`);
  }
  if (labels.dimensions[0] !== count) {
    throw new Error(`${labels.dimensions[0]} labels for ${count} images`);
  }
  const wrong = labels.values.findIndex((label) => label >= classCount);
  if (wrong >= 0) {
    throw new Error(`image ${wrong} has label ${labels.values[wrong]}; the last is ${classCount - 1}`);
  }
  return { count, rows, columns, pixels: images.values, labels: labels.values };
}
