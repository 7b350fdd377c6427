"""The spreadsheet workbook: a tidy long table a sheet, and a sheet of notes that says where each comes from.

Numbers are numbers, words are words whatever they start with, nothing is merged. A figure that is hidden stays a row
that says so. Everything in it is of one version of the store.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.measures.values import MeasureValue
from clearway.publications.disclosure import ProtectedPosition
from clearway.publications.measure_values import LICENCE, PROVISIONAL, SYNTHETIC
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.workbook import AS_TEXT, add_sheet

WAITS = (
    Column("basis", "Basis"),
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("place_kind", "Kind of place"),
    Column("place", "Code"),
    Column("place_name", "Place"),
    Column("counted_by", "Counted by"),
    Column("cancer_type", "Cancer type"),
    Column("total", "People counted", Kind.COUNT),
    Column("within", "Within the standard", Kind.COUNT),
    Column("breaches", "Over", Kind.COUNT),
    Column("share", "Share within", Kind.SHARE),
    Column("lower", "95% interval from", Kind.SHARE),
    Column("upper", "95% interval to", Kind.SHARE),
    Column("threshold", "Standard to reach", Kind.SHARE),
    Column("median_days", "Median days", Kind.DAYS),
    Column("p90_days", "90th centile, days", Kind.DAYS),
    Column("release", "Release"),
    Column("note", "Note"),
)
MEASURES = (
    Column("measure", "Measure"),
    Column("measure_name", "Name"),
    Column("unit", "Unit"),
    Column("place_kind", "Kind of place"),
    Column("place", "Code"),
    Column("place_name", "Place"),
    Column("from", "Period from", Kind.DATE),
    Column("to", "Period to", Kind.DATE),
    Column("numerator", "Numerator", Kind.NUMBER),
    Column("denominator", "Denominator", Kind.NUMBER),
    Column("value", "Value, a share as a fraction", Kind.NUMBER),
    Column("lower", "95% interval from", Kind.NUMBER),
    Column("upper", "95% interval to", Kind.NUMBER),
    Column("basis", "Basis"),
    Column("release", "Release"),
    Column("publisher", "Publisher"),
    Column("as_at", "Received on", Kind.DATE),
    Column("note", "Note"),
)
WAITS_DEFINITION = "People told or treated within the waiting-time standards, one place, cancer type and month a row."
MEASURES_DEFINITION = "The newest value of each measure up to the month, one place a row; how each is defined: “Notes”."
NUMBERS = sum(one.kind in (Kind.COUNT, Kind.SHARE, Kind.DAYS) for one in WAITS)
LONGEST_NAME = 31
"""Letters that Excel allows in the name of a sheet."""


@dataclass(frozen=True, slots=True)
class About:
    """What the workbook is: its title, for whom, of which month, the snapshot on it, and how figures are protected."""

    title: str
    whose: str
    month: str
    audience: str
    snapshot: str
    policies: tuple[str, ...] = ()
    mark: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Each note as a heading and a sentence, the loudest first."""
        told = [("Read this first", self.mark)] if self.mark else []
        told += [("Workbook", self.title), ("From", self.whose), ("Month", self.month), ("For", self.audience)]
        told += [("Snapshot", self.snapshot), *(("Small numbers", one) for one in self.policies)]
        return [*told, ("Licence", LICENCE)]


def waits_rows(seen: ProtectedPosition, place_kind: str) -> list[tuple[Cell, ...]]:
    """The rows of a position told apart by a kind of place; a figure that is hidden is a row without numbers."""
    basis = seen.position.basis
    rows: list[tuple[Cell, ...]] = []
    for one in seen.position.rows:
        code = one.cut.get(place_kind, "")
        rows.append(
            (
                *(basis, one.standard, _first(one.period), place_kind, code, one.names.get(place_kind, code)),
                *(one.basis_of_place, one.cut.get("cancer_type", "all"), one.total, one.within, one.breaches),
                *(one.rate, one.lower, one.upper, one.threshold, one.median_days, one.p90_days, one.release, None),
            )
        )
    for gone in seen.hidden:
        code = gone.cut.get(place_kind, "")
        head = (basis, gone.standard, _first(gone.period), place_kind, code, code, None)
        numbers: tuple[Cell, ...] = (None,) * NUMBERS
        rows.append((*head, gone.cut.get("cancer_type", "all"), *numbers, None, HIDDEN_NOTE))
    return rows


def _first(month: str) -> date:
    return date(int(month[:4]), int(month[5:7]), 1)


def waits_table(rows: Sequence[tuple[Cell, ...]], snapshot: str, *, is_synthetic: bool, as_at: str) -> Table:
    """The sheet of waits."""
    releases = {row[-2] for row in rows}
    marks = [words for holds, words in ((is_synthetic, SYNTHETIC), ("provisional" in releases, PROVISIONAL)) if holds]
    notes = Notes(
        definition=WAITS_DEFINITION,
        source="Published: NHS England, cancer waiting times. Computed: the records of this store.",
        as_at=as_at,
        snapshot=snapshot,
        licence=LICENCE,
        mark=". ".join(marks),
    )
    return Table("Waits by standard, place and cancer type", WAITS, tuple(rows), notes)


def measures_table(values: Sequence[tuple[Measure, MeasureValue]], snapshot: str, *, as_at: str) -> Table:
    """The sheet of measures."""
    rows = tuple(
        (
            *(one.measure, measure.name, measure.unit.key, one.area_type, one.area, one.area_name),
            *(one.period_start, one.period_end, one.numerator, one.denominator, one.value, one.lower, one.upper),
            *(one.basis, one.release, one.publisher, one.as_at, one.note or None),
        )
        for measure, one in values
    )
    held = [one for _, one in values]
    marks = [
        *([SYNTHETIC] if any(one.is_synthetic for one in held) else []),
        *([PROVISIONAL] if any(one.release == "provisional" for one in held) else []),
    ]
    defined = {
        measure.id: (measure.id, f"{measure.name}: {measure.numerator}; of: {measure.denominator}")
        for measure, _ in values
    }
    notes = Notes(
        definition=MEASURES_DEFINITION,
        source="; ".join(dict.fromkeys(one.publisher for one in held)) or "no value is held",
        as_at=as_at,
        snapshot=snapshot,
        licence=LICENCE,
        mark=". ".join(marks),
        remarks=tuple(defined.values()),
    )
    return Table("The newest values of measures", MEASURES, rows, notes)


def tidy_workbook(tables: Sequence[tuple[str, Table]], about: About) -> bytes:
    """The workbook: the notes first, then each table in a sheet of its own name."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**AS_TEXT, "in_memory": True}) as book:
        book.set_properties({"title": printable(about.title), "comments": printable(about.mark)})
        sheet = book.add_worksheet("Notes")
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)
        for row, (heading, words) in enumerate(_notes(tables, about)):
            sheet.write_string(row, 0, printable(heading), bold)
            sheet.write_string(row, 1, printable(words), wrapped)
        for name, table in tables:
            add_sheet(book, table, _sheet_name(name))
    return file.getvalue()


def _notes(tables: Iterable[tuple[str, Table]], about: About) -> list[tuple[str, str]]:
    lines = about.lines()
    for name, table in tables:
        lines += [("", ""), (f"Sheet “{name}”", f"{table.title}: {len(table.rows):,} rows")]
        lines += [(heading, words) for heading, words in table.notes.lines() if words and heading != "Licence"]
    return lines


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:LONGEST_NAME].strip()
