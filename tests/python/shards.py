"""Reads the shards of Fashion-MNIST, as docs/architecture.md lays them out."""

import gzip
import json
from pathlib import Path

import numpy as np

SIDE = 28
HEADER_BYTES = 16


def read_shard(path):
    """Indices in the published file, labels, and pixels [count, 28, 28] of one shard."""
    content = gzip.decompress(Path(path).read_bytes())
    version, count, size = np.frombuffer(content, "<u4", 3, offset=4)
    if content[:4] != b"FMSH" or version != 1 or size != (SIDE << 16 | SIDE):
        raise ValueError(f"{path} is no shard of version 1 with 28 x 28 images")
    count = int(count)
    indices = np.frombuffer(content, "<u2", count, offset=HEADER_BYTES)
    labels = np.frombuffer(content, "u1", count, offset=HEADER_BYTES + 2 * count)
    pixels = np.frombuffer(content, "u1", offset=HEADER_BYTES + 3 * count)
    return indices, labels, pixels.reshape(count, SIDE, SIDE)


def read_test_images(folder):
    """Pixels [10000, 28, 28] and labels [10000] of the test images in published order, as bytes."""
    manifest = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    count = manifest["testCount"]
    all_pixels = np.zeros((count, SIDE, SIDE), np.uint8)
    all_labels = np.zeros(count, np.uint8)
    seen = np.zeros(count, bool)
    for shard in manifest["shards"]:
        if shard["split"] != "test":
            continue
        indices, labels, pixels = read_shard(Path(folder) / shard["file"])
        all_pixels[indices], all_labels[indices], seen[indices] = pixels, labels, True
    if not seen.all():
        raise ValueError(f"{folder} lacks {np.count_nonzero(~seen)} of {count} test images")
    return all_pixels, all_labels
