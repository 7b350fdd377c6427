"""Texts that people type about groups: within their length, and never with a number that could name a patient."""

from collections.abc import Iterable

from django.db.models import QuerySet

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words

LONGEST_TEXT = 10_000
LONGEST_LINE = 300
MOST_LINES = 50


def text(typed: str, *, what: str, longest: int = LONGEST_TEXT) -> str:
    """A text that must be there. Refused as `checked_words` says."""
    return checked_words(typed, what=what, longest=longest)


def optional(typed: str, *, what: str, longest: int = LONGEST_TEXT) -> str:
    """A text that may be left out."""
    return checked_words(typed, what=what, longest=longest) if typed.strip() else ""


def lines(typed: str | Iterable[str], *, what: str) -> list[str]:
    """The lines of a text as a list without empty ones and repeats."""
    given = typed.splitlines() if isinstance(typed, str) else list(typed)
    kept = dict.fromkeys(one.strip() for one in given if one.strip())
    return [checked_words(one, what=what, longest=LONGEST_LINE) for one in list(kept)[:MOST_LINES]]


def check_new(rows: QuerySet, *, what: str) -> None:
    """Refuse what is there already: somebody pressed twice, or sent a page again. Within a transaction."""
    if rows.exists():
        raise Refused(f"{what} is there already.", "Nothing is to be done.", code="GROUPS-AGAIN")
