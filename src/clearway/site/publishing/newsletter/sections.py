"""What a newsletter says, section by section, drafted from data: one line a thing, for a person to change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clearway.measures.comparison import Glance
from clearway.measures.comparison.sentences import IMPROVING, WORSENING
from clearway.site.engagement.models import Activity, ActivityState, Consultation, ConsultationState
from clearway.site.engagement.reading import public_said_and_did
from clearway.site.measures import words as measured
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.performance.places import home_alliance
from clearway.site.places.presenters.changes import newly_special
from clearway.site.places.told import every_told
from clearway.site.plan.models import Milestone
from clearway.site.plan.reading import newest_first
from clearway.site.publishing.public.waits import AreaWaits
from clearway.site.words import day, month

NEWS_DAYS = 92
"""How far back something is news: a quarter."""
MOST_LINES = 8
OPENING = "Opening"
NOTHING_CHANGED = "The newest figures show no new change beyond what chance gives."


@dataclass(frozen=True, slots=True)
class Issue:
    """What an issue is written from: its area by name, the waits of its month, and the day it is written on."""

    area: str
    waits: AreaWaits
    today: date

    @property
    def since(self) -> date:
        """The first day that is news."""
        return self.today - timedelta(days=NEWS_DAYS)


def drafted(issue: Issue, text: Mapping[str, str]) -> dict[str, str]:
    """Every section that has something to say, by its heading; what a person wrote before wins, empty leaves it out."""
    found = {heading: "\n".join(write(issue)) for heading, write in SECTIONS.items()}
    return {heading: text.get(heading, words) for heading, words in found.items() if words or heading in text}


def lines_of(words: str) -> tuple[str, ...]:
    """The lines of a section: one thing each."""
    return tuple(filter(None, (line.strip() for line in words.splitlines())))


def _opening(issue: Issue) -> Iterator[str]:
    of_month = f" The newest waiting times are for {month(issue.waits.month)}." if issue.waits.said else ""
    yield f"News of cancer care in {issue.area}, written on {day(issue.today)}.{of_month}"


def _waits(issue: Issue) -> Iterator[str]:
    for wait in issue.waits.said:
        yield " ".join(filter(None, (wait.here, wait.england, wait.standard)))


def _changes(issue: Issue) -> Iterator[str]:
    """Special causes of published measures that are new in the newest period of the whole alliance."""
    if not issue.waits.said:
        return
    home = home_alliance()
    said = []
    for held in every_told("alliance", EVERYTHING, (home,)):
        line = held.lines.get(home)
        if line is None or not line.has_limits or line.latest.period_end != held.newest:
            continue
        last = newly_special(line)
        if last is not None and line.latest.basis == "published":
            before = measured.number(last.value, held.measure)
            now = measured.number(line.latest.value, held.measure)
            when = measured.period(line.latest.period_start, line.latest.period_end)
            said.append(f"{held.measure.name}: {_which_way(line)}, from {before} to {now} ({when}).")
    yield from said[:MOST_LINES] or [NOTHING_CHANGED]


def _milestones(issue: Issue) -> Iterator[str]:
    plan = next(iter(newest_first()), None)
    if plan is None:
        return
    rows = Milestone.objects.filter(
        deliverable__plan=plan,
        is_withdrawn=False,
        deliverable__is_withdrawn=False,
        actual__gt=issue.since,
        actual__lte=issue.today,
    )
    for one in rows.select_related("deliverable").order_by("-actual")[:MOST_LINES]:
        yield f"{one.deliverable.title}: {one.text} ({day(one.actual)})."


def _heard(issue: Issue) -> Iterator[str]:
    found = [one for one in public_said_and_did(None) if one.did and one.did_on and one.did_on > issue.since]
    for one in found[:MOST_LINES]:
        yield f"You told us: {_ended(one.said)} We did: {_ended(one.did)}"


def _coming(issue: Issue) -> Iterator[str]:
    rows = Activity.objects.filter(history="", state=ActivityState.PLANNED, first_day__gte=issue.today)
    for one in rows.order_by("first_day", "pk")[:MOST_LINES]:
        where = f", {one.venue}" if one.venue else ""
        yield f"{day(one.first_day)}{where}: {_ended(one.text)} {one.take_part}".strip()


def _consultations(issue: Issue) -> Iterator[str]:
    rows = Consultation.objects.filter(state=ConsultationState.OPEN, closes_on__gte=issue.today)
    for one in rows.order_by("closes_on", "pk")[:MOST_LINES]:
        yield f"{_ended(one.title)} Tell us by {day(one.closes_on)}."


def _say(issue: Issue) -> Iterator[str]:
    del issue
    yield "Tell us how your care went, or what should be better. You need no account."


SECTIONS: Mapping[str, Callable[[Issue], Iterator[str]]] = {
    OPENING: _opening,
    "How long people wait": _waits,
    "What changed": _changes,
    "Steps that we finished": _milestones,
    "What you told us, and what we did": _heard,
    "Coming up": _coming,
    "We want to hear from you": _consultations,
    "Have your say": _say,
}
"""Every section under its heading, in order."""


def _which_way(line: Glance) -> str:
    if line.variation in IMPROVING:
        return "better by more than chance"
    return "worse by more than chance" if line.variation in WORSENING else "changed by more than chance"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def in_order(text: Mapping[str, str]) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The sections that are not empty, in order, as heading and lines."""
    return [(heading, lines_of(text[heading])) for heading in SECTIONS if lines_of(text.get(heading, ""))]
