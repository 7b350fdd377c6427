"""The files behind values: when each came, and whether the records of a store are of made-up people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb


@dataclass(frozen=True, slots=True)
class HeldFiles:
    """The files of an analytical store. `received` gives the day of each by its name."""

    received: Mapping[str, date]
    are_synthetic: bool

    def newest(self, names: Iterable[str]) -> date | None:
        """The day on which the newest of some files came; None for files that the store does not name."""
        return max((self.received[one] for one in names if one in self.received), default=None)


def held_files(figures: duckdb.DuckDBPyConnection) -> HeldFiles:
    """What a store says of its files."""
    rows = figures.execute("SELECT file_name, max(CAST(received_at AS DATE)) FROM submissions GROUP BY ALL").fetchall()
    kinds = figures.execute("SELECT value FROM about WHERE name = 'store_kind'").fetchall()
    return HeldFiles({str(name): day for name, day in rows}, are_synthetic=kinds == [("demo",)])
