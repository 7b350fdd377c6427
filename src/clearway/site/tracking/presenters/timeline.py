"""A wait as a line of days: events, days that do not count, limits, who held the person, the longest step.

The line runs in calendar days; its labels are days after adjustment. Where days were taken off the count stands still,
and the line is hatched. What is here is data; `drawing.py` gives it places on a picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from clearway.clocks.explanation import ClockStory
from clearway.clocks.explanation.milestones import DECIDED, SEEN, START, STOP, TOLD, TRANSFERRED
from clearway.clocks.explanation.phrases import days
from clearway.clocks.outcome import Route
from clearway.pathways.reasons import longest_step, step_words

EVENT_WORDS = {
    START: "Referred",
    SEEN: "First seen",
    TOLD: "Told",
    DECIDED: "Treatment decided",
    TRANSFERRED: "Transferred",
    STOP: "Treated",
}
STOP_WORDS = {"2ww": "First seen", "fds": "Told"}
START_WORDS = {"31": "Treatment decided"}
LATER_RULE, LATER_TREATMENT = "ECAD-1", "Earliest date to treat"
"""Later treatments count from the earliest clinically appropriate date."""

LONGEST_DRAWN = 2_000
"""A wait of more days than this is a typing error; it is told, not drawn."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the line. `at` is its place in calendar days from the start, `day` the day after adjustment."""

    kind: str
    words: str
    at: int
    day: int
    on: date
    trust: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the line from one place to another, with words."""

    begins: int
    ends: int
    words: str

    @property
    def length(self) -> int:
        """How many calendar days it is long."""
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Line:
    """A limit across the line. `kind` is `limit` or `hand-over`."""

    kind: str
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line with its day after adjustment."""

    at: int
    day: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """One wait as a line of `length` calendar days. `sentence` says what it shows to those who cannot see it."""

    clock: str
    title: str
    sentence: str
    length: int
    marks: tuple[Mark, ...]
    pauses: tuple[Stretch, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    holders: tuple[Stretch, ...]
    longest: Stretch | None
    over: Stretch | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days after adjustment lie on the calendar: first-seen pauses at the start, treatment pauses at the end."""

    first_seen: int
    treatment: int
    raw_days: int

    @property
    def counted(self) -> int:
        """Days after adjustment in all."""
        return self.raw_days - self.first_seen - self.treatment

    def at(self, day: int) -> int:
        """The place on the line where a day after adjustment is reached; beyond the end the calendar runs on."""
        if day <= 0:
            return 0
        return day + self.first_seen if day < self.counted else self.raw_days + day - self.counted


def timeline(story: ClockStory) -> Timeline | None:
    """The line of a counted wait; None for one that cannot be drawn: outside the standard, or its dates cannot be."""
    if story.raw_days is None or story.limit is None or story.days is None or story.start is None:
        return None
    paused = {pause.kind: pause.days for pause in story.pauses if pause.is_allowed}
    calendar = Calendar(paused.get("first_seen", 0), paused.get("treatment", 0), story.raw_days)
    if not calendar.counted > 0 or not story.raw_days <= LONGEST_DRAWN:
        return None
    marks = tuple(_marks(story))
    lines = tuple(_lines(story, calendar))
    length = max(calendar.raw_days, *(line.at for line in lines))
    longest = _longest(story)
    is_over = story.days > story.limit
    return Timeline(
        clock=story.clock,
        title=f"{story.title}: day by day",
        sentence=_sentence(story, marks, longest),
        length=length,
        marks=marks,
        pauses=tuple(_pauses(calendar)),
        lines=lines,
        ticks=tuple(_ticks(calendar, length)),
        holders=tuple(_holders(story)),
        longest=longest,
        over=Stretch(calendar.at(story.limit), calendar.raw_days, f"{days(story.days - story.limit)} over")
        if is_over
        else None,
    )


def short_trust(name: str) -> str:
    """A trust's name without its legal tail, for a label."""
    for tail in (" NHS Foundation Trust", " NHS Trust", " Hospitals", " Hospital", " Teaching"):
        name = name.removesuffix(tail)
    return name.removeprefix("The ")


def event_words(story: ClockStory, kind: str) -> str:
    """What an event is called on one clock."""
    if kind == STOP:
        return STOP_WORDS.get(story.clock, EVENT_WORDS[STOP])
    if kind != START:
        return EVENT_WORDS[kind]
    if story.route is Route.UPGRADE:
        return "Upgraded"
    return LATER_TREATMENT if LATER_RULE in story.rules else START_WORDS.get(story.clock, EVENT_WORDS[START])


def _marks(story: ClockStory) -> Iterator[Mark]:
    for event in story.milestones:
        words = event_words(story, event.kind)
        at = (event.on - (story.start or event.on)).days
        yield Mark(event.kind, words, at, event.day, event.on, event.trust)


def _lines(story: ClockStory, calendar: Calendar) -> Iterator[Line]:
    limit = story.limit or 0
    yield Line("limit", calendar.at(limit), f"{limit}-day limit")
    working = story.working
    if working and working.phase_1_days is not None:
        yield Line("hand-over", calendar.at(working.handover_day), f"hand over by day {working.handover_day}")


def _pauses(calendar: Calendar) -> Iterator[Stretch]:
    if calendar.first_seen:
        yield Stretch(0, calendar.first_seen, f"{days(calendar.first_seen)} not counted")
    if calendar.treatment:
        begins = calendar.raw_days - calendar.treatment
        yield Stretch(begins, calendar.raw_days, f"{days(calendar.treatment)} not counted")


def _ticks(calendar: Calendar, length: int) -> Iterator[Tick]:
    """Every 7, 14, 28 … days, so that there are at most a dozen."""
    step = 7
    while length > 12 * step:
        step *= 2
    day = 0
    while (at := calendar.at(day)) <= length:
        yield Tick(at, day)
        day += step


def _holders(story: ClockStory) -> Iterator[Stretch]:
    """Who held the person, neighbours of one trust together; nothing when one trust held them all along."""
    start = story.start
    if start is None or len({one.held_by for one in story.intervals if one.held_by}) < 2:
        return
    begins = 0
    for trust, steps in groupby(story.intervals, key=lambda one: one.held_by):
        ends = begins + sum(step.days for step in steps)
        if ends > begins:
            yield Stretch(begins, ends, short_trust(trust) or "not recorded")
        begins = ends


def _longest(story: ClockStory) -> Stretch | None:
    longest = longest_step(story)
    if longest is None or story.start is None or len(story.intervals) < 2:
        return None
    begins = sum(one.days for one in story.intervals[: story.intervals.index(longest)])
    words = step_words(story, longest)
    return Stretch(begins, begins + longest.days, f"longest step: {days(longest.days)}, {words}")


def _sentence(story: ClockStory, marks: tuple[Mark, ...], longest: Stretch | None) -> str:
    told = ", ".join(f"{mark.words.lower()} on day {mark.day}" for mark in marks[1:])
    begun = f"{marks[0].words} on {_long(marks[0].on)} (day 0), {told}."
    limit = f"The limit is day {story.limit}."
    return " ".join(filter(None, (begun, limit, f"{longest.words.capitalize()}." if longest else "")))


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
