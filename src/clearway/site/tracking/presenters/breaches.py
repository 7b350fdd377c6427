"""The list of breaches: few words a row on the page, every figure of it in the file."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from clearway.clocks.explanation import ClockStory
from clearway.pathways.breaches import Breach, TrustPart
from clearway.pathways.reasons import longest_step, reason_recorded, step_words
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.performance.presenters.choices import Choice, Option
from clearway.site.performance.presenters.figure import is_synthetic, origin
from clearway.site.performance.presenters.notes import OWN_RECORDS, SYNTHETIC
from clearway.site.standards import books
from clearway.site.tracking import holdings
from clearway.site.tracking.asked import PAGE_SIZES, Asked
from clearway.site.tracking.permissions import purpose_of
from clearway.site.tracking.presenters.timeline import short_trust
from clearway.site.tracking.services import MOST_DOWNLOADED, BreachesFound

STANDARDS = {
    "62": ("62 days: referral to treatment", "treated", "within 62 days"),
    "31": ("31 days: decision to treatment", "treated", "within 31 days"),
    "28": ("28 days: referral to being told", "told", "within 28 days"),
    "2ww": ("14 days: referral to first seen", "first seen", "within 14 days"),
}
SORTS = {
    "longest": "Most days over first",
    "shortest": "Fewest days over first",
    "cancer_type": "Cancer type",
    "trust": "Trust",
    "route": "Route",
}
COLUMNS = (
    Column("pathway", "Pathway"),
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("days", "Days", Kind.DAYS),
    Column("limit", "Limit", Kind.DAYS),
    Column("over", "Days over", Kind.DAYS),
    Column("excused_days", "Days taken off", Kind.DAYS),
    Column("cancer_type", "Cancer type"),
    Column("route", "Route or stage"),
    Column("investigating_trust", "Investigating trust"),
    Column("investigating_share", "Breach to investigating trust", Kind.COUNT),
    Column("trust", "Trust that treated or told"),
    Column("trust_share", "Breach to that trust", Kind.COUNT),
    Column("longest_step", "Longest step"),
    Column("longest_step_days", "Days of the longest step", Kind.DAYS),
    Column("reason_recorded", "Reason recorded"),
    Column("first_day_to_act", "First day somebody could have acted", Kind.DATE),
    Column("flags", "Flags"),
    Column("release", "Release"),
    Column("file", "File"),
)


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
    purpose: str
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
        self._now = now
        self._organisations = books.organisations()

    def page(self) -> BreachesPage:
        """The page."""
        asked, found = self._asked, self._found.found
        pages = max(1, -(-found.found // asked.per_page))
        return BreachesPage(
            heading=f"Breaches, {words.month(asked.month)}" if asked.month else "Breaches",
            summary=self._summary(),
            origin=self._origin(),
            purpose=purpose_of(self._by),
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
        shown, tidy = [], []
        for breach in self._found.found.breaches:
            carried = holdings.carried_by(breach.held.submission_id)
            story = holdings.teller().tell(breach.held.record, carried=carried).explanation.clock(breach.clock)
            shown.append(self._row(breach, story))
            tidy.append(self._tidy(breach, story))
        title = f"Breaches of {STANDARDS[self._asked.standard][0].lower()}, {words.month(self._asked.month)}"
        return FoldingTable(
            key="breaches",
            table=Table(title, COLUMNS, tuple(tidy), self._notes()),
            headings=("Pathway", "Days", "Cancer type", "Trusts and breach to each", "Longest step", "Reason recorded"),
            rows=tuple(shown),
            empty=self._empty(),
        )

    def _row(self, breach: Breach, story: ClockStory) -> tuple[FoldingCell, ...]:
        record = breach.held.record
        step = longest_step(story)
        reason = reason_recorded(record, story, books.national())
        taken_off = f"{words.count(breach.excused)} taken off" if breach.excused else ""
        over = f"{breach.over} over" if breach.over > 0 else "check the dates"
        action = story.first_action
        first_day = f"first day to act: {words.day(action.on)}" if action and action.on else ""
        href = reverse("tracking:pathway", args=[breach.held.link])
        return (
            FoldingCell(short_link(breach.held.link), (), href, is_short=True),
            FoldingCell(f"{breach.days} days", (over, taken_off), is_short=True),
            FoldingCell(breach.cancer_type or "not told apart", (breach.route,)),
            FoldingCell(self._trusts(breach.parts), self._shares(breach.parts)),
            FoldingCell(
                f"{words.count(step.days)} days" if step else "not known",
                (step_words(story, step), first_day) if step else (),
            ),
            FoldingCell(reason or "no reason recorded", tuple(self._flag_words(breach))),
        )

    def _tidy(self, breach: Breach, story: ClockStory) -> tuple[Cell, ...]:
        record = breach.held.record
        step = longest_step(story)
        investigating = next((part for part in breach.parts if part.role == "investigating"), None)
        treating = breach.parts[-1]
        action = story.first_action
        return (
            breach.held.link,
            self._asked.standard,
            _month(self._asked.month),
            breach.days,
            breach.limit,
            breach.over,
            breach.excused,
            breach.cancer_type or None,
            breach.route or None,
            investigating.code if investigating else None,
            investigating.share if investigating else None,
            treating.code,
            treating.share,
            step_words(story, step) if step else None,
            step.days if step else None,
            reason_recorded(record, story, books.national()) or None,
            action.on if action else None,
            " ".join(breach.flags),
            breach.held.release,
            breach.held.file_name,
        )

    def _trusts(self, parts: tuple[TrustPart, ...]) -> str:
        return " → ".join(self._name(part.code) for part in parts)

    def _shares(self, parts: tuple[TrustPart, ...]) -> tuple[str, ...]:
        if len(parts) == 1:
            return ()
        return (" · ".join(f"{share_words(part.share)} to {self._name(part.code)}" for part in parts),)

    def _name(self, code: str) -> str:
        return short_trust(self._organisations.name(code)) if code else "trust not recorded"

    def _flag_words(self, breach: Breach) -> list[str]:
        labels = {held.code.code: held.code.label for held in books.national().code_lists["flag"].codes}
        return [labels.get(flag, flag) for flag in breach.flags if flag != "BREACH_NO_DELAY_REASON"][:2]

    def _summary(self) -> str:
        asked, found = self._asked, self._found.found
        _, verb, within = STANDARDS[asked.standard]
        whose = "in the alliance's trusts" if not self._is_tracker else f"on pathways of {self._by.organisation.name}"
        people = "person was" if found.counted == 1 else "people were"
        return f"{words.count(found.counted)} {people} {verb} this month {whose}; {words.count(found.within)} {within}."

    def _origin(self) -> str:
        """Computed, of synthetic records or not, and how settled the files of the rows at hand are."""
        releases = {breach.held.release for breach in self._found.found.breaches}
        return origin("computed", " and ".join(sorted(releases)) or "no record matches")

    def _empty(self) -> str:
        if not self._asked.month:
            return "No records are held yet, so there is nothing to list. Load a file: clearway load FILE --store DIR"
        return f"No breaches match. {self._summary()}"

    @property
    def _is_tracker(self) -> bool:
        from clearway.site.tracking.permissions import can_reveal_identifiers

        return can_reveal_identifiers(self._by)

    def _choices(self) -> tuple[Choice, ...]:
        asked, can_be = self._asked, self._found.choices
        standards = [
            (key, title) for key, (title, _, _) in STANDARDS.items() if key != "2ww" or asked.standard == "2ww"
        ]
        months = sorted({*self._found.months, *filter(None, [asked.month])}, reverse=True)
        trusts = [(code, self._name(code)) for code in _with(can_be["trust"], asked.trust)]
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
        named = [self._name(asked.trust) if asked.trust else "", asked.cancer_type, asked.route]
        kept = ", ".join(filter(None, named))
        pages = max(1, -(-found.found // asked.per_page))
        place = f", page {asked.page} of {pages}" if pages > 1 else ""
        return f"{how_many}{f' ({kept})' if kept else ''}{place}, {SORTS[asked.sort].lower()}."

    def _href(self, asked: Asked) -> str:
        return reverse("tracking:breaches") + asked.query()

    def _notes(self) -> Notes:
        asked, found = self._asked, self._found.found
        synthetic = is_synthetic()
        held = [breach.held for breach in found.breaches]
        newest = max((one.received_at for one in held), default=None)
        actor = self._by.as_actor()
        return Notes(
            definition=f"People counted in the month by the standard “{STANDARDS[asked.standard][0]}”, not within it. "
            "Days are whole calendar days after adjustment.",
            source="Clearway's own computation from waiting-time records",
            as_at=f"{self._origin()}. Newest file received {words.moment(newest)}" if newest else "No record matches",
            snapshot=self._found.snapshot,
            licence=OWN_RECORDS,
            mark=SYNTHETIC if synthetic else "",
            remarks=(
                ("Purpose", purpose_of(self._by)),
                ("Drawn by", f"{actor.name}, {actor.role}, {actor.organisation_code}, {words.moment(self._now)}"),
                ("Pseudonyms", "A pathway stands under a pseudonym; it names nobody without the store's key."),
                *self._cut_off(),
            ),
        )

    def _cut_off(self) -> tuple[tuple[str, str], ...]:
        """A remark when a file does not hold every breach."""
        found = self._found.found
        if found.found <= len(found.breaches) or len(found.breaches) < MOST_DOWNLOADED:
            return ()
        return (("Cut off", f"The first {MOST_DOWNLOADED:,} of {found.found:,}. Narrow the list to have the rest."),)


def short_link(link: str) -> str:
    """A link as people read it out: its first eight digits in two groups, `3F2A 9C1B`."""
    return f"{link[:4]} {link[4:8]}".upper()


def share_words(share: Decimal) -> str:
    """Nought, a half or a whole person: `0`, `½`, `1`."""
    return {Decimal("0.5"): "½"}.get(share, f"{share.normalize():f}")


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


def _month(month: str) -> Any:
    from clearway.measures.months import first_day

    return first_day(month) if month else None
