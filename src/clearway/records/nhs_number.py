"""NHS numbers, read strictly: ten ASCII digits, a valid check digit, never repeated digits, and the right range.

The check digit of one number is worked out by the `nhs-number` library (modulus 11, NHS Data Dictionary); whole
columns are checked by the same arithmetic on arrays. That library by itself accepts spaces, full-width digits and
`0000000000`, so each of these is refused here first. A number is never repaired and never shown in a message.
"""

import re
from enum import StrEnum
from typing import Literal

import nhs_number
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Kind = Literal["demo", "live"] | None
"""The store that the number is for; None when there is none, and then no range is refused."""

TEN_DIGITS = re.compile(r"[0-9]{10}", re.ASCII)
WEIGHTS = np.arange(10, 1, -1)
SYNTHETIC_PREFIX = "999"
ISSUED_REGIONS = (
    nhs_number.REGION_ENGLAND_WALES_IOM,
    nhs_number.REGION_SCOTLAND,
    nhs_number.REGION_NORTHERN_IRELAND,
    nhs_number.REGION_EIRE,
)


class NhsNumberFault(StrEnum):
    """What can be wrong with an NHS number. The value is the id of its finding."""

    MISSING = "NHS_NUMBER_MISSING"
    SPREADSHEET_NUMBER = "NHS_NUMBER_SPREADSHEET"
    SPACES = "NHS_NUMBER_SPACES"
    NOT_TEN_DIGITS = "NHS_NUMBER_NOT_TEN_DIGITS"
    REPEATED_DIGITS = "NHS_NUMBER_REPEATED_DIGITS"
    CHECK_DIGIT = "NHS_NUMBER_CHECK_DIGIT"
    SYNTHETIC = "NHS_NUMBER_SYNTHETIC"
    NOT_SYNTHETIC = "NHS_NUMBER_NOT_SYNTHETIC"


WORDS = {
    NhsNumberFault.MISSING: "the NHS number is missing",
    NhsNumberFault.SPREADSHEET_NUMBER: "the NHS number was turned into a decimal number by a spreadsheet",
    NhsNumberFault.SPACES: "the NHS number has spaces or dashes inside",
    NhsNumberFault.NOT_TEN_DIGITS: "the NHS number is not ten plain digits",
    NhsNumberFault.REPEATED_DIGITS: "the NHS number is one digit repeated, which is never issued",
    NhsNumberFault.CHECK_DIGIT: "the NHS number's check digit is wrong",
    NhsNumberFault.SYNTHETIC: "the NHS number is of the synthetic 999 range, which a live store refuses",
    NhsNumberFault.NOT_SYNTHETIC: "the NHS number is one issued to people; a demo store takes synthetic ones",
}

SPREADSHEET = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)


def nhs_number_fault(text: str, kind: Kind = None) -> NhsNumberFault | None:
    """What is wrong with one NHS number, or None.

    >>> nhs_number_fault("9990000018", "demo") is None
    True
    >>> nhs_number_fault("943 476 5919")
    <NhsNumberFault.SPACES: 'NHS_NUMBER_SPACES'>
    """
    if not text:
        return NhsNumberFault.MISSING
    if not TEN_DIGITS.fullmatch(text):
        return malformed(text)
    if len(set(text)) == 1:
        return NhsNumberFault.REPEATED_DIGITS
    if nhs_number.calculate_checksum(text[:9]) != int(text[9]):
        return NhsNumberFault.CHECK_DIGIT
    if kind == "live" and text.startswith(SYNTHETIC_PREFIX):
        return NhsNumberFault.SYNTHETIC
    if kind == "demo" and any(region.contains_number(text) for region in ISSUED_REGIONS):
        return NhsNumberFault.NOT_SYNTHETIC
    return None


def malformed(text: str) -> NhsNumberFault:
    """Which way a text that is not ten ASCII digits is wrong."""
    if SPREADSHEET.fullmatch(text) and not text.isdigit():
        return NhsNumberFault.SPREADSHEET_NUMBER
    if TEN_DIGITS.fullmatch(re.sub(r"[\s-]", "", text)):
        return NhsNumberFault.SPACES
    return NhsNumberFault.NOT_TEN_DIGITS


def nhs_number_faults(numbers: pa.Array, kind: Kind = None) -> npt.NDArray[np.object_]:
    """For each number of a text column, its fault or None: the same answers as `nhs_number_fault`, many at a time."""
    faults = np.full(len(numbers), None, dtype=object)
    filled = pc.fill_null(numbers, "")
    ten_digits = pc.match_substring_regex(filled, r"\A[0-9]{10}\z").to_numpy(zero_copy_only=False)
    for index in np.flatnonzero(~ten_digits):
        faults[index] = nhs_number_fault(filled[int(index)].as_py(), kind)
    places = np.flatnonzero(ten_digits)
    if places.size:
        values = filled.take(pa.array(places)).cast(pa.int64()).to_numpy()
        faults[places] = faults_of_ten_digits(values, kind)
    return faults


def faults_of_ten_digits(values: npt.NDArray[np.int64], kind: Kind) -> npt.NDArray[np.object_]:
    """Faults of numbers that are ten digits long, given as integers."""
    digits = values[:, None] // 10 ** np.arange(9, -1, -1) % 10
    checks = 11 - (digits[:, :9] @ WEIGHTS) % 11
    checks[checks == 11] = 0
    faults = np.full(len(values), None, dtype=object)
    if kind == "demo":
        issued = np.zeros(len(values), dtype=bool)
        for spread in (spread for region in ISSUED_REGIONS for spread in region.ranges):
            issued |= (values >= spread.start) & (values <= spread.end)
        faults[issued] = NhsNumberFault.NOT_SYNTHETIC
    if kind == "live":
        faults[values // 10_000_000 == int(SYNTHETIC_PREFIX)] = NhsNumberFault.SYNTHETIC
    faults[checks != digits[:, 9]] = NhsNumberFault.CHECK_DIGIT
    faults[(digits == digits[:, :1]).all(axis=1)] = NhsNumberFault.REPEATED_DIGITS
    return faults
