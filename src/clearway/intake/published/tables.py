"""Which official table a sheet is, told from its title line or its sheet name. `tables.yaml` lists them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clearway.standards.strict import Section, read_yaml

FILE = Path(__file__).with_name("tables.yaml")
DIMENSIONS = ("stage_route", "modality", "cancer_type")


@dataclass(frozen=True, slots=True)
class TableKind:
    """One official table: which figures it holds, how it is known, and the labels of dimensions it does not print.

    `days` is the standard printed, None where none is; `parts` how many stacked parts are published, None where that
    differs; `treatment` the one kind of treatment that it is about.
    """

    name: str
    standard: str
    days: int | None
    parts: int | None
    is_former: bool
    title: re.Pattern[str]
    sheet: re.Pattern[str] | None
    treatment: str
    absent: dict[str, str | None]


@cache
def table_kinds() -> tuple[TableKind, ...]:
    """Every known table, in the order in which titles are held against them."""
    file = read_yaml(FILE, FILE.parent)
    file.only(required=("tables",))
    return tuple(_kind(entry) for entry in file.sections("tables"))


def kind_by_title(title: str, *, is_former: bool) -> TableKind | None:
    """The table of a title line in capitals; None when nobody knows it."""
    kinds = (one for one in table_kinds() if one.is_former == is_former)
    return next((one for one in kinds if one.title.search(title)), None)


def kind_by_sheet(name: str) -> TableKind | None:
    """The table of a sheet name in capitals: names have been kept since October 2023."""
    return next((one for one in table_kinds() if one.sheet and one.sheet.match(name)), None)


def _kind(entry: Section) -> TableKind:
    entry.only(
        required=("name", "standard", "title"),
        optional=("days", "parts", "is_former", "sheet", "treatment", *DIMENSIONS),
    )
    return TableKind(
        name=entry.text("name"),
        standard=entry.text("standard"),
        days=_whole(entry, "days"),
        parts=_whole(entry, "parts"),
        is_former=entry.switch("is_former", default=False),
        title=re.compile(entry.text("title")),
        sheet=re.compile(entry.text("sheet")) if entry.has("sheet") else None,
        treatment=entry.text("treatment", default=" ").strip(),
        absent={name: entry.text(name) if entry.has(name) else None for name in DIMENSIONS},
    )


def _whole(entry: Section, name: str) -> int | None:
    value = entry.content.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise entry.wrong(name, f"{value!r} is not a whole number", "Write one, or leave the key out.")
    return value
