// The data that the page fetches: public/data, from the cache or from the original files.

import { join } from "node:path";
import { cache, root } from "../lib/paths.mjs";
import { busy, byteSize } from "../lib/report.mjs";
import { classNames, sourceFiles } from "./fashion-mnist.mjs";
import { joinImagesAndLabels, parseIdx } from "./idx.mjs";
import { copyShards, hasRightBytes, readManifest, writeShards } from "./shard-folder.mjs";
import { readSourceFiles } from "./sources.mjs";

/** @typedef {import("./shard-folder.mjs").Manifest} Manifest */

const publicFolder = join(root, "public", "data");
const cacheFolder = join(cache, "data-v1");

/** @returns {Promise<string>} what is there */
export async function ensureData() {
  const present = readManifest(publicFolder);
  if (present) return summary(present);

  const cached = readManifest(cacheFolder);
  if (cached && hasRightBytes(cacheFolder, cached)) {
    // Copied rather than linked: who breaks a shard in the clone must not break the cache.
    copyShards(cacheFolder, publicFolder, cached);
    return `${summary(cached)}, from the cache`;
  }

  const { origin, files } = await readSourceFiles();
  busy("Fashion-MNIST", `packing shards from ${origin} (half a minute)`);
  const manifest = writeShards(cacheFolder, {
    train: labelledImages(files, "trainImages", "trainLabels"),
    test: labelledImages(files, "testImages", "testLabels"),
  });
  copyShards(cacheFolder, publicFolder, manifest);
  return `${summary(manifest)}, from ${origin}`;
}

/**
 * @param {import("./sources.mjs").SourceBytes} files
 * @param {keyof typeof sourceFiles} images
 * @param {keyof typeof sourceFiles} labels
 */
function labelledImages(files, images, labels) {
  return joinImagesAndLabels(
    parseIdx(files[images], sourceFiles[images].name),
    parseIdx(files[labels], sourceFiles[labels].name),
    classNames.length,
  );
}

/** @param {Manifest} manifest */
function summary({ trainCount, testCount, shards }) {
  const length = shards.reduce((sum, shard) => sum + shard.gzipLength, 0);
  return `${trainCount + testCount} images in ${shards.length} shards, ${byteSize(length)}`;
}
