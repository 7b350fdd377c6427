"""The day whose knowledge a page shows: now, unless its address says `as_known_on`.

Published figures are told from the releases that had come by then, at once. Computed ones are those of now when the
same records counted, else they come from a file that was built for that day; a page offers to have it built.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils import timezone

from clearway.measures.question import Basis
from clearway.pipeline.known_figures import KnownOn, known_on
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.standards import books
from clearway.site.submissions.services import all_submissions
from clearway.store.folder import StoreFolder

NOT_BUILT = "KNOWN-NOT-BUILT"

MOST_DAYS = 32
"""How many days are remembered as told; working one out reads the whole manifest and every place."""

_told: dict[Hashable, KnownOn] = {}
_looked_at: ContextVar[KnownOn | None] = ContextVar("looked_at", default=None)


def site_store() -> StoreFolder:
    """The store of this site. Refused when it runs without one."""
    if settings.STORE is None:
        raise Refused("This site runs without a store.", "Start it on a store.", code="ANALYTICAL-EMPTY")
    return settings.STORE


def looked_at() -> KnownOn | None:
    """The day whose knowledge the page under way shows; None for now."""
    return _looked_at.get()


@contextmanager
def looking_at(day: str) -> Iterator[None]:
    """While the block runs, figures are those known on a day (`2025-05-31`); empty: those of now.

    Refused for a day in the future, and for one on which nothing was known.
    """
    token = _looked_at.set(of_day(date.fromisoformat(day)) if day else None)
    try:
        yield
    finally:
        _looked_at.reset(token)


def of_day(day: date) -> KnownOn:
    """What was known here on a day."""
    if day > timezone.localdate():
        raise Refused(
            f"{words.day(day)} has not come yet.", "Choose today or an earlier day.", code="KNOWN-IN-THE-FUTURE"
        )
    received = all_submissions()
    reference = books.organisations()
    key = (day, id(reference), tuple((one.id, one.state) for one in received))
    if key not in _told:
        if len(_told) >= MOST_DAYS:
            _told.clear()
        _told[key] = known_on(
            day, store=site_store(), received=received, rules=books.national(), organisations=reference
        )
    return _told[key]


def needs_file(known: KnownOn, basis: Basis) -> bool:
    """Whether the figures of a day have to be built before they can be shown."""
    if basis == "published":
        return known.published_until is None
    return not known.records_are_as_now


def not_built(known: KnownOn) -> Refused:
    """What is raised when figures have to be built that nobody has asked for yet."""
    return Refused(
        f"The figures as known on {words.day(known.day)} have not been worked out.",
        "Have them worked out, or choose another day.",
        code=NOT_BUILT,
    )


def known_words() -> str:
    """What a page says of the day it shows; empty for now."""
    known = looked_at()
    if known is None:
        return ""
    files = f"{len(known.submissions)} {'file' if len(known.submissions) == 1 else 'files'}"
    return (
        f"As known here on {words.day(known.day)}: from the {files} that counted in this store at the end of that day, "
        "under the rules known by then. When NHS England published a file is not what decides; when it came here is."
    )
