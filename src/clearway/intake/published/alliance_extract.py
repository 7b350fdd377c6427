"""The aggregated extract that Cancer Alliances are sent (CADEAS): recognised by its headings, and not read.

Its tables count by commissioner and by up to ten trusts at once, in bands, with rules of their own. Nothing here adds
them up; whoever sends one is told what it is and what to send instead.
"""

from collections.abc import Sequence

from clearway.intake.published.wording import plain
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused

SEARCHED_ROWS = 15
HEADINGS = frozenset(
    {
        "MONTHNUMBER",
        "DCO",
        "STP",
        "CCG",
        "ADMITTEDCARE",
        "TREATMENTMODALITY",
        "CANCERREPORTCATEGORY",
        "TRUSTNAME",
        "CANCERALLIANCE",
        "ACCOUNTABLEPROVIDER",
        "SEENPROVIDER",
        "TREATMENTPROVIDER",
        "NUMBEROFTRANSFERS",
        "ALLOCATIONRULES",
        "PROVIDERCODEFDS",
        "PROVIDERCODEDTT",
        "PATHWAYENDREASON",
        "NOBREACHING",
    }
)
"""Headings of its tables, without the dots, spaces and lines between their words."""
TELLING = frozenset({"CANCERALLIANCE", "CANCERREPORTCATEGORY", "ADMITTEDCARE"})


def refusal(sheets: Sequence[Sheet], file_name: str) -> Refused | None:
    """The refusal of such a table, naming what was recognised and what not; None for anything else."""
    for sheet in sheets:
        for row in sheet.rows[:SEARCHED_ROWS]:
            printed = [str(cell).strip() for cell in row if cell != ""]
            known = [word for word in printed if bare(word) in HEADINGS]
            if len(known) >= 4 and TELLING & {bare(word) for word in known}:
                unknown = [word for word in printed if bare(word) not in HEADINGS]
                words = (
                    f"{file_name} is a table of the Cancer Alliance extract (CADEAS), which is not read here. "
                    f"Recognised: {', '.join(known)}; not recognised: {', '.join(unknown[:20]) or 'nothing'}."
                )
                mend = "Send the published workbook or data extract of the month, or the record-level download."
                return Refused(words, mend, code="ALLIANCE_EXTRACT")
    return None


def bare(word: str) -> str:
    """A heading as its letters and digits alone."""
    return "".join(sign for sign in plain(word) if sign.isalnum())
