"""The running week in a few sentences."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.pathways.running_week import RunningWeek
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.performance.presenters.notes import SYNTHETIC


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """The running week in a few lines, for the overview."""

    mark: str
    day: str
    lines: tuple[str, ...]
    href: str


def summary(week: RunningWeek) -> WeekSummary:
    """The running week for the overview."""
    return WeekSummary(
        mark=SYNTHETIC if is_demo() else "",
        day=words.day(week.day),
        lines=(waiting_words(week), *landing_words(week)[:2]),
        href=reverse("performance:running_week"),
    )


def waiting_words(week: RunningWeek) -> str:
    """How many wait, how many of them for long, who is new, who has not been told."""
    long = len(week.band(105, None))
    over = len(week.band(63, None))
    return (
        f"{words.count(len(week.waiting))} people are waiting on a 62-day pathway, {words.count(over)} of them "
        f"for over 62 days and {words.count(long)} for over 104. {words.count(week.new_referrals)} urgent referrals "
        f"came in the last seven days. {words.count(week.untold_over_28)} people have waited over 28 days to be told."
    )


def landing_words(week: RunningWeek) -> tuple[str, ...]:
    """Where the month will land: so far, with every booking kept, and who could still breach without one."""
    landing = week.landing
    month = words.month(landing.month)
    said = [f"{month} so far: {_share(landing.treated_within, landing.treated)} treated within 62 days."]
    counted = [case for case in landing.cases if case.counts]
    if counted:
        said.append(f"If every booking of the month is kept, it lands at {_share(landing.within, landing.total)}.")
    left_out = len(landing.cases) - len(counted)
    if left_out:
        said.append(f"{_people(left_out)} booked in the month will not count as the record stands; see why below.")
    if landing.could_breach:
        said.append(
            f"{_people(len(landing.could_breach))} with a decision to treat and no booking "
            f"should have been treated by the end of {month}."
        )
    return tuple(said)


def _share(within: int, total: int) -> str:
    share = f" ({words.percent(within / total)})" if total else ""
    return f"{words.count(within)} of {words.count(total)} people{share}"


def _people(count: int) -> str:
    return f"{words.count(count)} {'person' if count == 1 else 'people'}"
