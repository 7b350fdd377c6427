"""Synthetic records while they are made: columns of equal length, named as in the contract, a few of our own beside."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.demo.arrays import NO_DAY
from clearway.records.waiting_times import COLUMNS

Column = NDArray[Any]

WORKING: tuple[str, ...] = ("person", "pathway", "home", "cancer_type", "route")
"""Columns of our own: who, which pathway, whose area (a node), what they have, how they came; -1 where none."""

FAULT = "fault"
"""Another: the name of the fault that was put into the record on purpose."""

_BLANKS: dict[str, Any] = {
    **{one.name: NO_DAY if one.kind == "date" else 0 if one.kind in ("days", "number") else "" for one in COLUMNS},
    **dict.fromkeys(WORKING, -1),
    FAULT: "",
}


class Rows:
    """Records as columns. A column that was never set reads as blank: no date, no code, 0 days."""

    def __init__(self, count: int, columns: dict[str, Column] | None = None) -> None:
        self._count = count
        self._columns: dict[str, Column] = {}
        for name, column in (columns or {}).items():
            self[name] = column

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, name: str) -> Column:
        if name not in self._columns:
            self._columns[name] = np.full(self._count, _BLANKS[name])
        return self._columns[name]

    def __setitem__(self, name: str, column: Column) -> None:
        if name not in _BLANKS:
            raise KeyError(f"no column is called {name}")
        if len(column) != self._count:
            raise ValueError(f"{name} has {len(column)} values for {self._count} records")
        self._columns[name] = column

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def put(self, name: str, where: Column, value: Any) -> None:
        """Set some values of a column; `where` is a mask, `value` one value or one for each place of the mask."""
        column = self[name]
        if column.dtype.kind == "U":
            column = column.astype(np.promote_types(column.dtype, np.asarray(value).dtype))
        else:
            column = column.copy()
        column[where] = value
        self._columns[name] = column

    def blank(self, where: Column, names: Iterable[str]) -> None:
        """Empty some columns where the mask holds."""
        for name in names:
            if name in self._columns:
                self.put(name, where, _BLANKS[name])

    def take(self, where: Column) -> "Rows":
        """The records of a mask or of a list of places, in that order."""
        count = int(where.sum()) if where.dtype == bool else len(where)
        return Rows(count, {name: column[where] for name, column in self._columns.items()})

    def names(self) -> tuple[str, ...]:
        """Columns that were set."""
        return tuple(self._columns)


def stacked(parts: Iterable[Rows]) -> Rows:
    """All parts below each other."""
    held = [part for part in parts if len(part)]
    names = dict.fromkeys(name for part in held for name in part.names())
    return Rows(sum(map(len, held)), {name: np.concatenate([part[name] for part in held]) for name in names})
