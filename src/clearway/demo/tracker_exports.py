"""Records as three invented trackers would export them: for trying out mapping profiles, and for proving them.

No real system writes these files. They differ from the record's own layout in what exports differ by: separator,
encoding, headings, dates, words for codes, local codes of sites, title rows, and a workbook in place of text.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import xlsxwriter

from clearway.records.waiting_times import COLUMNS
from clearway.standards import load_rule_book

KINDS = {column.name: column.kind for column in COLUMNS}
LISTS = {column.name: column.constraint for column in COLUMNS}

SITES = {
    "RFF": "BARNS-GEN",
    "RFR": "ROTH-GEN",
    "RFS": "CHEST-ROYAL",
    "RHQ": "SHEFF-TEACH",
    "RP5": "DONC-ROYAL",
    "RAL": "ROYAL-FREE",
    "RKE": "WHITT",
    "RRV": "UCLH-MAIN",
}
"""Local codes that the second tracker has for some trusts; others it knows by their ODS codes."""

SHORT: Mapping[str, Mapping[str, str]] = {
    "priority_type": {"1": "ROUT", "2": "URG", "3": "2WW"},
    "fds_end_reason": {"01": "CA", "02": "NO CA", "03": "EXC", "04": "INT SCAN"},
    "wta_treatment_reason": {"PATIENT_CHOICE": "PC", "EGG_HARVESTING": "EH", "MEDICAL": "MED", "NONE": "NIL"},
    "wta_first_seen_reason": {"3": "DNA", "9": "NIL"},
    "care_setting": {"01": "IP", "02": "DC", "03": "OP"},
    "mdt_indicator": {"Y": "Yes", "N": "No"},
    "sex": {"1": "M", "2": "F", "9": "U", "X": "NK"},
    "funding": {"NHS_ENGLAND": "NHS", "PRIVATE": "PP", "NOT_ENGLISH_NHS": "NON-E"},
    "closure_reason": {
        "TRANSFERRED_TO_NEW_REFERRAL": "NEW REF",
        "DOWNGRADED": "DOWN",
        "WITHDRAWN": "W/D",
        "EMERGENCY_ADMISSION": "EMERG",
        "WENT_PRIVATE": "PRIV",
        "DIED_BEFORE_SEEN": "RIP",
    },
}
"""Abbreviations of the third tracker; a code that is not here it writes as it is."""

WORDED_SEX = {"1": "Male", "2": "Female", "9": "Not stated", "X": "Not known"}


@dataclass(frozen=True, slots=True)
class TrackerExport:
    """One invented tracker: the id of the profile that reads it, how its file is called, and its bytes for records."""

    profile_id: str
    title: str
    suffix: str
    content: Callable[[pa.Table], bytes]

    def file_name(self, of: str = "synthetic") -> str:
        """What a sample is called."""
        return f"{of}-{self.profile_id}.{self.suffix}"


def words_export(records: pa.Table) -> bytes:
    """Semicolons, Windows-1252, DD/MM/YYYY, words in place of codes, and a column of notes that nobody needs."""
    spoken = {name: labels_of(name) for name in records.column_names}

    def said(name: str, value: Any) -> str:
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return spoken[name].get(value, str(value))

    rows = text_rows(records, "words", said, empty="")
    for number, row in enumerate(rows):
        row.append("Notes" if number == 0 else "Parking £5 – paid; see letter")
    return delimited(rows, ";").encode("cp1252")


def timestamps_export(records: pa.Table) -> bytes:
    """Tabs, dates as moments at midnight, NULL for what is not recorded, local codes for some sites."""

    def said(name: str, value: Any) -> str:
        if isinstance(value, date):
            return f"{value:%Y-%m-%dT00:00:00}"
        return SITES.get(value, value) if KINDS[name] == "organisation" else str(value)

    return delimited(text_rows(records, "timestamps", said, empty="NULL"), "\t").encode("utf-8")


def workbook_export(records: pa.Table) -> bytes:
    """A workbook with a title block, date cells, numbers as numbers, Yes/No and abbreviations."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet, as_date = book.add_worksheet("PTL export"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "Cancer PTL export")
    sheet.write(1, 0, "Invented for trying out; nobody in it exists")
    names = records.column_names
    for column, name in enumerate(names):
        sheet.write(3, column, headings("workbook")[name])
        for row, value in enumerate(records[name].to_pylist(), start=4):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, as_date)
            elif isinstance(value, int):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, SHORT.get(name, {}).get(value, value))
    book.close()
    return made.getvalue()


TRACKER_EXPORTS = (
    TrackerExport("tracker-words", "Semicolons, British dates, words in place of codes", "csv", words_export),
    TrackerExport("tracker-timestamps", "Tabs, moments in place of dates, local site codes", "tsv", timestamps_export),
    TrackerExport(
        "tracker-workbook", "Excel with a title block, date cells and abbreviations", "xlsx", workbook_export
    ),
)
"""The three invented trackers, each with the shipped profile that reads its export."""


@cache
def headings(tracker: str) -> dict[str, str]:
    """The heading that a tracker gives each column of the record."""
    text = files(__package__).joinpath("tracker_headings.csv").read_text(encoding="utf-8")
    return {row["column"]: row[tracker] for row in csv.DictReader(io.StringIO(text))}


@cache
def labels_of(name: str) -> dict[str, str]:
    """The words for the codes of a column, where no two of its codes read alike."""
    if name == "sex":
        return WORDED_SEX
    if name == "mdt_indicator":
        return {"Y": "Yes", "N": "No"}
    listed = load_rule_book().code_lists.get(LISTS[name])
    labels = {held.code.code: held.code.label for held in listed.codes} if listed else {}
    return {code: label for code, label in labels.items() if list(labels.values()).count(label) == 1}


def text_rows(records: pa.Table, tracker: str, said: Callable[[str, Any], str], empty: str) -> list[list[str]]:
    """Heading row and rows as text."""
    names = records.column_names
    columns = [[empty if value is None else said(name, value) for value in records[name].to_pylist()] for name in names]
    return [[headings(tracker)[name] for name in names], *(list(row) for row in zip(*columns, strict=True))]


def delimited(rows: list[list[str]], separator: str) -> str:
    """Rows as text with a separator; cells are quoted where they must be."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
