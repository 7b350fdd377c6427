"""The first page: ten ambitions, small enough to read in a minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearway.measures.catalogue.measure import Measure
from clearway.standards.strict import Section, read_yaml

MOST = 10
"""Rows that a person reads in a minute."""


@dataclass(frozen=True, slots=True)
class FrontPageRow:
    """One row: which measure, under which short heading, and why it stands here."""

    measure: str
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The rows in their order, and what was left out with the reason."""

    rows: tuple[FrontPageRow, ...]
    left_out: Mapping[str, str]


def read_front_page(path: Path, root: Path, measures: Mapping[str, Measure]) -> FrontPage:
    """The first page of a file. Raises StandardsError for an unknown measure, one named twice, or too many rows."""
    file = read_yaml(path, root)
    file.only(("rows", "left_out"))
    rows = tuple(_row(one) for one in file.sections("rows"))
    left_out = {name: file.section("left_out").text(name) for name in file.section("left_out").content}
    named = [*(row.measure for row in rows), *left_out]
    for name in named:
        if name not in measures:
            raise file.wrong("rows", f"{name!r} is no measure", "Use the id of a definition.")
        if named.count(name) > 1:
            raise file.wrong("rows", f"{name!r} is named twice", "Remove one of them.")
    if len(rows) > MOST:
        raise file.wrong("rows", f"{len(rows)} rows cannot be read in a minute", f"Keep {MOST}.")
    return FrontPage(rows, left_out)


def _row(entry: Section) -> FrontPageRow:
    entry.only(("measure", "heading", "why"))
    return FrontPageRow(entry.text("measure"), entry.text("heading"), entry.text("why"))
