"""The printed words of the official tables: headings, labels and wait bands, and what each one means to us."""

import re

from clearway.intake.workbook import Cell

FOOTNOTE = re.compile(r"\s*\(\d+\)\s*$")
SPACES = re.compile(r"\s+")
WITHIN = re.compile(r"WITHIN (\d+) DAYS$")
AFTER = re.compile(r"AFTER (\d+) DAYS$")
BETWEEN = re.compile(r"IN (\d+) TO (\d+) DAYS$")

ALL_CANCERS = "ALL CANCERS"
ALL_MODALITIES = "ALL MODALITIES"

ROLES = {
    "ODS CODE": "org_code",
    "ORG CODE": "org_code",
    "ACCOUNTABLE PROVIDER": "org_name",
    "INTEGRATED CARE BOARD (ICB)/COMMISSIONING HUB": "org_name",
    "REFERRAL ROUTE": "stage_route",
    "TREATMENT STAGE": "stage_route",
    "STAGE/ROUTE": "stage_route",
    "CANCER TYPE": "cancer_type",
    "SUSPECTED CANCER OR BREAST SYMPTOMATIC": "cancer_type",
    "SUSPECTED TYPE OF CANCER": "cancer_type",
    "REFERRAL REASON": "cancer_type",
    "TREATMENT MODALITY": "modality",
    "TOTAL": "total",
    "TOTAL TREATED": "total",
    "WITHIN STANDARD": "within",
    "BREACHES": "breaches",
    "PERIOD": "period",
    "MONTH": "month_name",
    "YEAR": "year",
    "STANDARD": "standard",
    "TOLD WITHIN 28 DAYS": "percentage",
    "TREATED WITHIN 31 DAYS": "percentage",
    "TREATED WITHIN 62 DAYS": "percentage",
}
"""Heading, without its footnote number → what the column is. Wait-day headings are read by their words instead."""

ENGLAND_NAMES = frozenset({"ALL ENGLISH PROVIDERS", "ALL ENGLISH COMMISSIONERS"})
"""How the total row is named: it has no code of its own."""


def heading(cell: Cell) -> str:
    """A heading as its words alone: upper case, single spaces, no footnote number."""
    return FOOTNOTE.sub("", SPACES.sub(" ", str(cell)).strip()).upper()


def label(cell: Cell) -> str:
    """A label as printed, without the spaces that some workbooks leave at its ends."""
    return str(cell).strip()
