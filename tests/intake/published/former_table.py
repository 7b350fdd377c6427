"""A small table of a former standard as the CSV files of 2015 to 2017 print it, whose cells a test may change."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

TITLES = {
    "62_gp": "62-DAY (URGENT GP REFERRAL TO TREATMENT) WAIT FOR FIRST TREATMENT: ALL CANCERS",
    "62_screening": "62-DAY WAIT FOR FIRST TREATMENT FROM SCREENING SERVICE REFERRAL: ALL CANCERS",
    "62_upgrade": "62-DAY WAIT FOR FIRST TREATMENT FROM CONSULTANT UPGRADE: ALL CANCERS",
    "31_first": "31-DAY (DIAGNOSIS TO TREATMENT) WAIT FOR FIRST TREATMENT: ALL CANCERS",
    "31_rare": "31-DAY (URGENT GP REFERRAL TO TREATMENT) WAIT FOR FIRST TREATMENT: RARE CANCERS",
    "31_sub_surgery": "31-DAY WAIT FOR SECOND OR SUBSEQUENT TREATMENT: SURGERY",
    "31_sub_drug": "31-DAY WAIT FOR SECOND OR SUBSEQUENT TREATMENT: ANTI CANCER DRUG TREATMENTS",
    "31_sub_radio": "31-DAY WAIT FOR SECOND OR SUBSEQUENT TREATMENT: RADIOTHERAPY TREATMENTS",
}
SETTINGS = (
    ("PART A: ADMITTED CARE", "ADMITTED"),
    ("PART B:NON ADMITTED CARE", "NON-ADMITTED"),
    ("PART C:ALL CARE", "ALL CARE"),
)
TRUSTS = (
    ("RAA", "AMBRIDGE, FELPERSHAM NHS TRUST"),
    ("NV1", "INDEPENDENT ORGANISATION"),
    ("NV2", "INDEPENDENT ORGANISATION"),
)
NAME = "201609-11.-62-Day-Wait-for-first-treatment-All-Cancers-Provider-Data.csv"
AFTER_31 = {3: 1, 4: 1, 7: 2, 9: 3, 12: 3, 21: 6}
"""How many of so many people were treated after day 31."""
TREATMENTS = {"31_sub_surgery": "SURGERY", "31_sub_drug": "DRUGS", "31_sub_radio": "RADIOTHERAPY"}


def rows(
    standard: str = "62_gp", period: str = "PERIOD: September 2016", basis: str = "PROVIDER", footnotes: bool = True
) -> list[list[str]]:
    """The rows of a table that adds up; people stand in halves in the 62-day tables."""
    days = standard[:2]
    treatment = TREATMENTS.get(standard, "ALL CANCERS")
    notes = (" (1)", " (4) (5)", " (2)") if footnotes else ("", "", "")
    kind = "TREATMENT TYPE" if standard in TREATMENTS else "CANCER TYPE"
    head = ["", f"ODS CODE{notes[0]}", f"ACCOUNTABLE PROVIDER{notes[1]}", f"CARE SETTING{notes[2]}", kind, "TOTAL"]
    head += [f"WITHIN {days} DAYS", f"AFTER {days} DAYS", f"TREATED WITHIN {days} DAYS", ""]
    bands = ["WITHIN 31 DAYS", "32 TO 38 DAYS", "39 TO 48 DAYS", "49 TO 62 DAYS"]
    bands += (
        ["63 TO 76 DAYS", "77 TO 90 DAYS", "91 TO 104 DAYS ", "AFTER 104 DAYS"] if days == "62" else ["AFTER 62 DAYS"]
    )
    lines = [[TITLES[standard]], [period], [f"BASIS: {basis} BASED INCLUDING WELSH CROSS-BORDER PATIENTS"]]
    lines += [["DEFINITIONS: AMD 23/2011"], ["NOTE: SEE THE COVER PAGE"], [], []]
    for number, (part, setting) in enumerate(SETTINGS):
        people = 2.5 if days == "62" and number < 2 else 5 if days == "62" else (3, 4, 7)[number]
        lines += [[part], ["", "", "", "", "", "NUMBER OF PEOPLE RECEIVING TREATMENT"], [*head, *bands]]
        for code, name in TRUSTS:
            lines.append(["", code, name, setting, treatment, *counts(people, len(bands), days)])
        lines += [
            [],
            ["", "", "ALL ENGLISH PROVIDERS", setting, treatment, *counts(people * len(TRUSTS), len(bands), days)],
            [],
        ]
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def counts(people: float, bands: int, days: str) -> list[str]:
    """A row of counts, as the tables print numbers."""
    after = people * 0.2 if days == "62" else AFTER_31[people]
    within = people - after
    held = [0.0] * bands
    held[0], held[-1] = within, after
    return [text(people), text(within), text(after), f"{within / people:.2%}", "", *map(text, held)]


def text(number: float) -> str:
    """A number without a needless fraction, thousands with a comma."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def save(folder: Path, lines: Sequence[Sequence[str]], name: str = NAME, encoding: str = "utf-8", **how: str) -> Path:
    """The rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", **how).writerows(lines)  # type: ignore[arg-type]
    path = folder / name
    path.write_bytes(out.getvalue().encode(encoding))
    return path
