"""The network in numpy, from a file of weights: a reading of the format that shares no code with the trainer.

The file is safetensors with the names and layouts of PyTorch: conv1.weight [out, in, 3, 3], conv1.bias [out], conv2,
conv3 alike, none to three of them, then fc1 and fc2, weight [out, in]. Metadata is ignored.
"""

import numpy as np
from safetensors.numpy import load_file

KERNEL_SIDE = 3
MOST_CONVOLUTIONS = 3


class NumpyModel:
    """Trained weights and what they make of images."""

    def __init__(self, tensors, dtype=np.float32):
        """`tensors`: arrays by name."""
        expected = ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
        self.convolutions = 0
        while f"conv{self.convolutions + 1}.weight" in tensors and self.convolutions < MOST_CONVOLUTIONS:
            self.convolutions += 1
            expected += [f"conv{self.convolutions}.weight", f"conv{self.convolutions}.bias"]
        if set(tensors) != set(expected):
            raise ValueError(f"tensors are {sorted(tensors)}, but must be {sorted(expected)}")
        self.dtype = np.dtype(dtype)
        self.tensors = {name: np.asarray(values, self.dtype) for name, values in tensors.items()}

    @classmethod
    def load(cls, path, dtype=np.float32):
        """The model in a safetensors file."""
        return cls(load_file(path), dtype)

    def logits(self, pixels, batch_size=100):
        """Images as bytes, [count, 28, 28], to logits, [count, 10]."""
        batches = [
            self._forward(pixels[start : start + batch_size]) for start in range(0, len(pixels), batch_size)
        ]
        return np.concatenate(batches)

    def _forward(self, pixels):
        x = pixels[..., np.newaxis].astype(self.dtype) / self.dtype.type(255)  # [batch, 28, 28, 1]
        for number in range(1, self.convolutions + 1):
            x = convolve(x, self.tensors[f"conv{number}.weight"])
            x = relu(x + self.tensors[f"conv{number}.bias"])
        if self.convolutions > 0:
            x = max_pool(x)
        x = x.reshape(len(x), -1)  # by height, width, channel
        x = relu(x @ self.tensors["fc1.weight"].T + self.tensors["fc1.bias"])
        return x @ self.tensors["fc2.weight"].T + self.tensors["fc2.bias"]


def convolve(x, weight):
    """Cross-correlation without padding: [batch, height, width, in] and [out, in, 3, 3] to [batch, ..., out]."""
    rows, columns = x.shape[1] - KERNEL_SIDE + 1, x.shape[2] - KERNEL_SIDE + 1
    # One matrix product for the batch: each pixel's neighbourhood is a row, in the order of the kernel, then channels.
    neighbours = [
        x[:, row : row + rows, column : column + columns]
        for row in range(KERNEL_SIDE)
        for column in range(KERNEL_SIDE)
    ]
    matrix = np.concatenate(neighbours, axis=-1)  # [batch, rows, columns, 9 * in]
    kernel = weight.transpose(2, 3, 1, 0).reshape(-1, weight.shape[0])  # [9 * in, out]
    return (matrix.reshape(-1, len(kernel)) @ kernel).reshape(len(x), rows, columns, -1)


def max_pool(x):
    """The largest of each 2 x 2 pixels; an odd last row or column is left out."""
    rows, columns = x.shape[1] // 2, x.shape[2] // 2
    x = x[:, : 2 * rows, : 2 * columns]
    return x.reshape(len(x), rows, 2, columns, 2, -1).max(axis=(2, 4))


def relu(x):
    """Negative values to zero."""
    return np.maximum(x, x.dtype.type(0))
