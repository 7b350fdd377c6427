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


Plain = Callable[[pa.Array], pa.BooleanArray]
"""Which of some texts are surely right as they stand, told of all of them at once."""

OUTER = "^[^!-~]|[^!-~]$"
"""A text that may begin or end with a space of some kind: its first or last character is not a visible ASCII one."""


def judge(
    text: pa.ChunkedArray,
    judgement: Callable[[str], Judgement],
    to_type: pa.DataType,
    empty: object = None,
    plain: Plain | None = None,
) -> Judged:
    """Judge a text column. Outer spaces are removed and counted; an empty cell becomes `empty` without a fault.

    `plain` spares texts that are surely right: identifiers are nearly all distinct, and nearly all are.
    """
    encoded = (
        pc.dictionary_encode(text).combine_chunks() if text.num_chunks != 1 else pc.dictionary_encode(text.chunk(0))
    )
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    size = len(encoded.dictionary)
    typed, trimmed = [pa.array([], to_type)], [pa.array([], pa.string())]
    was_trimmed = np.zeros(size, dtype=bool)
    faulty: dict[str, npt.NDArray[np.bool_]] = {}
    for start in range(0, size, SLICE):
        sent = encoded.dictionary.slice(start, SLICE)
        places = _to_look_at(sent, plain)
        looked_at = sent.take(pa.array(places)).to_pylist()
        bare = [value.strip() for value in looked_at]
        judgements = [judgement(value) if value else (empty, None) for value in bare]
        typed.append(_put(sent.cast(to_type) if plain else None, places, [value for value, _ in judgements], to_type))
        trimmed.append(_put(sent if plain else None, places, bare, pa.string()))
        for place, value, other, (_, fault) in zip((places + start).tolist(), looked_at, bare, judgements, strict=True):
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


def _to_look_at(sent: pa.Array, plain: Plain | None) -> Rows:
    """The places of the texts that have to be judged one by one."""
    if plain is None:
        return np.arange(len(sent), dtype=np.int64)
    is_sure = pc.and_(plain(sent), pc.invert(pc.match_substring_regex(sent, OUTER)))
    sure = pc.and_(is_sure, pc.greater(pc.binary_length(sent), 0)).to_numpy(zero_copy_only=False)
    return np.flatnonzero(~sure).astype(np.int64)


def _put(whole: pa.Array | None, places: Rows, values: list[object], to_type: pa.DataType) -> pa.Array:
    """Values in their places among the others, or alone when there are no others."""
    found = pa.array(values, to_type)
    if whole is None:
        return found
    if not len(places):
        return whole
    is_put = np.zeros(len(whole), dtype=bool)
    is_put[places] = True
    return pc.replace_with_mask(whole, pa.array(is_put), found)
