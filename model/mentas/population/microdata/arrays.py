"""Arrow's arrays as numpy's and back, without pandas."""

from __future__ import annotations

from typing import Any

import numpy as np

# Arrow imports pandas, which is slow, wherever it turns its own values into those of Python or numpy and back: arrays
# and scalars from values, numbers as arguments, `to_numpy`. The three functions below do without.


def array(values: Any) -> np.ndarray:
    """A plain Arrow array of numbers or flags as numpy's float64; null is NaN."""
    import pyarrow as pa

    plain = values.cast(pa.float64(), safe=False)
    found = np.frombuffer(plain.buffers()[1], dtype=np.float64)[plain.offset : plain.offset + len(plain)].copy()
    found[~_valid(plain)] = np.nan
    return found


def true(values: Any) -> np.ndarray:
    """An Arrow array of flags as numpy's; null is False."""
    import pyarrow as pa

    return array(values.cast(pa.uint8())) == 1.0


def _valid(values: Any) -> np.ndarray:
    """Which values are not null."""
    import pyarrow as pa

    plain = values.is_valid().cast(pa.uint8())
    return np.frombuffer(plain.buffers()[1], dtype=np.uint8)[plain.offset : plain.offset + len(plain)] == 1


def flags(values: np.ndarray) -> Any:
    """A bool array as Arrow's."""
    import pyarrow as pa

    bits = pa.py_buffer(np.packbits(values, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.bool_(), values.size, [None, bits])


def trimmed(column: Any) -> Any:
    """Text without spaces around it; what is empty then is null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.match_substring_regex(text, "^$"), pa.nulls(len(text), pa.string()), text)
