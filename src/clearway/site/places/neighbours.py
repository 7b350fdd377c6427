"""The places and trusts most alike, worked out once for each day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clearway.measures.neighbours import neighbours_of
from clearway.site.performance import figures
from clearway.site.places.areas import reference
from clearway.standards.organisations import Organisations


@dataclass(frozen=True, slots=True)
class Alike:
    """The codes of the places most like one, the most alike first, and how that was told."""

    nearest_codes: tuple[str, ...]
    method: str


def alike(code: str, today: date, count: int) -> Alike:
    """The places most like a place."""
    return _alike(figures.organisations(), code, today, count)


@lru_cache(maxsize=512)
def _alike(_known: Organisations, code: str, today: date, count: int) -> Alike:
    found = neighbours_of(code, today, count=count, places=reference())
    return Alike(tuple(one.code for one in found.nearest), found.note or found.method)
