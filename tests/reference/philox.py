"""Philox4x32-10 and its streams, written again in numpy: src/random.rs is held to the same numbers.

The functions know no state. A word is a function of seed, purpose, two indices and its place.
"""

import numpy as np

# As in src/random.rs.
PURPOSE_DROPOUT = 4
PURPOSE_SYNTHETIC = 5

# What these files call the seed of everything that is neither dropout nor data.
SYNTHETIC_SEED = 2026

_LOW_WORD = np.uint64(0xFFFF_FFFF)
_HALF = np.uint64(32)


def philox(counter, key):
    """Ten rounds on four words, each a number or an array, in u64 of which the low half counts."""
    first, second, third, fourth = (np.asarray(word, np.uint64) for word in counter)
    key_first, key_second = key
    for _ in range(10):
        product_first = first * np.uint64(0xD251_1F53)
        product_second = third * np.uint64(0xCD9E_8D57)
        first, second, third, fourth = (
            (product_second >> _HALF) ^ second ^ np.uint64(key_first),
            product_second & _LOW_WORD,
            (product_first >> _HALF) ^ fourth ^ np.uint64(key_second),
            product_first & _LOW_WORD,
        )
        key_first = (key_first + 0x9E37_79B9) & 0xFFFF_FFFF
        key_second = (key_second + 0xBB67_AE85) & 0xFFFF_FFFF
    return first, second, third, fourth


def words(count, seed, purpose, index, sub_index):
    """The first `count` words of a stream, as u32."""
    blocks = np.arange((count + 3) // 4)
    block_words = philox([blocks, index, sub_index, purpose], [seed, 0])
    return np.stack(np.broadcast_arrays(*block_words), axis=-1).reshape(-1)[:count].astype(np.uint32)


def signed_uniforms(count, index, sub_index):
    """2u - 1 as f32, exactly, for the uniforms u = (word >> 8) / 2^24 of a stream of synthetic numbers."""
    drawn = words(count, SYNTHETIC_SEED, PURPOSE_SYNTHETIC, index, sub_index)
    uniforms = (drawn >> 8).astype(np.float32) / np.float32(1 << 24)
    return np.float32(2) * uniforms - np.float32(1)


def dropout_factors(shape, seed, step, layer, rate):
    """What dropout multiplies each element by: 0, or 1 / (1 - rate)."""
    drawn = words(int(np.prod(shape)), seed, PURPOSE_DROPOUT, step, layer)
    kept = drawn >= np.uint32(int(rate * 2**32))
    return (kept / (1 - rate)).reshape(shape)


def check_known_answers():
    """Holds `philox` to the known answers of its authors' library, Random123 1.14 (tests/kat_vectors)."""
    known = [
        ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            [0xA4093822, 0x299F31D0],
            [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
        ),
    ]
    for counter, key, answer in known:
        found = [int(word) for word in philox(counter, key)]
        if found != answer:
            raise AssertionError(f"philox({counter}, {key}) is {found}, but must be {answer}")
