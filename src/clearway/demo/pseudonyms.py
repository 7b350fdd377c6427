"""Made-up pseudonyms: the look of keyed ones, worked out from numbers alone, as nobody stands behind them."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clearway.demo.arrays import Ints

Words = NDArray[np.uint64]

HEX_DIGITS = 20
_ODD, _MIX_1, _MIX_2 = (np.uint64(word) for word in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_HEX = np.frombuffer("".join(f"{byte:02x}" for byte in range(256)).encode("ascii"), dtype=np.uint16)


def pseudonyms(numbers: Ints, salt: int) -> pa.StringArray:
    """A text of 20 hexadecimal digits for each number, the same for the same number and salt."""
    begin = numbers.astype(np.uint64) + _mixed(np.array([salt], dtype=np.uint64))
    first, second = _mixed(begin), _mixed(begin ^ _ODD)
    octets = np.empty((len(numbers), HEX_DIGITS // 2), dtype=np.uint8)
    octets[:, :8] = first[:, None].view(np.uint8)
    octets[:, 8:] = second[:, None].view(np.uint8)[:, : HEX_DIGITS // 2 - 8]
    offsets = np.arange(0, (len(numbers) + 1) * HEX_DIGITS, HEX_DIGITS, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(_HEX[octets]))


def _mixed(words: Words) -> Words:
    """SplitMix64 (Steele, Lea and Flood 2014): every bit of the answer hangs on every bit of the number."""
    words = words + _ODD
    words = (words ^ (words >> np.uint64(30))) * _MIX_1
    words = (words ^ (words >> np.uint64(27))) * _MIX_2
    return np.asarray(words ^ (words >> np.uint64(31)))
