"""A month of a trust's own register as its own system writes it: a layout that no shipped profile knows.

Title lines, odd headings, words in place of codes, British dates, local codes of sites, and (unless mended) five wrong
cells of five kinds. Nobody in it exists.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from clearway.demo.numbers import made_up_numbers

SEED, ROWS, TREATED = 620_385, 120, 48
TITLE = (("Cancer services register",), ("Closed pathways, March 2025",), ("Nobody in this list exists",), ())
HEADINGS = (
    *(
        "Reg. line",
        "NHS No.",
        "Pathway",
        "Issued by",
        "Prty",
        "Who referred",
        "Susp. tumour",
        "Ref recd",
        "Upgraded on",
    ),
    *("Upgraded at", "Seen 1st", "Seen 1st at", "Days off (seen)", "Outcome told on", "Told outcome", "Told at"),
    *(
        "DTT",
        "Tx began",
        "Days off (tx)",
        "Why off (tx)",
        "Tx event",
        "Tx kind",
        "Setting",
        "Dx",
        "Tx site",
        "Acc. inv. org",
    ),
    *("Handed over on", "Key worker", "Sticky note"),
)
HOME, NORTH, PARTNER = "BDGH", "NGH01", "SHEFF-WPH"
SITES = {HOME: "RFF", NORTH: "RFF", PARTNER: "RHQ"}
"""The local codes and what they mean. Two of the three have the shape of an ODS code."""

CANCERS = (
    ("Breast", "C504", "Surgery"),
    ("Lung", "C341", "Cytotoxic drugs"),
    ("Lower GI", "C187", "Surgery"),
    ("Skin", "C434", "Surgery"),
    ("Urological", "C61X", "Hormone drugs"),
)
WORDS = {
    "Susp. tumour": {"Lower GI": "07", "Urological": "11"},
    "Tx kind": {"Surgery": "23"},
}
"""Words of this register that no list explains: a person has to say which codes they are."""

DAY = "%d/%m/%Y"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong cell: which line of the register, under which heading, what stands there, what the finding says."""

    line: int
    heading: str
    written: str
    finding: str


WRONG = (
    Wrong(3, "Tx began", "31/02/2025", "DATE_IMPOSSIBLE"),
    Wrong(9, "Prty", "Asap", "CODE_UNMAPPED"),
    Wrong(14, "Tx site", "Ward 7", "ORGANISATION_UNREADABLE"),
    Wrong(20, "NHS No.", "9990000019", "NHS_NUMBER_CHECK"),
    Wrong(27, "Days off (tx)", "two weeks", "NUMBER"),
)

NUMBER_STILL_WRONG = WRONG[3]
"""What a mend sheet cannot give back: the right number has to be asked for."""


def register() -> list[Row]:
    """The rows as they should be: 48 people treated in March 2025, and 72 told that they have no cancer."""
    rng = np.random.default_rng(SEED)
    numbers = made_up_numbers(rng, ROWS)
    return [_row(line, str(numbers[line - 1]), rng) for line in range(1, ROWS + 1)]


def _row(line: int, number: str, rng: np.random.Generator) -> Row:
    tumour, diagnosis, kind = CANCERS[line % len(CANCERS)]
    is_treated = line <= TREATED
    stop = date(2025, 3, 1) + timedelta(days=int(rng.integers(0, 31)))
    referred = stop - timedelta(days=int(rng.integers(30, 95) if is_treated else rng.integers(8, 40)))
    seen = referred + timedelta(days=int(rng.integers(4, 8)))
    told = seen + timedelta(days=int(rng.integers(2, 20))) if is_treated else stop
    row = {
        "Reg. line": f"B{line:04}",
        "NHS No.": f"{number[:3]} {number[3:6]} {number[6:]}",
        "Pathway": f"BD{700_000 + line}",
        "Issued by": HOME,
        "Prty": "2WW",
        "Who referred": "GP",
        "Susp. tumour": tumour,
        "Ref recd": referred.strftime(DAY),
        "Seen 1st": seen.strftime(DAY),
        "Seen 1st at": HOME if line % 4 else NORTH,
        "Days off (seen)": "0",
        "Outcome told on": told.strftime(DAY),
        "Told outcome": "Cancer" if is_treated else "No cancer",
        "Told at": HOME,
        "Key worker": f"Team {line % 6}",
        "Sticky note": "parked by the desk; see tray 4" if line % 9 == 0 else "",
    }
    return row | (_treatment(line, referred, told, stop, diagnosis, kind) if is_treated else {})


def _treatment(line: int, referred: date, told: date, began: date, diagnosis: str, kind: str) -> Row:
    decided = told + (began - told) // 2
    is_elsewhere = line % 6 == 0
    paused = line == 27
    return {
        "DTT": decided.strftime(DAY),
        "Tx began": began.strftime(DAY),
        "Days off (tx)": "14" if paused else "0",
        "Why off (tx)": "Patient choice" if paused else "",
        "Tx event": "First",
        "Tx kind": kind,
        "Setting": "Inpatient" if kind == "Surgery" else "Outpatient",
        "Dx": diagnosis,
        "Tx site": PARTNER if is_elsewhere else HOME,
        "Acc. inv. org": HOME if is_elsewhere else "",
        "Handed over on": max(told, decided - timedelta(days=1)).strftime(DAY) if is_elsewhere else "",
    }


def with_wrong_cells(rows: Sequence[Row], wrong: Sequence[Wrong] = WRONG) -> list[Row]:
    """The same rows with what is wrong written into them."""
    by_line = {f"B{one.line:04}": {one.heading: one.written} for one in wrong}
    return [row | by_line.get(row["Reg. line"], {}) for row in rows]


def export_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as the register exports them: semicolons, Windows-1252, four lines above the headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(TITLE)
    writer.writerow(HEADINGS)
    writer.writerows([[row.get(heading, "") for heading in HEADINGS] for row in rows])
    return text.getvalue().encode("cp1252")
