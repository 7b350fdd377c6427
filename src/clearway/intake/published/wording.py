"""The printed words of the official tables: headings, labels and wait bands, and what each one means to us."""

import re

from clearway.intake.workbook import Cell

FOOTNOTE = re.compile(r"(\s*\((\d+|[a-z])\))+\s*$", re.IGNORECASE)
SPACES = re.compile(r"\s+")
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
WITHIN = re.compile(r"(?:WITHIN|UP TO) (\d+) DAYS$")
AFTER = re.compile(r"(?:AFTER|OVER|MORE THAN) (\d+) DAYS$")
BETWEEN = re.compile(r"(?:IN )?(\d+) ?(?:TO|-) ?(\d+) DAYS$")
EXCEL_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?$")
"""What Excel leaves of a broken formula when a sheet is saved as CSV: `#DIV/0!`, `#VALUE!`, `#N/A`."""

ALL_CANCERS = "ALL CANCERS"
ALL_MODALITIES = "ALL MODALITIES"

ROLES = {
    "ODS CODE": "org_code",
    "ORG CODE": "org_code",
    "CCG CODE": "org_code",
    "ICB CODE": "org_code",
    "COMMISSIONER CODE": "org_code",
    "PROVIDER CODE": "org_code",
    "ORGANISATION CODE": "org_code",
    "ACCOUNTABLE PROVIDER": "org_name",
    "PROVIDER": "org_name",
    "COMMISSIONER": "org_name",
    "CLINICAL COMMISSIONING GROUP (CCG)": "org_name",
    "CLINICAL COMMISSIONING GROUP": "org_name",
    "INTEGRATED CARE BOARD (ICB)": "org_name",
    "INTEGRATED CARE BOARD (ICB) COMMISSIONING HUB": "org_name",
    "INTEGRATED CARE BOARD (ICB)/COMMISSIONING HUB": "org_name",
    "REFERRAL ROUTE": "stage_route",
    "TREATMENT STAGE": "stage_route",
    "STAGE/ROUTE": "stage_route",
    "CARE SETTING": "care_setting",
    "CANCER TYPE": "cancer_type",
    "SUSPECTED CANCER OR BREAST SYMPTOMATIC": "cancer_type",
    "SUSPECTED TYPE OF CANCER": "cancer_type",
    "REFERRAL REASON": "cancer_type",
    "TREATMENT MODALITY": "modality",
    "TREATMENT TYPE": "modality",
    "TOTAL": "total",
    "TOTAL TREATED": "total",
    "TOTAL TOLD": "total",
    "WITHIN STANDARD": "within",
    "BREACHES": "breaches",
    "OUTSIDE STANDARD": "breaches",
    "PERFORMANCE": "percentage",
    "PERIOD": "period",
    "MONTH": "month_name",
    "YEAR": "year",
    "FINANCIAL YEAR": "year",
    "STANDARD": "standard",
    "SEEN WITHIN 14 DAYS": "percentage",
    "PERCENTAGE": "percentage",
    "TOLD WITHIN 28 DAYS": "percentage",
    "TREATED WITHIN 31 DAYS": "percentage",
    "TREATED WITHIN 62 DAYS": "percentage",
}
"""Heading, without its footnote numbers → what the column is. Wait-day headings are read by their words instead."""

NOT_READ = frozenset({"ONS AREA ID", "ONS AREA CODE", "ONS CODE"})
"""Known columns that nothing here needs: the area of an organisation comes from our own dated tables."""

ENGLAND_NAME = re.compile(r"(ALL ENGLISH [A-Z() ]+|ENGLAND|ENGLAND TOTAL)$", re.IGNORECASE)
"""How the total row is named: it has no code of its own. HEART OF ENGLAND is a trust."""


def plain(cell: Cell) -> str:
    """Words alone: upper case, single spaces, plain dashes."""
    return SPACES.sub(" ", DASHES.sub("-", str(cell))).strip().upper()


def heading(cell: Cell) -> str:
    """A heading as its words alone: upper case, single spaces, no footnote numbers, nothing for a broken formula."""
    words = FOOTNOTE.sub("", plain(cell)).strip()
    return "" if EXCEL_ERROR.match(words) else words


def label(cell: Cell) -> str:
    """A label as printed, without the spaces that some workbooks leave at its ends. A code of digits stays a code."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
