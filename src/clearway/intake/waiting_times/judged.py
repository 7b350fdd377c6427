"""A column of text judged value by value: each distinct value is looked at once, however many rows hold it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Judgement = tuple[object, str | None]
"""The typed value (None for none) and the id of a fault, or None."""

Rows = npt.NDArray[np.int64]
"""Positions in the table, from 0."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A typed column, and for each fault id the rows where it was found. `values` holds each row's text, trimmed."""

    column: pa.Array
    faults: dict[str, Rows]
    values: pa.DictionaryArray
    trimmed_rows: int


def judge(
    text: pa.ChunkedArray, judgement: Callable[[str], Judgement], to_type: pa.DataType, empty: object = None
) -> Judged:
    """Judge a text column. Outer spaces are removed and counted; an empty cell becomes `empty` without a fault."""
    encoded = (
        pc.dictionary_encode(text).combine_chunks() if text.num_chunks != 1 else pc.dictionary_encode(text.chunk(0))
    )
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    sent = encoded.dictionary.to_pylist()
    trimmed = [value.strip() for value in sent]
    judgements = [judgement(value) if value else (empty, None) for value in trimmed]
    typed = pa.array([value for value, _ in judgements], to_type)
    was_trimmed = np.array([one != other for one, other in zip(sent, trimmed, strict=True)], dtype=bool)
    faults = {}
    for name in sorted({fault for _, fault in judgements if fault}):
        has_fault = np.array([fault == name for _, fault in judgements], dtype=bool)
        faults[name] = np.flatnonzero(has_fault[indices]).astype(np.int64)
    return Judged(
        column=typed.take(encoded.indices) if len(typed) else pa.nulls(len(text), to_type),
        faults=faults,
        values=pa.DictionaryArray.from_arrays(encoded.indices, pa.array(trimmed, pa.string())),
        trimmed_rows=int(was_trimmed[indices].sum()) if was_trimmed.any() else 0,
    )
