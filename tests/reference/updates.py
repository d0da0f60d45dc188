"""What Keras' optimizers make of given gradients."""

import keras
import numpy as np
import tensorflow as tf

from philox import signed_uniforms

SIZE = 500
UPDATES = 3
L2 = 0.01


def adam():
    """Adam as the trainer has it by default."""
    return keras.optimizers.Adam(1e-3)


def sgd():
    """Plain SGD with momentum."""
    return keras.optimizers.SGD(0.05, momentum=0.9)


def update_numbers():
    """Start, gradients and results of three updates, by name."""
    start = signed_uniforms(SIZE, 2000, 0)
    gradients = np.stack([signed_uniforms(SIZE, 2001 + row, 0) for row in range(UPDATES)]) * np.float32(0.01)
    # Weights that never get a gradient, and some that get next to none: where Adam's epsilon decides.
    gradients[:, 0::10] = 0
    gradients[:, 1::10] *= np.float32(1e-6)
    return {
        "update/start": start,
        "update/gradients": gradients,
        "update/adam": _follow(adam(), start, gradients),
        "update/adamw": _follow(keras.optimizers.AdamW(1e-3, weight_decay=0.05), start, gradients),
        "update/sgd": _follow(sgd(), start, gradients),
        "update/sgd-l2": _follow(sgd(), start, gradients, L2),
    }


def _follow(optimizer, start, gradients, l2=0.0):
    """The parameter after each update, [updates, size]. Keras' SGD knows no L2 term, so it goes into the gradient."""
    parameter = keras.Variable(start, dtype=keras.config.floatx())
    after = []
    for gradient in gradients:
        gradient = tf.constant(gradient, parameter.dtype) + l2 * parameter.value
        optimizer.apply([gradient], [parameter])
        after.append(parameter.numpy())
    return np.stack(after)
