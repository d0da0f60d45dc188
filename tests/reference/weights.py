"""The networks that the reference numbers are of, and their weights."""

import numpy as np

from philox import signed_uniforms

CLASSES = 10
IMAGE_SIDE = 28
KERNEL_SIDE = 3
BIAS_LIMIT = 0.1

# Filters of the convolutions, units of the hidden layer.
CONFIGURATIONS = {"small": ([4, 6], 16), "full": ([32, 64], 128)}


def tensor_shapes(filters, dense_units):
    """Shapes by name in PyTorch's layout, in the order in which the tensors are numbered."""
    shapes = {}
    channels, side = 1, IMAGE_SIDE
    for number, outputs in enumerate(filters, 1):
        shapes[f"conv{number}.weight"] = (outputs, channels, KERNEL_SIDE, KERNEL_SIDE)
        shapes[f"conv{number}.bias"] = (outputs,)
        channels, side = outputs, side - KERNEL_SIDE + 1
    if filters:
        side //= 2  # the pool
    shapes["fc1.weight"] = (dense_units, side * side * channels)
    shapes["fc1.bias"] = (dense_units,)
    shapes["fc2.weight"] = (CLASSES, dense_units)
    shapes["fc2.bias"] = (CLASSES,)
    return shapes


def synthetic_weights(filters, dense_units):
    """Weights by name, as f32: as large as Glorot's, but with biases, so that these are tested too."""
    return {
        name: signed_uniforms(int(np.prod(shape)), index, 0).reshape(shape) * _limit(shape)
        for index, (name, shape) in enumerate(tensor_shapes(filters, dense_units).items())
    }


def _limit(shape):
    if len(shape) == 1:
        return np.float32(BIAS_LIMIT)
    area = int(np.prod(shape[2:]))  # 1 for a dense layer
    return np.float32(np.sqrt(6 / ((shape[0] + shape[1]) * area)))
