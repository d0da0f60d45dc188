// A folder of finished shards with its manifest.json, which is written last: where it stands, all is there.

import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { copyAtomically, sha256, writeAtomically } from "../lib/files.mjs";
import { classNames } from "./fashion-mnist.mjs";
import { imagesPerShard, packShard, planShards, shardName } from "./shards.mjs";

/** @typedef {import("./idx.mjs").LabelledImages} LabelledImages */
/**
 * @typedef {{ name: string, file: string, split: "train" | "test", count: number, byteLength: number,
 *   gzipLength: number, sha256: string }} Shard sha256 and byteLength are those of the unpacked shard
 * @typedef {{ formatVersion: number, classNames: string[], rows: number, columns: number, trainCount: number,
 *   testCount: number, shards: Shard[] }} Manifest
 */

const formatVersion = 1;

/**
 * The manifest of a folder in which every shard has its right size.
 * @param {string} folder
 * @returns {Manifest | undefined}
 */
export function readManifest(folder) {
  try {
    /** @type {Manifest} */
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    const isWhole =
      manifest.formatVersion === formatVersion &&
      manifest.shards.length > 0 &&
      manifest.shards.every(({ file, gzipLength }) => statSync(join(folder, file)).size === gzipLength);
    return isWhole ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads every byte, which takes a second.
 * @param {string} folder
 * @param {Manifest} manifest
 */
export function hasRightBytes(folder, manifest) {
  try {
    return manifest.shards.every(
      (shard) => sha256(gunzipSync(readFileSync(join(folder, shard.file)))) === shard.sha256,
    );
  } catch {
    return false;
  }
}

/** @param {string} from a complete folder @param {string} to @param {Manifest} manifest */
export function copyShards(from, to, manifest) {
  emptyFolder(to);
  for (const { file } of manifest.shards) copyAtomically(join(from, file), join(to, file));
  copyAtomically(join(from, "manifest.json"), join(to, "manifest.json"));
}

/**
 * @param {string} folder
 * @param {{ train: LabelledImages, test: LabelledImages }} images
 * @returns {Manifest}
 */
export function writeShards(folder, { train, test }) {
  emptyFolder(folder);
  const shards = [...writeSplit(folder, "train", train), ...writeSplit(folder, "test", test)];
  /** @type {Manifest} */
  const manifest = {
    formatVersion,
    classNames,
    rows: train.rows,
    columns: train.columns,
    trainCount: train.count,
    testCount: test.count,
    shards,
  };
  writeAtomically(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/** @param {string} folder @param {"train" | "test"} split @param {LabelledImages} images @returns {Shard[]} */
function writeSplit(folder, split, images) {
  return planShards(images.labels, classNames.length, imagesPerShard).map((indices, number) => {
    const name = shardName(split, number);
    const file = `${name}.bin.gz`;
    const bytes = packShard(images, indices);
    const packed = gzipSync(bytes, { level: 9 });
    writeAtomically(join(folder, file), packed);
    return {
      name,
      file,
      split,
      count: indices.length,
      byteLength: bytes.length,
      gzipLength: packed.length,
      sha256: sha256(bytes),
    };
  });
}

/** @param {string} folder */
function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
