"""Free text that people write: how long it may be, and what it must never hold."""

import re
import unicodedata

from clearway.intake.waiting_times.ledger import MANY_DIGITS
from clearway.records.findings import Refused

ISO_DAY = re.compile(r"\b(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\b")
"""A day as it stands in definitions: eight digits that identify nobody."""


def could_identify(text: str) -> bool:
    """Whether a text holds a run of digits as long as an NHS number, or nearly; days written out are none."""
    plain = unicodedata.normalize("NFKC", text)
    return MANY_DIGITS.search(ISO_DAY.sub("day", plain)) is not None


def checked_words(text: str, *, what: str, longest: int) -> str:
    """The text without spaces around it. Refused when it is empty, too long, or could hold an NHS number.

    `what` names it in the refusal; the text itself is never repeated there.
    """
    words = text.strip()
    if not words:
        raise Refused(f"{what} is empty.", "Write it in a sentence.", code="WORDS-MISSING")
    if len(words) > longest:
        raise Refused(
            f"{what} has {len(words):,} characters; {longest:,} are kept.", "Say it shorter.", code="WORDS-TOO-LONG"
        )
    if could_identify(words):
        raise Refused(
            f"{what} holds nine digits or more in a row, which could be an NHS number.",
            "Write about places and periods, never about a person; leave the number out.",
            code="WORDS-IDENTIFY",
        )
    if any(unicodedata.category(sign) == "Cc" and sign not in "\r\n\t" for sign in words):
        raise Refused(f"{what} holds signs that cannot be shown.", "Type it anew.", code="WORDS-SIGNS")
    return words
