"""Writes prints.json: what numpy prints for float32 arrays, to which src/inspect/numpy_text.rs is held.

Needs numpy 2.3 or newer, since older ones write exponents from 1e8 on only, and no other package:

    python tests/reference/prints.py
"""

import json
import math
from pathlib import Path

import numpy as np

from philox import signed_uniforms

TARGET = Path(__file__).resolve().with_name("prints.json")
NAN, INF = math.nan, math.inf

# Shapes and values that are listed in the file.
LISTED = [
    ([1], [1]),
    ([1], [0.1]),
    ([1], [-0.0]),
    ([1], [16777216]),
    ([1, 1, 1, 1], [2.5]),
    ([4], [0, 0, 0, 0]),
    ([2, 3], [0.1] * 6),
    ([5], [1, 2, 3, 4, 5]),
    ([2, 3], [1, -20, 300, 0, 50, -999]),
    ([10], [0.05, 1.5, -12.25, 0.125, 33, -0.75, 7.0625, 2.2, 0.1, 9.999]),
    ([10], [0.91, 0.02, 0.0004, 0.03, 1e-7, 0.03, 2.5e-6, 0.009, 1e-9, 3.3e-5]),
    ([3], [-0.0, 0.0, 1]),
    ([4], [NAN, 1.25, -3, 1000]),
    ([3], [INF, -INF, NAN]),
    ([3], [1e-10, -INF, 2]),
    ([2], [NAN, 5]),
    ([3], [1e-45, 3.4028235e38, 0]),
    ([3], [1.1754944e-38, 9.5367431640625e-7, 2.0**-44]),
    # The powers of two whose nearest eight digits belong to another float32.
    ([3], [2.0**-96, 2.0**87, 2.0**90]),
    ([3], [1e-4, 0.05, 0.1]),
    ([3], [9.999e-5, 0.05, 0.1]),
    ([2], [1, 1000]),
    ([2], [1, 1000.5]),
    ([2], [999999, 999999.9]),
    ([2], [1e6, 5e5]),
    ([3], [2097152.25, 2097152.75, 1]),
    ([3], [0.00012345678, 0.00099999999, 0.012345678]),
    ([2, 2, 3], [0.5, 1, 1.5, 2, 2.5, 3, -0.5, -1, -1.5, -2, -2.5, -3]),
    ([3, 1], [1 / 3, 2 / 3, 1e-3]),
]

# Shapes and limits of arrays that are drawn, each from the stream that its place here names.
DRAWN = [
    ([32], 0.25),
    ([64], 3),
    ([10], 1e-5),
    ([128], 1e7),
    ([3, 20], 100),
    ([1000], 1),
    ([1001], 0.5),
    ([7, 143], 2),
    ([6, 200], 0.05),
    ([10, 128], 0.2),
    ([128, 10], 0.2),
    ([128, 9216], 0.025),
    ([32, 1, 3, 3], 0.14),
    ([64, 32, 3, 3], 0.08),
    ([2, 7, 5, 15], 20),
]


def main():
    cases = []
    for shape, numbers in LISTED:
        values = np.array(numbers, np.float32)
        listed = [listed_value(value) for value in values]
        cases.append({"shape": shape, "values": listed, "text": str(values.reshape(shape))})
    for seed, (shape, limit) in enumerate(DRAWN, start=1):
        values = signed_uniforms(math.prod(shape), seed, 0) * np.float32(limit)
        cases.append({"shape": shape, "seed": seed, "limit": limit, "text": str(values.reshape(shape))})
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n")


def listed_value(value):
    """A float32 in its shortest decimals, or by name where JSON has no number for it."""
    if not np.isfinite(value):
        return str(value)
    number = float(str(value))
    if np.float32(number) != value:
        raise AssertionError(f"{number} does not read back as {value}")
    return number


if __name__ == "__main__":
    main()
