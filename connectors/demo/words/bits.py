"""Numbers that a row's own bits decide, for whole columns at once."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]


def mixed(numbers: Bits) -> Bits:
    """Mix the bits of whole numbers (splitmix64)."""
    mixing = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixing = (mixing ^ (mixing >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixing = (mixing ^ (mixing >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixing ^ (mixing >> np.uint64(31))


def bits(mix: Bits, purpose: str) -> Bits:
    """Give each row fresh bits for a purpose."""
    return mixed(mix ^ mixed(np.array([crc32(purpose.encode())], dtype=np.uint64)))


def below(mix: Bits, purpose: str, count: int) -> NDArray[np.int64]:
    """Give each row a whole number in 0..count - 1 for a purpose."""
    return (bits(mix, purpose) % np.uint64(count)).astype(np.int64)


def share(mix: Bits, purpose: str) -> NDArray[np.float64]:
    """Give each row a number in 0..1 for a purpose."""
    return (bits(mix, purpose) >> np.uint64(11)).astype(np.float64) / float(1 << 53)
