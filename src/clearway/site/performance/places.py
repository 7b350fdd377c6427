"""The alliances and trusts that pages can be about."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from clearway.measures.months import first_day
from clearway.measures.question import Grouping
from clearway.site.performance import figures
from clearway.site.performance.asked import refused

ONCE_FIRST = "E56000025"
"""South Yorkshire and Bassetlaw, for a site without a store."""


@dataclass(frozen=True, slots=True)
class Place:
    """An alliance or a trust: its code, its name, and the alliance it belongs to (its own code for an alliance)."""

    code: str
    name: str
    alliance: str

    @property
    def is_alliance(self) -> bool:
        """Whether this is an alliance rather than a trust."""
        return self.code == self.alliance

    @property
    def title(self) -> str:
        """The name as a heading has it."""
        return f"{self.name} Cancer Alliance" if self.is_alliance else self.name


def home_alliance() -> str:
    """The alliance whose people and records this store holds."""
    return settings.STORE.alliance if settings.STORE else ONCE_FIRST


def alliances(on: date) -> list[Place]:
    """Every alliance of a day, by name; before the first list, those of its first day."""
    known = figures.organisations()
    return [Place(one.code, one.name, one.code) for one in known.alliances(max(on, known.alliances_from))]


def alliance(code: str, month: str) -> Place:
    """The alliance of a code. Refused for a code that none of them has."""
    known = {place.code: place for place in alliances(first_day(month))}
    chosen = code or home_alliance()
    if chosen not in known:
        raise refused("alliance", chosen, f"the code of one of the {len(known)} alliances, such as {ONCE_FIRST}")
    return known[chosen]


def trust(code: str, month: str, grouping: Grouping = "then") -> Place:
    """The trust of a code as it was in a month, or as it is today. Http404 for a code that no trust has."""
    known = figures.organisations()
    day = first_day(month) if grouping == "then" else timezone.localdate()
    provider = known.provider(code, day)
    if not provider.is_known:
        raise Http404
    return Place(code, provider.name, known.alliance_of_provider(code, max(day, known.alliances_from)).alliance)


def code_of_today(code: str, month: str) -> str:
    """The organisation that holds today the patients that a code had in a month."""
    return figures.organisations().today_code(code, first_day(month), timezone.localdate())
