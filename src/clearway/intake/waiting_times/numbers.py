"""Whole numbers: days taken off a wait, and ages."""

import re

from clearway.intake.waiting_times.judged import Judgement

WHOLE = re.compile(r"[0-9]{1,9}")
MOST_DAYS, OLDEST = 999, 120


def judge_days(text: str) -> Judgement:
    """Days taken off a wait: a whole number from 0 to 999. Empty is 0, which the caller gives.

    >>> judge_days("-3")
    (None, 'DAYS_NEGATIVE')
    """
    if WHOLE.fullmatch(text):
        days = int(text)
        return (days, None) if days <= MOST_DAYS else (None, "DAYS_TOO_MANY")
    is_negative = text.startswith("-") and text[1:].replace(".", "", 1).isdecimal()
    return None, "DAYS_NEGATIVE" if is_negative else "DAYS_NOT_WHOLE"


def judge_age(text: str) -> Judgement:
    """Age in whole years, 0 to 120; any other text empties the cell."""
    is_age = WHOLE.fullmatch(text) and int(text) <= OLDEST
    return (int(text), None) if is_age else (None, "AGE_OUT_OF_RANGE")
