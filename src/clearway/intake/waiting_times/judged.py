"""A column of text judged value by value: each distinct value is looked at once, however many rows hold it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Judgement = tuple[object, str | None]
"""The typed value (None for none) and the id of a fault, or None."""

SLICE = 100_000
"""So many distinct values are looked at together: identifiers are nearly all distinct, and memory is for the rows."""

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
    size = len(encoded.dictionary)
    typed, trimmed = [pa.array([], to_type)], [pa.array([], pa.string())]
    was_trimmed = np.zeros(size, dtype=bool)
    faulty: dict[str, npt.NDArray[np.bool_]] = {}
    for start in range(0, size, SLICE):
        sent = encoded.dictionary.slice(start, SLICE).to_pylist()
        bare = [value.strip() for value in sent]
        judgements = [judgement(value) if value else (empty, None) for value in bare]
        typed.append(pa.array([value for value, _ in judgements], to_type))
        trimmed.append(pa.array(bare, pa.string()))
        for place, (value, other, (_, fault)) in enumerate(zip(sent, bare, judgements, strict=True), start=start):
            if value != other:
                was_trimmed[place] = True
            if fault:
                faulty.setdefault(fault, np.zeros(size, dtype=bool))[place] = True
    return Judged(
        column=pa.concat_arrays(typed).take(encoded.indices),
        faults={name: np.flatnonzero(faulty[name][indices]).astype(np.int64) for name in sorted(faulty)},
        values=pa.DictionaryArray.from_arrays(encoded.indices, pa.concat_arrays(trimmed)),
        trimmed_rows=int(was_trimmed[indices].sum()) if was_trimmed.any() else 0,
    )
