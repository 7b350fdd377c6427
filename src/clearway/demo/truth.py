"""The list of what was put wrong on purpose: which record of which file got which fault. For testing tools."""

import csv
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from clearway.demo.fault_catalogue import catalogue

COLUMNS = ("file", "record_id", "fault", "where", "says")


class Truth:
    """A CSV file with a row for each fault; without a path nothing is written and the faults are only counted."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None
        self.count = 0

    def __enter__(self) -> Self:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def add(self, file: str, faults: Iterable[tuple[str, str]]) -> None:
        """The faults of one file: (record, name of the fault), no record where it is the file's as a whole."""
        known = catalogue()
        rows = [(file, record, name, known[name].where, known[name].says) for record, name in faults]
        self.count += len(rows)
        if self._file:
            csv.writer(self._file).writerows(rows)
