"""Reading a file of known answers as columns of numbers."""

import csv

import numpy as np
from tests.shared import shared_path

from clearway.stats.arrays import Floats


class Golden:
    """The rows of one file; `numbers` gives a column with blanks as missing, `words` as it stands."""

    def __init__(self, name: str) -> None:
        with shared_path(f"golden/{name}").open(encoding="utf-8", newline="") as lines:
            self.rows = list(csv.DictReader(lines))

    def numbers(self, column: str) -> Floats:
        return np.array([float(row[column]) if row[column] else np.nan for row in self.rows])

    def words(self, column: str) -> list[str]:
        return [row[column] for row in self.rows]

    def only(self, column: str, value: str) -> "Golden":
        part = object.__new__(Golden)
        part.rows = [row for row in self.rows if row[column] == value]
        return part
