"""How long files and notices are kept: dated periods for each data set, ours until an alliance sets its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clearway.standards.own_policies import OwnOrOurs, PolicyFile, in_force
from clearway.standards.strict import Section

FILE = "retention.yaml"
NOTICES = "notices"
"""What people were told in the page: the one thing with a period here that is no file, and goes by itself."""
MOST_YEARS = 100


@dataclass(frozen=True, slots=True)
class Period(OwnOrOurs):
    """One dated period. `years` is None for what is kept without end."""

    data_set: str
    years: int | None
    reason: str

    @property
    def words(self) -> str:
        """How long, in words."""
        if self.years is None:
            return "without end"
        return f"{self.years} {'year' if self.years == 1 else 'years'} from the day of receipt"


@dataclass(frozen=True, slots=True)
class Retention:
    """Every period known, the shipped ones first, a store's own after them."""

    periods: tuple[Period, ...]

    def period(self, data_set: str, on: date) -> Period | None:
        """The period that applies to a data set on a day: of those that have begun, a store's own before ours."""
        return in_force((one for one in self.periods if one.data_set == data_set), on)

    def kept_until(self, data_set: str, received: date, on: date) -> date | None:
        """The last day on which a file is kept, by the period that applies on `on`; None when there is no end."""
        period = self.period(data_set, on)
        return None if period is None or period.years is None else _later(received, period.years)

    def first_kept(self, data_set: str, on: date) -> date | None:
        """The first day of receipt of what is still kept on a day; None when there is no end."""
        period = self.period(data_set, on)
        return None if period is None or period.years is None else _first_kept(period.years, on)


def _first_kept(years: int, on: date) -> date:
    """The first day whose things are still kept: the last day of a thing of the day before is before `on`."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 3, 1)


def load_retention(own: Path | None = None) -> Retention:
    """The shipped periods, and a store's own file where there is one. Raises StandardsError naming file and key."""
    return Retention(POLICY_FILE.load(own))


def _period(entry: Section, **said: Any) -> Iterator[Period]:
    yield Period(data_set=entry.text("data_set"), years=_years(entry), reason=entry.text("reason"), **said)


POLICY_FILE = PolicyFile("clearway.standards", FILE, "periods", ("data_set", "years", "reason"), _period)


def _years(entry: Section) -> int | None:
    held = entry.content["years"]
    if held == "none":
        return None
    if not isinstance(held, int) or isinstance(held, bool) or not 1 <= held <= MOST_YEARS:
        raise entry.wrong("years", f"{held!r} is not a number of years", f"Write 1 to {MOST_YEARS}, or none.")
    return held


def _later(received: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February."""
    try:
        return received.replace(year=received.year + years)
    except ValueError:
        return received.replace(year=received.year + years, day=28)
