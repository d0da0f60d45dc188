// Runs in the page: times what a library does. The bench calls its methods, one after another.

/**
 * The network in the form that a library wants. A mini-batch is its images, 784 values of 0 to 1 each, and labels.
 * @typedef {{ images: Float32Array<ArrayBuffer>, labels: Uint8Array, size: number }} Batch
 * @typedef {object} Network
 * @property {number} parameters how many numbers it learns
 * @property {number} threads
 * @property {(batches: Batch[]) => Promise<number>} train
 *   trains on one mini-batch after the other, and gives the loss of the last: the only one that must be read
 * @property {(batches: Batch[]) => Promise<Uint8Array[]>} predict the labels that it gives to images
 */

/** @typedef {{ millis: number, loss: number }} Trained */

/** Between two reads of predictions. */
const READ_MILLIS = 250;

export class Peer {
  /** @type {Network} */
  #network;
  /** @type {Batch[]} */
  #training;
  /** @type {Batch[]} */
  #test;
  #next = 0;

  /** @param {Network} network @param {Batch[]} training @param {Batch[]} test */
  constructor(network, training, test) {
    this.#network = network;
    this.#training = training;
    this.#test = test;
  }

  get facts() {
    const { parameters, threads } = this.#network;
    return { parameters, threads, isIsolated: crossOriginIsolated };
  }

  /**
   * Trains on `count` mini-batches, and reads the loss after every `readEvery`.
   * @param {number} count
   * @param {number} readEvery
   * @returns {Promise<Trained>}
   */
  async train(count, readEvery) {
    let loss = Number.NaN;
    const start = performance.now();
    for (let done = 0; done < count; done += readEvery) {
      loss = await this.#network.train(this.#take(Math.min(readEvery, count - done)));
    }
    return { millis: performance.now() - start, loss };
  }

  /**
   * Predicts test images for so many seconds, or once all of them.
   * @param {number} seconds
   */
  async test(seconds) {
    const [first] = this.#test;
    if (!first) throw new Error("there are no test images");
    // Once to compile what it needs, and once to see how long it takes.
    await this.#network.predict([first]);
    const once = await timed(() => this.#network.predict([first]));
    const readEvery = Math.max(1, Math.round(READ_MILLIS / once.millis));

    let images = 0;
    let hits = 0;
    let millis = 0;
    for (let done = 0; done < this.#test.length && millis < seconds * 1000; done += readEvery) {
      const batches = this.#test.slice(done, done + readEvery);
      const predicted = await timed(() => this.#network.predict(batches));
      millis += predicted.millis;
      for (const [place, { labels, size }] of batches.entries()) {
        images += size;
        hits += labels.filter((label, image) => label === predicted.result[place]?.[image]).length;
      }
    }
    return { millis, images, accuracy: hits / images };
  }

  /** @param {number} count @returns {Batch[]} the next ones, over and over */
  #take(count) {
    return Array.from({ length: count }, () => {
      const batch = this.#training[this.#next++ % this.#training.length];
      if (!batch) throw new Error("there are no training images");
      return batch;
    });
  }
}

/** @template T @param {() => Promise<T>} work */
async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { result, millis: performance.now() - start };
}

/**
 * The mini-batches of a set that the bench serves, made before anything is timed. Images that fill none are left out.
 * @param {"train" | "test"} split
 * @param {number} size
 * @returns {Promise<Batch[]>}
 */
export async function loadBatches(split, size) {
  const [pixels, labels] = await Promise.all([load(`${split}-images.bin`), load(`${split}-labels.bin`)]);
  const images = Float32Array.from(pixels, (pixel) => pixel / 255);
  return Array.from({ length: Math.floor(labels.length / size) }, (_, place) => ({
    images: images.subarray(784 * size * place, 784 * size * (place + 1)),
    labels: labels.subarray(size * place, size * (place + 1)),
    size,
  }));
}

/** @param {string} file */
async function load(file) {
  const response = await fetch(`/${file}`);
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
