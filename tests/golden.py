"""Reading files of known answers, which lie beside a checkout."""

import csv
from collections.abc import Iterable, Mapping

import numpy as np

from clearway.stats.arrays import Floats
from tests.shared import shared_path

Row = Mapping[str, str]


def golden(name: str) -> list[Row]:
    """The rows of a file of known answers, each with its columns as words."""
    with shared_path(f"golden/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(text: str) -> float:
    """A number of such a file; blank is missing."""
    return float(text) if text else float("nan")


def column(rows: Iterable[Row], name: str) -> Floats:
    """A column of such a file as numbers."""
    return np.array([number(row[name]) for row in rows])
