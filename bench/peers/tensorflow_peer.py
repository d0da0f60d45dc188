"""TensorFlow on the processor, for the bench: tensorflow_peer.py THREADS BATCH DROPOUT FOLDER.

Answers each line of standard input with a line of JSON, after a first one that describes the network.
"""

import itertools
import json
import os
import sys
import time

try:
    import keras
    import numpy as np
    import tensorflow as tf
except ImportError:
    tf = None


def answer(**content):
    print(json.dumps(content), flush=True)


def read_set(folder, split, batch):
    """Mini-batches, made before anything is timed; images that fill none are left out."""
    images, labels = (
        np.fromfile(os.path.join(folder, f"{split}-{what}.bin"), np.uint8) for what in ("images", "labels")
    )
    whole = len(labels) // batch * batch
    images = images.reshape(-1, 28, 28, 1)[:whole].astype(np.float32) / 255
    labels = labels[:whole].astype(np.int32)
    return [(images[at : at + batch], labels[at : at + batch]) for at in range(0, whole, batch)]


def network(dropout):
    layers = keras.layers
    drop = (lambda: [layers.Dropout(dropout)]) if dropout else (lambda: [])
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            *drop(),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            *drop(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    # Adam's defaults are those of the bench; `train_on_batch` runs one compiled function for the whole step.
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy")
    return model


def train(model, batches, count):
    loss = float("nan")
    start = time.perf_counter()
    for _ in range(count):
        images, labels = next(batches)
        loss = float(model.train_on_batch(images, labels))
    return {"millis": (time.perf_counter() - start) * 1000, "loss": loss}


def test(model, batches, seconds):
    model.predict_on_batch(batches[0][0])
    count = hits = 0
    start = time.perf_counter()
    for images, labels in batches:
        hits += int((model.predict_on_batch(images).argmax(1) == labels).sum())
        count += len(labels)
        if time.perf_counter() - start > seconds:
            break
    millis = (time.perf_counter() - start) * 1000
    return {"millis": millis, "images": count, "accuracy": hits / count}


def main():
    threads, batch = int(sys.argv[1]), int(sys.argv[2])
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    tf.config.set_visible_devices([], "GPU")
    keras.utils.set_random_seed(42)
    training = itertools.cycle(read_set(sys.argv[4], "train", batch))
    tests = read_set(sys.argv[4], "test", batch)
    model = network(float(sys.argv[3]))
    detail = f"TensorFlow {tf.__version__}, Keras {keras.__version__}, XLA {'on' if model.jit_compile else 'off'}"
    answer(parameters=model.count_params(), threads=threads, detail=detail)
    for line in sys.stdin:
        question = json.loads(line)
        if "train" in question:
            answer(**train(model, training, question["train"]))
        else:
            answer(**test(model, tests, question["test"]))


if tf is None:
    answer(problem="no TensorFlow in PYTHON")
else:
    main()
