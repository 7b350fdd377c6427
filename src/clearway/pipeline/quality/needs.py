"""Which columns a record needs, by what has happened on its pathway."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from clearway.records.pseudonym import PATHWAY, PERSON
from clearway.records.waiting_times import COLUMNS

Mask = npt.NDArray[np.bool_]

STANDS_FOR = {"nhs_number": PERSON, "pathway_id": PATHWAY}
"""Analytical rows hold a pseudonym in place of an identifying column: filled where it was filled."""


@dataclass(frozen=True, slots=True)
class State:
    """What must have happened for a column to be needed. `title` follows "of"."""

    id: str
    title: str
    any_filled: tuple[str, ...] = ()
    equals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    above_zero: str = ""

    def rows(self, records: pa.Table) -> Mask:
        """Which records are in this state."""
        if self.any_filled:
            return reduce(np.logical_or, (is_filled(records, name) for name in self.any_filled))
        if self.equals:
            return reduce(np.logical_and, (_is_one_of(records, name, values) for name, values in self.equals))
        if self.above_zero:
            return _plain(pc.greater(records[self.above_zero], 0))
        return np.ones(records.num_rows, dtype=bool)


@dataclass(frozen=True, slots=True)
class Need:
    """One column and who needs it. `is_needed` is false for a column that is only counted, as a share of all."""

    column: str
    state: State
    is_needed: bool


@cache
def needs() -> tuple[Need, ...]:
    """Every column that is asked about, in the order of the record."""
    told = yaml.safe_load(files(__package__).joinpath("needs.yaml").read_text(encoding="utf-8"))
    states = {name: _state(name, given) for name, given in told["states"].items()}
    needed: Mapping[str, str] = told["needed"]
    return tuple(
        Need(one.name, states[needed.get(one.name, "every")], one.name in needed)
        for one in COLUMNS
        if one.name not in told["not_asked"]
    )


def is_filled(records: pa.Table, column: str) -> Mask:
    """Which analytical rows hold something in a column; an empty text holds nothing."""
    values = records[STANDS_FOR.get(column, column)]
    filled = pc.is_valid(values)
    if pa.types.is_string(values.type):
        filled = pc.and_(filled, pc.fill_null(pc.not_equal(values, ""), False))
    return _plain(filled)


def _is_one_of(records: pa.Table, column: str, values: tuple[str, ...]) -> Mask:
    return _plain(pc.is_in(records[column], value_set=pa.array(values)))


def _plain(column: pa.ChunkedArray) -> Mask:
    found: Mask = pc.fill_null(column, False).to_numpy()
    return found


def _state(name: str, given: Mapping[str, Any]) -> State:
    equals: Mapping[str, list[str]] = given.get("equals", {})
    return State(
        id=name,
        title=str(given["title"]),
        any_filled=tuple(given.get("any_filled", ())),
        equals=tuple((column, tuple(values)) for column, values in equals.items()),
        above_zero=str(given.get("above_zero", "")),
    )
