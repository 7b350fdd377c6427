"""Codes, organisations and identifiers: on their list, unknown, or mangled by a spreadsheet; named, never repaired."""

import re
from collections.abc import Callable, Collection

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.judged import Judgement

MONTH_WORD = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
MANGLED = re.compile(
    r"(?P<CELL_ERROR>#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!))"
    r"|(?P<CODE_SCIENTIFIC>[0-9](?:\.[0-9]+)?E[+-][0-9]+)"
    r"|(?P<CODE_DECIMAL>[0-9]+\.0+)"
    rf"|(?P<CODE_AS_DATE>[0-9]{{1,2}}[-/ ]{MONTH_WORD}(?:[-/ ][0-9]{{2,4}})?|{MONTH_WORD}[-/ ][0-9]{{2,4}})",
    re.IGNORECASE,
)
"""What spreadsheets make of codes: an error, a large number, a decimal, a date. Each group is named for its fault."""

MANGLED_ANYHOW = f"^(?:{re.sub('[?]P<[A-Z_]+>', '?:', MANGLED.pattern)})$"
"""The same without names, for whole columns."""

AS_NUMERIC_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
ORGANISATION = re.compile(r"[A-Z0-9]{3,9}")
DIAGNOSIS = re.compile(r"[A-Z][0-9]{2}\.?(?:[0-9X-][0-9A-Z]{0,2})?")
LONGEST_PATHWAY_ID = 20


def mangled(text: str) -> str | None:
    """The fault of a text that a spreadsheet has turned into something else, or None."""
    match = MANGLED.fullmatch(text)
    return match.lastgroup if match else None


def code_on(codes: Collection[str]) -> Callable[[str], Judgement]:
    """A judge for a column with a code list. An empty list knows nothing, so nothing is unknown to it."""
    lengths = sorted({len(code) for code in codes})

    def judge_code(text: str) -> Judgement:
        if text in codes:
            return text, None
        if text.isdecimal() and any(text.zfill(length) in codes for length in lengths):
            return None, "CODE_LOST_ZERO"
        fault = mangled(text) or ("CODE_AS_DATE" if AS_NUMERIC_DATE.fullmatch(text) else None)
        if fault:
            return None, fault
        return text, "CODE_UNKNOWN" if codes else None

    return judge_code


def diagnosis_in(scope: Collection[str]) -> Callable[[str], Judgement]:
    """A judge for ICD-10: its shape, and for chapter C also that the first three characters exist in the scope list."""

    def judge_diagnosis(text: str) -> Judgement:
        if fault := mangled(text):
            return None, fault
        code = text.upper()
        is_known = DIAGNOSIS.fullmatch(code) and (not code.startswith("C") or code[:3] in scope)
        return text, None if is_known else "DIAGNOSIS_UNKNOWN"

    return judge_diagnosis


def judge_organisation(text: str) -> Judgement:
    """An ODS code of three to nine capitals and digits; whether it exists is for the organisation reference to say."""
    if ORGANISATION.fullmatch(text):
        return text, None
    fault = mangled(text) or ("CODE_AS_DATE" if AS_NUMERIC_DATE.fullmatch(text) else "ORGANISATION_UNREADABLE")
    return None, fault


def judge_identifier(text: str) -> Judgement:
    """A record's or pathway's own name: any text that no spreadsheet has mangled."""
    fault = mangled(text)
    return (None, fault) if fault else (text, None)


def plain_identifiers(texts: pa.Array) -> pa.BooleanArray:
    """Which texts are surely identifiers: visible ASCII that no spreadsheet has mangled."""
    is_mangled = pc.match_substring_regex(texts, MANGLED_ANYHOW, ignore_case=True)
    return pc.and_(pc.string_is_ascii(texts), pc.invert(is_mangled))


def plain_pathway_ids(texts: pa.Array) -> pa.BooleanArray:
    """Which texts are surely pathway identifiers."""
    return pc.and_(plain_identifiers(texts), pc.less_equal(pc.binary_length(texts), LONGEST_PATHWAY_ID))


def judge_pathway_id(text: str) -> Judgement:
    """A pathway identifier, at most 20 characters by the NHS Data Dictionary."""
    value, fault = judge_identifier(text)
    return value, fault or ("PATHWAY_ID_LONG" if len(text) > LONGEST_PATHWAY_ID else None)
