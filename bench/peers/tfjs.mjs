// TensorFlow.js: a layers model as its users write it, trained with `trainOnBatch`.

import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { loadBatches, Peer } from "./peer.mjs";

/** @typedef {import("./peer.mjs").Batch} Batch */

/** @param {{ backend: string, batch: number, dropout: boolean }} settings */
export async function openPeer({ backend, batch, dropout }) {
  // Without its checks for developers.
  tf.enableProdMode();
  const isOpen = await tf.setBackend(backend);
  if (!isOpen || tf.getBackend() !== backend) throw new Error(`TensorFlow.js can't open ${backend}`);
  await tf.ready();
  const [training, test] = await Promise.all([loadBatches("train", batch), loadBatches("test", batch)]);
  const model = networkOf(dropout);
  return new Peer(
    {
      parameters: model.countParams(),
      threads: 1,
      train: (batches) => train(model, batches),
      predict: (batches) => predict(model, batches),
    },
    training,
    test,
  );
}

/** @param {boolean} dropout */
function networkOf(dropout) {
  const kernelInitializer = "glorotUniform";
  const activation = "relu";
  const dropouts = () => (dropout ? [layers.layers.dropout({ rate: 0.5 })] : []);
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 32,
        kernelSize: 3,
        activation,
        kernelInitializer,
      }),
      layers.layers.conv2d({ filters: 64, kernelSize: 3, activation, kernelInitializer }),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      ...dropouts(),
      layers.layers.flatten(),
      layers.layers.dense({ units: 128, activation, kernelInitializer }),
      ...dropouts(),
      layers.layers.dense({ units: 10, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-7), loss: "categoricalCrossentropy" });
  return model;
}

/**
 * `trainOnBatch` asks for its loss by itself; here nobody waits for it before the last.
 * @param {layers.Sequential} model
 * @param {Batch[]} batches
 */
async function train(model, batches) {
  const losses = await Promise.all(
    batches.map(async (batch) => {
      const images = imagesOf(batch);
      const labels = tf.tidy(() => tf.cast(tf.oneHot([...batch.labels], 10), "float32"));
      const loss = await model.trainOnBatch(images, labels);
      tf.dispose([images, labels]);
      return Number(loss);
    }),
  );
  return losses.at(-1) ?? Number.NaN;
}

/** @param {layers.Sequential} model @param {Batch[]} batches */
function predict(model, batches) {
  return Promise.all(
    batches.map(async (batch) => {
      const labels = tf.tidy(() => {
        const probabilities = /** @type {tf.Tensor} */ (model.predictOnBatch(imagesOf(batch)));
        return tf.argMax(probabilities, 1);
      });
      const read = Uint8Array.from(await labels.data());
      labels.dispose();
      return read;
    }),
  );
}

/** @param {Batch} batch */
function imagesOf({ images, size }) {
  return tf.tensor4d(images, [size, 28, 28, 1]);
}
