// jax-js: the whole training step is one jitted function; weights and optimiser state stay on the device.
// An array is used up by what is done with it, so whatever is needed again goes there as `ref`.

import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from "@jax-js/jax";
import { loadBatches, Peer } from "./peer.mjs";

/** @typedef {import("./peer.mjs").Batch} Batch */
/** @typedef {import("./peer.mjs").Network} Network */
/** @typedef {import("@jax-js/jax").Array} Tensor */
/** @typedef {"conv1" | "conv2" | "dense1" | "dense2"} Layer */
/** @typedef {Record<Layer | `${Layer}Bias`, Tensor>} Tensors one for each parameter */

const RATE = 1e-3;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** Images are [size, channels, height, width], as jax-js convolves. */
const SHAPES = /** @type {const} */ ({
  conv1: [32, 1, 3, 3],
  conv1Bias: [32, 1, 1],
  conv2: [64, 32, 3, 3],
  conv2Bias: [64, 1, 1],
  dense1: [9216, 128],
  dense1Bias: [128],
  dense2: [128, 10],
  dense2Bias: [10],
});
/** What comes in and goes out of one value of a layer. @type {Record<Layer, [number, number]>} */
const FANS = { conv1: [9, 288], conv2: [288, 576], dense1: [9216, 128], dense2: [128, 10] };

/** @param {{ backend: "webgpu" | "wasm", batch: number, dropout: boolean }} settings */
export async function openPeer({ backend, batch, dropout }) {
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js can't open ${backend}`);
  defaultDevice(backend);
  const [training, test] = await Promise.all([loadBatches("train", batch), loadBatches("test", batch)]);
  // Its own kernels take all processors if the page may share memory.
  const threads = backend === "wasm" && crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  return new Peer(new JaxNetwork(threads, dropout), training, test);
}

/** @implements {Network} */
class JaxNetwork {
  /** @readonly */
  threads;
  #weights = initialWeights();
  #means = perParameter((shape) => np.zeros(shape));
  #squares = perParameter((shape) => np.zeros(shape));
  #steps = 0;
  #dropout;
  #step = jit(step);
  #classify = jit(classify);

  /** @param {number} threads @param {boolean} dropout */
  constructor(threads, dropout) {
    this.threads = threads;
    this.#dropout = dropout;
  }

  get parameters() {
    return Object.values(this.#weights).reduce((sum, { size }) => sum + size, 0);
  }

  /** @param {Batch[]} batches */
  async train(batches) {
    /** @type {Tensor | undefined} */
    let loss;
    for (const batch of batches) {
      loss?.dispose();
      this.#steps += 1;
      // Keras' form of Adam: what corrects for the zeros of the start is part of the rate.
      const rate = (RATE * Math.sqrt(1 - BETA_2 ** this.#steps)) / (1 - BETA_1 ** this.#steps);
      [this.#weights, this.#means, this.#squares, loss] = this.#step(
        this.#weights,
        this.#means,
        this.#squares,
        np.array(Float32Array.of(rate)),
        imagesOf(batch),
        np.array(Int32Array.from(batch.labels)),
        ...(this.#dropout ? [random.key(this.#steps)] : []),
      );
    }
    // The loss is there before the weights are.
    await blockUntilReady(this.#weights);
    return Number(await loss?.jsAsync());
  }

  /** @param {Batch[]} batches */
  predict(batches) {
    const labels = batches.map((batch) => this.#classify(tree.ref(this.#weights), imagesOf(batch)));
    return Promise.all(labels.map(async (some) => Uint8Array.from(await some.data())));
  }
}

/**
 * Forward, backward and Adam.
 * @param {Tensors} weights
 * @param {Tensors} means
 * @param {Tensors} squares
 * @param {Tensor} rate
 * @param {Tensor} images
 * @param {Tensor} labels
 * @param {Tensor[]} keys one, if there is dropout
 * @returns {[Tensors, Tensors, Tensors, Tensor]}
 */
function step(weights, means, squares, rate, images, labels, ...keys) {
  const [loss, gradients] = valueAndGrad(meanLoss)(tree.ref(weights), images, labels, ...keys);
  const newWeights = { ...weights };
  const newMeans = { ...means };
  const newSquares = { ...squares };
  for (const name of names()) {
    const gradient = gradients[name];
    const mean = means[name].mul(BETA_1).add(gradient.ref.mul(1 - BETA_1));
    const square = squares[name].mul(BETA_2).add(np.square(gradient).mul(1 - BETA_2));
    const change = mean.ref.mul(rate.ref).div(np.sqrt(square.ref).add(EPSILON));
    newWeights[name] = weights[name].sub(change);
    newMeans[name] = mean;
    newSquares[name] = square;
  }
  rate.dispose();
  return [newWeights, newMeans, newSquares, loss];
}

/**
 * Cross-entropy.
 * @param {Tensors} weights
 * @param {Tensor} images
 * @param {Tensor} labels
 * @param {Tensor[]} keys
 */
function meanLoss(weights, images, labels, ...keys) {
  const [size = 0] = images.shape;
  const chances = nn.logSoftmax(logits(weights, images, keys[0]));
  return chances
    .mul(nn.oneHot(labels, 10))
    .sum()
    .mul(-1 / size);
}

/** @param {Tensors} weights @param {Tensor} images */
function classify(weights, images) {
  return np.argmax(logits(weights, images), 1);
}

/** @param {Tensors} weights @param {Tensor} images @param {Tensor} [key] for dropout */
function logits(weights, images, key) {
  const [size = 0] = images.shape;
  const [key1, key2] = key ? random.split(key, 2) : [];
  const first = nn.relu(lax.conv(images, weights.conv1, [1, 1], "VALID").add(weights.conv1Bias));
  const second = nn.relu(lax.conv(first, weights.conv2, [1, 1], "VALID").add(weights.conv2Bias));
  const pooled = lax.reduceWindow(second, np.max, [2, 2], [2, 2]).reshape([size, 9216]);
  const hidden = nn.relu(np.dot(dropHalf(pooled, key1), weights.dense1).add(weights.dense1Bias));
  return np.dot(dropHalf(hidden, key2), weights.dense2).add(weights.dense2Bias);
}

/** @param {Tensor} values @param {Tensor} [key] */
function dropHalf(values, key) {
  if (!key) return values;
  const isKept = random.bernoulli(key, 0.5, values.shape);
  return np.where(isKept, values.mul(2), 0);
}

/** @param {Batch} batch */
function imagesOf({ images, size }) {
  return np.array(images).reshape([size, 1, 28, 28]);
}

/** Glorot-uniform, and biases of zero. */
function initialWeights() {
  return perParameter((shape, name) => {
    if (!(name in FANS)) return np.zeros(shape);
    const layer = /** @type {Layer} */ (name);
    const [fanIn, fanOut] = FANS[layer];
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    const key = random.key(Object.keys(FANS).indexOf(layer));
    return random.uniform(key, shape, { minval: -limit, maxval: limit });
  });
}

function names() {
  return /** @type {(keyof Tensors)[]} */ (Object.keys(SHAPES));
}

/** @param {(shape: number[], name: keyof Tensors) => Tensor} make */
function perParameter(make) {
  return /** @type {Tensors} */ (
    Object.fromEntries(names().map((name) => [name, make([...SHAPES[name]], name)]))
  );
}
