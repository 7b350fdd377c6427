"""Which months a page of transfers is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from clearway.measures.question import MONTH
from clearway.site.performance import figures
from clearway.site.performance.asked import refused
from clearway.site.performance.presenters.choices import newest_month
from clearway.site.performance.presenters.figure import months_back

MONTHS = 12
"""How many months are taken together: a pair has few pathways in one."""


@dataclass(frozen=True, slots=True)
class Period:
    """Twelve months up to one of which computed figures are held."""

    last: str
    held: tuple[str, ...]
    is_asked: bool

    @property
    def first(self) -> str:
        """The first of the months."""
        return months_back(self.last, MONTHS)

    def query(self) -> str:
        """The query string of the period; empty for the newest."""
        return f"?{urlencode({'month': self.last})}" if self.is_asked else ""


def read(parameters: Mapping[str, str]) -> Period:
    """The period that an address asks for. Refused for what is no month, or when no computed figures are held."""
    month = parameters.get("month", "")
    if month and not MONTH.fullmatch(month):
        raise refused("month", month, "a month written as 2025-03")
    held = figures.months_held("computed", "62")
    return Period(month or newest_month("computed"), tuple(held), bool(month))
