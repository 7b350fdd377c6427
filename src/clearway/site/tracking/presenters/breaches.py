"""The page of breaches: what was asked, what can be asked, how many there are, and the rows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clearway.site import words
from clearway.site.folding import FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.performance.presenters.choices import Choice, Option
from clearway.site.tracking.asked import PAGE_SIZES, Asked
from clearway.site.tracking.permissions import sees_whole_store
from clearway.site.tracking.presenters.breach_table import STANDARDS, BreachTable, trust_words
from clearway.site.tracking.services import BreachesFound

SORTS = {
    "longest": "Most days over first",
    "shortest": "Fewest days over first",
    "cancer_type": "Cancer type",
    "trust": "Trust",
    "route": "Route",
}


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number under the list."""

    number: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class BreachesPage:
    """Everything the page of breaches shows."""

    heading: str
    summary: str
    origin: str
    choices: tuple[Choice, ...]
    table: FoldingTable
    pages: tuple[PageLink, ...]
    previous: str
    following: str
    sizes: tuple[Option, ...]
    kept_words: str
    clear_href: str


class BreachesPresenter:
    """Makes the page and the file of a list of breaches for one reader."""

    def __init__(self, found: BreachesFound, by: Membership, now: datetime) -> None:
        self._found = found
        self._asked = found.asked
        self._by = by
        self._table = BreachTable(found, by, now)

    def page(self) -> BreachesPage:
        """The page."""
        asked, found = self._asked, self._found.found
        pages = max(1, -(-found.found // asked.per_page))
        return BreachesPage(
            heading=f"Breaches, {words.month(asked.month)}" if asked.month else "Breaches",
            summary=self._summary(),
            origin=self._table.origin(),
            choices=self._choices(),
            table=self.table(),
            pages=tuple(_page_links(asked, pages)),
            previous=self._href(asked.but(page=asked.page - 1)) if asked.page > 1 else "",
            following=self._href(asked.but(page=asked.page + 1)) if asked.page < pages else "",
            sizes=self._sizes(found.found),
            kept_words=self._kept_words(),
            clear_href=self._href(Asked(standard=asked.standard, month=asked.month)) if asked.is_filtered else "",
        )

    def table(self) -> FoldingTable:
        """The rows at hand, as a list and as a tidy table."""
        return self._table.folding(self._empty())

    def _summary(self) -> str:
        asked, found = self._asked, self._found.found
        _, verb, within = STANDARDS[asked.standard]
        trust = self._by.organisation.name
        whose = "in the alliance's trusts" if sees_whole_store(self._by) else f"on pathways of {trust}"
        people = "person was" if found.counted == 1 else "people were"
        return f"{words.count(found.counted)} {people} {verb} this month {whose}; {words.count(found.within)} {within}."

    def _empty(self) -> str:
        if not self._asked.month:
            return "No records are held yet, so there is nothing to list. Load a file: clearway load FILE --store DIR"
        return f"No breaches match. {self._summary()}"

    def _choices(self) -> tuple[Choice, ...]:
        asked, can_be = self._asked, self._found.choices
        standards = [
            (key, title) for key, (title, _, _) in STANDARDS.items() if key != "2ww" or asked.standard == "2ww"
        ]
        months = sorted({*self._found.months, *filter(None, [asked.month])}, reverse=True)
        trusts = [(code, trust_words(code)) for code in _with(can_be["trust"], asked.trust)]
        return (
            _choice("month", "Month", [(month, words.month(month)) for month in months], asked.month),
            _choice("standard", "Standard", standards, asked.standard),
            _choice("trust", "Trust", [("", "All"), *sorted(trusts, key=lambda one: one[1])], asked.trust),
            _choice("cancer_type", "Cancer type", _all(can_be["cancer_type"], asked.cancer_type), asked.cancer_type),
            _choice("route", "Route or stage", _all(can_be["route"], asked.route), asked.route),
            _choice("sort", "Order", list(SORTS.items()), asked.sort),
        )

    def _sizes(self, found: int) -> tuple[Option, ...]:
        """How many rows a page can have; nothing to choose when the shortest page holds them all."""
        if found <= PAGE_SIZES[0]:
            return ()
        sizes = ((size, self._href(self._asked.but(per_page=size))) for size in PAGE_SIZES)
        return tuple(Option(str(size), href=href, is_chosen=size == self._asked.per_page) for size, href in sizes)

    def _kept_words(self) -> str:
        asked, found = self._asked, self._found.found
        how_many = f"{words.count(found.found)} {'breach' if found.found == 1 else 'breaches'}"
        named = [trust_words(asked.trust) if asked.trust else "", asked.cancer_type, asked.route]
        kept = ", ".join(filter(None, named))
        pages = max(1, -(-found.found // asked.per_page))
        place = f", page {asked.page} of {pages}" if pages > 1 else ""
        return f"{how_many}{f' ({kept})' if kept else ''}{place}, {SORTS[asked.sort].lower()}."

    def _href(self, asked: Asked) -> str:
        return reverse("tracking:breaches") + asked.query()


def _choice(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, tuple(Option(said, value, is_chosen=value == chosen) for value, said in options))


def _all(values: list[str], chosen: str) -> list[tuple[str, str]]:
    return [("", "All"), *((value, value) for value in _with(values, chosen))]


def _with(values: list[str], chosen: str) -> list[str]:
    """The values that occur, and the one that is asked for even when it does not."""
    return sorted({*values, *filter(None, [chosen])})


def _page_links(asked: Asked, pages: int) -> list[PageLink]:
    """The first, the last, and those around the current page; a gap is a number of 0."""
    if pages < 2:
        return []
    near = sorted({1, pages, *range(max(1, asked.page - 2), min(pages, asked.page + 2) + 1)})
    links: list[PageLink] = []
    for number in near:
        if links and links[-1].number + 1 < number:
            links.append(PageLink(0, "", False))
        links.append(
            PageLink(number, reverse("tracking:breaches") + asked.but(page=number).query(), number == asked.page)
        )
    return links
