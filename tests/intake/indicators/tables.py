"""Small tables in the layouts of publishers, to be spoilt by tests."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import Refused
from clearway.records.observations import ALL

Row = Mapping[str, object]


def write(path: Path, rows: Iterable[Row], headings: Sequence[str]) -> Path:
    """Rows as a CSV file with a heading row; a column that a row does not name is empty."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(dict(row) for row in rows)
    return path


def value(reading: Reading, indicator: str, area: str = "E92000001", **groups: Any) -> dict[str, Any]:
    """The one observation of an indicator and area; groups not named are of everybody."""
    wanted = {"sex": ALL, "age": ALL, "category": ALL} | groups
    kept = (pc.field("indicator") == indicator) & (pc.field("area_code") == area)
    for name, group in wanted.items():
        kept &= pc.field(name) == group
    (row,) = reading.tables["observations"].filter(kept).to_pylist()
    return row


def found(reading: Reading) -> dict[str, str]:
    """The messages of a reading's findings by their id."""
    return {one.id: one.message for one in reading.findings}


def refusal(path: Path, **declared: Any) -> Refused:
    """The refusal of a file; the test fails when it is read."""
    with pytest.raises(Refused) as caught:
        read_here(path, Declared(**declared))
    return caught.value
