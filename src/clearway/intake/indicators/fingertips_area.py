"""The area of a row of a Fingertips download: its kind told from its code, and from its printed kind where need be."""

import re

from clearway.intake.indicators.cells import Area
from clearway.intake.indicators.groups import area_type_of
from clearway.intake.waiting_times.codes import AS_NUMERIC_DATE, mangled

NHS_REGION = re.compile(r"E40\d{6}$")
PRIMARY_CARE_NETWORK = re.compile(r"U\d{5}$")
PRACTICE = re.compile(r"[A-HJ-NPV-Y]\d{5}$")
TRUST = re.compile(r"[A-Z0-9]{3}$")


def area_of(code: str, name: str, printed: str) -> Area | None:
    """The area of a row; None for a kind that observations do not know (wards, small areas, other nations).

    >>> area_of("RFF", "Barnsley", "Acute Trusts")
    Area(kind='provider', code='RFF', name='Barnsley')
    >>> area_of("E05000001", "A ward", "Electoral wards") is None
    True
    """
    kind = area_type_of(code)
    if kind is None and NHS_REGION.match(code):
        kind = "region"
    elif kind is None and PRIMARY_CARE_NETWORK.match(code):
        kind = "pcn"
    elif kind is None and PRACTICE.match(code):
        kind = "practice"
    elif kind is None and TRUST.match(code) and "TRUST" in printed.upper():
        kind = "provider"
    return Area(kind, code, name) if kind else None


def is_changed(code: str) -> bool:
    """Whether a text that is no known code is what a spreadsheet made of one: an error, a number, a date.

    >>> is_changed("01-Mar"), is_changed("E05000001")
    (True, False)
    """
    return bool(mangled(code) or AS_NUMERIC_DATE.fullmatch(code) or code.isdecimal())
