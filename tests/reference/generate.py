"""Computes the numbers that the engine is held to. What they are, and how to run this: README.md."""

import os
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "python"))

import keras
import numpy as np
import safetensors.numpy
import tensorflow as tf

from keras_model import train_keras_model
from network import Network
from philox import PURPOSE_SYNTHETIC, SYNTHETIC_SEED, check_known_answers, signed_uniforms, words
from shards import read_test_images
from updates import UPDATES, adam, sgd, update_numbers
from weights import CONFIGURATIONS, synthetic_weights

IMAGES = 16
DROPOUT_STEP = 3
SMOOTHING = 0.1
ENTRIES = 256
DOTS = 4


def main():
    check_known_answers()
    keras.config.set_floatx("float64")
    tf.config.experimental.enable_op_determinism()

    pixels, labels = read_test_images(HERE.parents[1] / "public" / "data")
    images, labels = pixels[:IMAGES] / 255, labels[:IMAGES]

    numbers = update_numbers()
    for name in CONFIGURATIONS:
        numbers |= network_numbers(name, images, labels)
    keras_tensors, numbers["keras-model/logits"] = train_keras_model(images, labels)
    save("numbers", numbers)
    save("keras-model", keras_tensors)


def network_numbers(name, images, labels):
    """All numbers of one configuration."""
    weights = synthetic_weights(*CONFIGURATIONS[name])
    network = Network(weights, images, labels)
    numbers = {}
    for case, step in {"plain": None, "dropout": DROPOUT_STEP}.items():
        numbers[f"{name}/{case}/logits"] = network.logits(step)
        numbers[f"{name}/{case}/loss"] = network.loss(step)
        gradients = network.gradients(step)
        describe = whole_gradients if name == "small" else sampled_gradients
        numbers |= {f"{name}/{case}/{key}": value for key, value in describe(gradients).items()}
    if name == "small":
        numbers["small/smoothing/loss"] = network.loss(smoothing=SMOOTHING)
        for key, value in whole_gradients(network.gradients(smoothing=SMOOTHING)).items():
            numbers[f"small/smoothing/{key}"] = value
        for layer, output in network.activations().items():
            numbers[f"small/activations/{layer}"] = output[0]
    for rule, optimizer in {"sgd": sgd(), "adam": adam()}.items():
        network = Network(weights, images, labels)
        numbers[f"{name}/{rule}/losses"] = losses_of_training(network, optimizer)
    return numbers


def losses_of_training(network, optimizer):
    """The loss without dropout after each step with dropout."""
    losses = []
    for step in range(UPDATES):
        network.train(optimizer, step)
        losses.append(float(network.loss()))
    return np.array(losses, np.float64)


def whole_gradients(gradients):
    """Every value."""
    return {f"gradient/{tensor}": gradient for tensor, gradient in gradients.items()}


def sampled_gradients(gradients):
    """Length, some entries, and products with fixed vectors, since the whole would be 5 MB."""
    numbers = {}
    for index, (tensor, gradient) in enumerate(gradients.items()):
        values = np.asarray(gradient, np.float64).reshape(-1)
        drawn = words(ENTRIES, SYNTHETIC_SEED, PURPOSE_SYNTHETIC, 1000 + index, 0)
        places = (drawn.astype(np.uint64) * np.uint64(len(values))) >> np.uint64(32)
        numbers[f"norm/{tensor}"] = np.linalg.norm(values)
        numbers[f"entries/{tensor}"] = values[places].astype(np.float32)
        numbers[f"dots/{tensor}"] = np.array(
            [values @ signed_uniforms(len(values), index, 1 + dot).astype(np.float64) for dot in range(DOTS)]
        )
    return numbers


# What stays in double precision; anything else is stored as f32.
DOUBLE = {"loss", "losses", "norm", "dots"}


def save(name, tensors):
    """Writes a safetensors file beside this script."""
    arrays = {}
    for key, tensor in tensors.items():
        dtype = np.float64 if DOUBLE & set(key.split("/")) else np.float32
        arrays[key] = np.array(tensor, dtype, order="C")  # safetensors wants no strides
        if not np.isfinite(arrays[key]).all():
            raise AssertionError(f"{key} is not finite")
    path = HERE / f"{name}.safetensors"
    path.write_bytes(safetensors.numpy.save(arrays))
    print(f"{path.name}: {len(arrays)} tensors, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
