// Cuts labelled images into shards in which every class is equally frequent, so that a network can learn from any
// one of them. A shard, all numbers little-endian:
//
//   0   "FMSH"
//   4   u32 version
//   8   u32 count
//   12  u32 rows * 65536 + columns
//   16  count x u16 index of the image in the IDX file, count x u8 label, count x rows x columns u8 pixels

/** @typedef {import("./idx.mjs").LabelledImages} LabelledImages */

export const shardVersion = 1;
/** Images in each shard of the page's data. */
export const imagesPerShard = 5000;
const magic = "FMSH";
const headerLength = 16;

/** @param {"train" | "test"} split @param {number} number */
export function shardName(split, number) {
  return `${split}-${String(number).padStart(2, "0")}`;
}

/**
 * Which images a shard holds, and in which order: image j of class c (in the order of the file) goes to shard
 * floor(j / perClass), place (j mod perClass) * classCount + c.
 * @param {Uint8Array} labels
 * @param {number} classCount
 * @param {number} shardSize images in a shard, a multiple of classCount
 * @returns {number[][]} for each shard, the indices of its images
 */
export function planShards(labels, classCount, shardSize) {
  const perClass = shardSize / classCount;
  /** @type {number[]} */
  const seen = new Array(classCount).fill(0);
  /** @type {number[][]} */
  const shards = [];
  labels.forEach((label, index) => {
    const nth = seen[label] ?? 0;
    seen[label] = nth + 1;
    const shard = Math.floor(nth / perClass);
    shards[shard] ??= new Array(shardSize).fill(-1);
    /** @type {number[]} */ (shards[shard])[(nth % perClass) * classCount + label] = index;
  });
  const isFull = seen.every((count) => count === shards.length * perClass);
  if (!isFull) {
    throw new Error(
      `the classes have ${seen.join(", ")} images; shards of ${shardSize} need the same multiple of ${perClass} of each`,
    );
  }
  return shards;
}

/**
 * @param {LabelledImages} images
 * @param {number[]} indices of the images that the shard gets
 * @returns {Uint8Array}
 */
export function packShard({ rows, columns, pixels, labels }, indices) {
  const size = rows * columns;
  const labelStart = headerLength + 2 * indices.length;
  const pixelStart = labelStart + indices.length;
  const bytes = new Uint8Array(pixelStart + size * indices.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(4, shardVersion, true);
  view.setUint32(8, indices.length, true);
  view.setUint32(12, rows * 65536 + columns, true);
  indices.forEach((index, place) => {
    view.setUint16(headerLength + 2 * place, index, true);
    bytes[labelStart + place] = labels[index] ?? 0;
    bytes.set(pixels.subarray(index * size, (index + 1) * size), pixelStart + place * size);
  });
  return bytes;
}
