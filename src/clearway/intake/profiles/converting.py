"""From a sender's cell to the text that the record's own layout would hold: by the profile alone, nothing guessed."""

import re
from collections.abc import Callable

from clearway.intake.profiles.profile import ColumnMap, Profile

ERROR_CELL = "#ERROR!"
"""What stands in the table for a workbook's error cell (`#REF!`, `#N/A` …)."""

PRINTED_NUMBER = re.compile(r"([0-9]{3}) ([0-9]{3}) ([0-9]{4})")
"""An NHS number as the NHS prints it for people, in threes and a four: the same ten digits."""

Converted = tuple[str, str | None]
"""The text (empty: not recorded) and the id of a fault, or None."""

Convert = Callable[[str], Converted]


def as_it_is(text: str) -> Converted:
    """The conversion of the record's own layout: none."""
    return text, None


def conversion(profile: Profile, target: str, kind: str) -> Convert:
    """How the cells of one column of the record are converted. A target that the profile does not map stays as is."""
    column = profile.by_target.get(target, ColumnMap(target))
    fold = column.case == "ignore"
    codes, unmapped = column.codes, column.unmapped
    if not codes and kind == "organisation" and not column.constant:
        codes, unmapped = profile.organisations.codes, profile.organisations.unmapped
    known = {folded(theirs) if fold else theirs: ours for theirs, ours in codes.items()}
    empty = frozenset(one.casefold() for one in profile.empty)
    pattern = re.compile(column.pattern) if column.pattern else None

    def convert(text: str) -> Converted:
        if text.casefold() in empty:
            return "", None
        if text == ERROR_CELL:
            return "", "CELL_ERROR"
        if pattern is not None:
            found = pattern.fullmatch(text)
            if found is None:
                return "", "PATTERN_MISSED"
            text = found[1] or ""
        if target == "nhs_number" and (printed := PRINTED_NUMBER.fullmatch(text)):
            text = "".join(printed.groups())
        text = text.upper() if column.case == "upper" else text
        if not known or not text:
            return text, None
        place = folded(text) if fold else text
        if place in known:
            return known[place], None
        return (text, None) if unmapped == "as_sent" else ("", "CODE_NOT_MAPPED")

    return convert


def folded(text: str) -> str:
    """A value without case and with single spaces: how `case: ignore` compares."""
    return " ".join(text.casefold().split())
