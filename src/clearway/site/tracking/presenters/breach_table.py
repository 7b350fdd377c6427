"""Breaches as rows: few words a row on the page, every figure of it in the file."""

from datetime import datetime
from decimal import Decimal
from functools import cache

from django.urls import reverse

from clearway.clocks.explanation import ClockStory
from clearway.measures.months import first_day
from clearway.pathways.breaches import Breach, TrustPart
from clearway.pathways.reasons import longest_step, reason_recorded, step_words
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.performance.presenters.figure import origin
from clearway.site.performance.presenters.notes import OWN_RECORDS, SYNTHETIC
from clearway.site.standards import books
from clearway.site.tracking import holdings
from clearway.site.tracking.permissions import purpose_of
from clearway.site.tracking.presenters.timeline import short_trust
from clearway.site.tracking.services import MOST_DOWNLOADED, BreachesFound

STANDARDS = {
    "62": ("62 days: referral to treatment", "treated", "within 62 days"),
    "31": ("31 days: decision to treatment", "treated", "within 31 days"),
    "28": ("28 days: referral to being told", "told", "within 28 days"),
    "2ww": ("14 days: referral to first seen", "first seen", "within 14 days"),
}
"""Each standard: its name on the page, what happened to the people counted, and what is said of those in time."""

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
SOME_LINK = "0" * 20
"""Stands for a link in an address that is made once and used for every row."""

HEADINGS = ("Pathway", "Days", "Cancer type", "Trusts and breach to each", "Longest step", "Reason recorded")


class BreachTable:
    """Makes the rows of a list of breaches for one reader, as cards for the page and as a tidy table for the file."""

    def __init__(self, found: BreachesFound, by: Membership, now: datetime) -> None:
        self._found = found
        self._asked = found.asked
        self._by = by
        self._now = now

    def folding(self, empty: str) -> FoldingTable:
        """The rows at hand; `empty` is said when there are none."""
        shown, tidy = [], []
        teller = holdings.teller()
        href = reverse("tracking:pathway", args=[SOME_LINK])
        for breach in self._found.found.breaches:
            story = teller.tell_clock(breach.held.record, breach.clock)
            shown.append(_row(breach, story, href.replace(SOME_LINK, breach.held.link)))
            tidy.append(self._tidy(breach, story))
        title = f"Breaches of {STANDARDS[self._asked.standard][0].lower()}, {words.month(self._asked.month)}"
        table = Table(title, COLUMNS, tuple(tidy), self._notes())
        return FoldingTable("breaches", table, HEADINGS, tuple(shown), empty)

    def origin(self) -> str:
        """Computed, of synthetic records or not, and how settled the files of the rows at hand are."""
        releases = {breach.held.release for breach in self._found.found.breaches}
        return origin("computed", " and ".join(sorted(releases)) or "no record matches")

    def _tidy(self, breach: Breach, story: ClockStory) -> tuple[Cell, ...]:
        record = breach.held.record
        step = longest_step(story)
        investigating = next((part for part in breach.parts if part.role == "investigating"), None)
        treating = breach.parts[-1]
        action = story.first_action
        return (
            breach.held.link,
            self._asked.standard,
            first_day(self._asked.month),
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

    def _notes(self) -> Notes:
        asked, found = self._asked, self._found.found
        synthetic = is_demo()
        held = [breach.held for breach in found.breaches]
        newest = max((one.received_at for one in held), default=None)
        actor = self._by.as_actor()
        return Notes(
            definition=f"People counted in the month by the standard “{STANDARDS[asked.standard][0]}”, not within it. "
            "Days are whole calendar days after adjustment.",
            source=f"Computed by Clearway from waiting-time records, seen for: {purpose_of(self._by).rstrip('.')}",
            as_at=f"{self.origin()}. Newest file received {words.moment(newest)}" if newest else "No record matches",
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


def _row(breach: Breach, story: ClockStory, href: str) -> tuple[FoldingCell, ...]:
    record = breach.held.record
    step = longest_step(story)
    reason = reason_recorded(record, story, books.national())
    taken_off = f"{words.count(breach.excused)} taken off" if breach.excused else ""
    over = f"{breach.over} over" if breach.over > 0 else "check the dates"
    action = story.first_action
    first_day = f"first day to act: {words.day(action.on)}" if action and action.on else ""
    return (
        FoldingCell(short_link(breach.held.link), (), href, is_short=True),
        FoldingCell(f"{breach.days} days", (over, taken_off), is_short=True),
        FoldingCell(breach.cancer_type or "not told apart", (breach.route,)),
        FoldingCell(" → ".join(trust_words(part.code) for part in breach.parts), _shares(breach.parts)),
        FoldingCell(
            f"{words.count(step.days)} days" if step else "not known",
            (step_words(story, step), first_day) if step else (),
        ),
        FoldingCell(reason or "no reason recorded", tuple(_flag_words(breach))),
    )


def _shares(parts: tuple[TrustPart, ...]) -> tuple[str, ...]:
    if len(parts) == 1:
        return ()
    return (" · ".join(f"{share_words(part.share)} to {trust_words(part.code)}" for part in parts),)


def _flag_words(breach: Breach) -> list[str]:
    labels = _flag_labels()
    return [labels.get(flag, flag) for flag in breach.flags if flag != "BREACH_NO_DELAY_REASON"][:2]


@cache
def _flag_labels() -> dict[str, str]:
    return {held.code.code: held.code.label for held in books.national().code_lists["flag"].codes}


def trust_words(code: str) -> str:
    """A trust by its short name."""
    return short_trust(books.organisations().name(code)) if code else "trust not recorded"


def short_link(link: str) -> str:
    """A link as people read it out: its first eight digits in two groups, `3F2A 9C1B`."""
    return f"{link[:4]} {link[4:8]}".upper()


def share_words(share: Decimal) -> str:
    """Nought, a half or a whole person: `0`, `½`, `1`."""
    return {Decimal("0.5"): "½"}.get(share, f"{share.normalize():f}")
