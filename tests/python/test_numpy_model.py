"""Holds numpy_model.py to what TensorFlow computed, so that whoever is compared with it is compared with Keras."""

import sys
import unittest
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from labels import describe
from numpy_model import NumpyModel
from shards import read_test_images

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "reference"
sys.path.append(str(REFERENCE))
from weights import CONFIGURATIONS, synthetic_weights  # noqa: E402

IMAGES = 16
TOLERANCE = 1e-4


def slow_logits(tensors, pixels):
    """The logits of one image by the definition of each layer, one number at a time."""
    values = {(row, column, 0): pixels[row, column] / 255 for row in range(28) for column in range(28)}
    side = 28
    convolutions = sum(name.startswith("conv") for name in tensors) // 2
    for number in range(1, convolutions + 1):
        weight, bias = tensors[f"conv{number}.weight"], tensors[f"conv{number}.bias"]
        side -= 2
        values = {
            (row, column, output): max(
                0.0,
                bias[output]
                + sum(
                    weight[output, channel, down, right] * values[row + down, column + right, channel]
                    for channel in range(weight.shape[1])
                    for down in range(3)
                    for right in range(3)
                ),
            )
            for row in range(side)
            for column in range(side)
            for output in range(len(weight))
        }
    if convolutions > 0:
        side //= 2
        channels = len(tensors[f"conv{convolutions}.weight"])
        values = {
            (row, column, channel): max(
                values[2 * row + down, 2 * column + right, channel] for down in range(2) for right in range(2)
            )
            for row in range(side)
            for column in range(side)
            for channel in range(channels)
        }
    features = [values[place] for place in sorted(values)]
    hidden = [
        max(0.0, bias + sum(w * x for w, x in zip(row, features, strict=True)))
        for row, bias in zip(tensors["fc1.weight"], tensors["fc1.bias"], strict=True)
    ]
    return [
        bias + sum(w * x for w, x in zip(row, hidden, strict=True))
        for row, bias in zip(tensors["fc2.weight"], tensors["fc2.bias"], strict=True)
    ]


class NumpyModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.numbers = load_file(REFERENCE / "numbers.safetensors")
        cls.pixels, cls.labels = read_test_images(ROOT / "public" / "data")

    def assert_close(self, found, wanted):
        self.assertEqual(np.shape(found), np.shape(wanted))
        self.assertLessEqual(float(np.abs(np.asarray(found) - wanted).max()), TOLERANCE)

    def test_a_model_that_keras_trained_gives_the_logits_that_keras_gives(self):
        for dtype in [np.float32, np.float64]:
            model = NumpyModel.load(REFERENCE / "keras-model.safetensors", dtype)
            logits = model.logits(self.pixels[:IMAGES], batch_size=7)
            self.assertEqual(logits.dtype, dtype)
            self.assert_close(logits, self.numbers["keras-model/logits"])

    def test_synthetic_weights_give_the_logits_and_the_loss_that_tensorflow_gives(self):
        for name, configuration in CONFIGURATIONS.items():
            logits = NumpyModel(synthetic_weights(*configuration), np.float64).logits(self.pixels[:IMAGES])
            self.assert_close(logits, self.numbers[f"{name}/plain/logits"])
            of_the_label = logits[np.arange(IMAGES), self.labels[:IMAGES]]
            loss = np.mean(np.log(np.exp(logits).sum(axis=1)) - of_the_label)
            self.assert_close(loss, self.numbers[f"{name}/plain/loss"])

    def test_any_number_of_convolutions_follows_the_definition(self):
        for filters in [[], [3], [2, 3], [2, 1, 3]]:
            tensors = synthetic_weights(filters, 5)
            logits = NumpyModel(tensors, np.float64).logits(self.pixels[:1])
            self.assert_close(logits[0], slow_logits(tensors, self.pixels[0]))

    def test_a_file_with_other_tensors_is_refused(self):
        tensors = synthetic_weights([2], 5)
        for wrong in [
            {name: values for name, values in tensors.items() if name != "conv1.bias"},
            tensors | {"conv3.weight": tensors["conv1.weight"]},
        ]:
            with self.assertRaisesRegex(ValueError, "tensors are"):
                NumpyModel(wrong)


class ShardsTest(unittest.TestCase):
    def test_images_come_in_published_order(self):
        pixels, labels = read_test_images(ROOT / "public" / "data")
        self.assertEqual(pixels.shape, (10_000, 28, 28))
        # The first labels of t10k-labels-idx1-ubyte, and as many of each class as were published.
        self.assertEqual(labels[:16].tolist(), [9, 2, 1, 1, 6, 1, 4, 6, 5, 7, 4, 5, 7, 3, 4, 1])
        self.assertEqual(np.bincount(labels).tolist(), [1000] * 10)


class LabelsTest(unittest.TestCase):
    def test_describes_logits_by_label_and_margin(self):
        logits = np.zeros((2, 10))
        logits[0, 3], logits[0, 8], logits[1, 9] = 2.5, 1.25, 0.1234567
        description = {"labels": [3, 9], "margins": [1.25, 0.123457]}
        self.assertEqual(describe(logits, 0), description)
        self.assertEqual(describe(logits, 1), description | {"logits": [logits[0].tolist()]})


if __name__ == "__main__":
    unittest.main()
