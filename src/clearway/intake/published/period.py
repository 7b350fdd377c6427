"""Which month, which release and which basis a published file is for, from its own words."""

import datetime as dt
import re
from pathlib import PurePath

from clearway.intake.reading import Declared, Release
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind, Refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_AND_YEAR = re.compile(r"([A-Za-z]{3,9})[\s-]+(\d{2}|\d{4})$")
RELEASE_WORD = re.compile(r"(?<![a-z])(provisional|final)(?![a-z])", re.IGNORECASE)


def month_of(cell: Cell) -> str | None:
    """`YYYY-MM` of a period as printed: `Mar-25`, `March 2025` or a date cell. None for anything else."""
    if isinstance(cell, dt.date):
        return f"{cell.year:04}-{cell.month:02}"
    match = MONTH_AND_YEAR.match(str(cell).strip())
    if match is None or match[1][:3].lower() not in MONTHS:
        return None
    year = int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
    return f"{year:04}-{MONTHS.index(match[1][:3].lower()) + 1:02}"


def release_in(words: str) -> Release | None:
    """The release that the words state, or None. Words that state both are taken as provisional."""
    stated = {match.lower() for match in RELEASE_WORD.findall(words)}
    if "provisional" in stated:
        return "provisional"
    return "final" if "final" in stated else None


def release_of(status_line: str, declared: Declared, file_name: str) -> tuple[Release, list[Finding]]:
    """The release of a file: from its own status line, else its name, else as declared, else provisional.

    A declaration that the file contradicts is refused. A file that says nothing is never shown as final by itself.
    """
    inside, named = release_in(status_line), release_in(PurePath(file_name).stem.replace("_", " "))
    stated = inside or named
    if stated and declared.release and stated != declared.release:
        words = f"The file was declared {declared.release}, but it says it is {stated}."
        raise Refused(words, "Correct the declaration, or send the file you meant.", code="RELEASE_DIFFERS")
    if inside and named and inside != named:
        return "provisional", [
            Finding(
                id="RELEASE_UNCLEAR",
                kind=FindingKind.STRUCTURAL,
                message=f"The front page says {inside}, the file name says {named}; kept as provisional.",
                mend="Ask the publisher which it is, and load it again with the release declared.",
            )
        ]
    if stated:
        return stated, []
    kept: Release = declared.release or "provisional"
    return kept, [
        Finding(
            id="RELEASE_NOT_STATED",
            kind=FindingKind.STRUCTURAL,
            message=f"Nothing in the file or its name says provisional or final; kept as {kept}.",
            mend="Load it again with its release declared, if you know it.",
        )
    ]
