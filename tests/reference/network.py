"""The network in explicit TensorFlow operations, with gradients in PyTorch's layout."""

import keras
import tensorflow as tf

from philox import dropout_factors
from weights import CLASSES

DROPOUT_SEED = 42
DROPOUT_RATE = 0.5


class Network:
    """Trainable weights in Keras' default precision, and what becomes of a fixed set of images."""

    def __init__(self, weights, images, labels):
        """Arrays by name; images [count, 28, 28] in 0 to 1; labels [count]."""
        dtype = keras.config.floatx()
        self.parameters = {
            name: keras.Variable(values, dtype=dtype, name=name) for name, values in weights.items()
        }
        self.images = tf.constant(images[..., None], dtype)
        self.targets = tf.one_hot(labels, CLASSES, dtype=dtype)

    def activations(self, dropout_step=None):
        """Every layer's output by name, [count, height, width, channels] or [count, units].

        With the dropout of that step, or without any.
        """
        x = self.images
        found = {}
        convolutions = sum(name.startswith("conv") for name in self.parameters) // 2  # weight and bias
        for number in range(1, convolutions + 1):
            kernel = tf.transpose(self._value(f"conv{number}.weight"), [2, 3, 1, 0])
            x = tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "VALID") + self._value(f"conv{number}.bias"))
            found[f"conv{number}"] = x
        if found:
            x = found["pool"] = tf.nn.max_pool2d(x, 2, 2, "VALID")
            x = _drop(x, dropout_step, layer=0)
        x = tf.reshape(x, [x.shape[0], -1])
        x = found["fc1"] = tf.nn.relu(self._dense(x, "fc1"))
        x = _drop(x, dropout_step, layer=1)
        found["fc2"] = self._dense(x, "fc2")
        return found

    def logits(self, dropout_step=None):
        """Before the softmax, [count, 10]."""
        return self.activations(dropout_step)["fc2"]

    def loss(self, dropout_step=None, smoothing=0.0):
        """Mean cross-entropy over the images."""
        targets = (1 - smoothing) * self.targets + smoothing / CLASSES
        return tf.reduce_mean(
            tf.nn.softmax_cross_entropy_with_logits(labels=targets, logits=self.logits(dropout_step))
        )

    def gradients(self, dropout_step=None, smoothing=0.0):
        """The loss's gradients by name."""
        with tf.GradientTape() as tape:
            loss = self.loss(dropout_step, smoothing)
        return tape.gradient(loss, {name: variable.value for name, variable in self.parameters.items()})

    def train(self, optimizer, dropout_step):
        """One update with dropout."""
        gradients = self.gradients(dropout_step)
        optimizer.apply([gradients[name] for name in self.parameters], list(self.parameters.values()))

    def _value(self, name):
        return self.parameters[name].value

    def _dense(self, x, name):
        return tf.matmul(x, self._value(f"{name}.weight"), transpose_b=True) + self._value(f"{name}.bias")


def _drop(x, step, layer):
    """Elements are numbered in the flattened batch, each image by height, width, channel."""
    if step is None:
        return x
    return x * tf.constant(dropout_factors(x.shape, DROPOUT_SEED, step, layer, DROPOUT_RATE), x.dtype)
