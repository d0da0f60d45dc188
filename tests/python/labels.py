"""Prints as JSON what a model file makes of the 10,000 test images.

python tests/python/labels.py MODEL DATA_FOLDER [--logits N] [--precision float32]

labels: the predicted classes in published order. margins: how far the largest logit of each image is above the second,
so that a caller can tell a tie from a mistake. logits: those of the first N images.
"""

import argparse
import json
import os

# On a busy machine numpy's threads wait for each other longer than they compute. It reads this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from numpy_model import NumpyModel
from shards import read_test_images


def describe(logits, shown):
    """What is printed, from the logits [count, 10] of all images, with those of the first `shown`."""
    second, first = np.sort(logits, axis=1)[:, -2:].T
    description = {
        "labels": logits.argmax(axis=1).tolist(),
        "margins": [round(margin, 6) for margin in (first - second).tolist()],
    }
    if shown > 0:
        description["logits"] = logits[:shown].tolist()
    return description


def main():
    parser = argparse.ArgumentParser(description="Predicted labels of the test images, as JSON.")
    parser.add_argument("model", help="a safetensors file")
    parser.add_argument("data_folder", help="the folder of manifest.json and the shards")
    parser.add_argument("--logits", type=int, default=0, metavar="N", help="also the first N images' logits")
    parser.add_argument("--precision", choices=["float32", "float64"], default="float64")
    options = parser.parse_args()

    model = NumpyModel.load(options.model, np.dtype(options.precision))
    pixels, _ = read_test_images(options.data_folder)
    print(json.dumps(describe(model.logits(pixels), options.logits)))


if __name__ == "__main__":
    main()
