"""One figure in words: share, interval, people, whether the standard is met, and where the figure comes from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.measures.answer import PositionRow
from clearway.measures.months import last_day
from clearway.measures.question import Basis, Side
from clearway.publications.charts import Goal
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.performance import figures

FEWEST = Decimal(10)
"""Below this many people a comparison shows no share: one person would move it by more than ten points."""

TOO_FEW = "too few to say"
SIDES: dict[Side, str] = {"trusts": "sums its trusts", "residents": "counts its residents"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it reads. Empty text where there is nothing to say; `not shown` is the share of nobody."""

    percent: str
    interval: str
    people: str
    verdict: str
    short: str
    origin: str


def figure(row: PositionRow | None, basis: Basis = "published") -> Figure:
    """A row of the position in words; a missing row as one that says so."""
    if row is None:
        return Figure("not held", "", "no figure is held", "", "", "")
    return Figure(
        percent=words.percent(row.rate) or "not shown",
        interval=interval(row),
        people=f"{words.count(row.within)} of {words.count(row.total)}",
        verdict=verdict(row),
        short=short(row),
        origin=origin(basis, row.release),
    )


def interval(row: PositionRow) -> str:
    """The 95% interval as `63.9% to 68.6%`; empty when nobody was counted."""
    return "" if row.lower is None else f"{words.percent(row.lower)} to {words.percent(row.upper)}"


def verdict(row: PositionRow) -> str:
    """Whether the standard is met, in words: `Standard 85%: not met`."""
    if row.threshold is None:
        return "No standard held"
    standard = f"Standard {whole_percent(row.threshold)}"
    if row.is_met is None:
        return standard
    return f"{standard}: {'met' if row.is_met else 'not met'}"


def short(row: PositionRow) -> str:
    """How many people short of the standard: `4 people short`; empty when it is met or there is none."""
    return short_words(row.short_of_target)


def short_words(people: Decimal | None) -> str:
    """A shortfall in words; one person and half a person are singular."""
    if not people:
        return ""
    return f"{words.count(people)} {'person' if people <= 1 else 'people'} short"


def origin(basis: Basis, release: str) -> str:
    """Published or computed, of synthetic records or not, final or provisional: what stands beside every figure."""
    if basis == "published":
        return f"Published, {release}"
    return f"Computed from {'synthetic ' if is_demo() else ''}records, {release}"


def whole_percent(share: Decimal | float) -> str:
    """A threshold as `85%`, with a decimal only when it has one."""
    return f"{Decimal(str(share)) * 100:.1f}".removesuffix(".0") + "%"


def is_too_few(row: PositionRow) -> bool:
    """Whether a share of so few people is left unsaid in a comparison."""
    return row.total < FEWEST


@dataclass(frozen=True, slots=True)
class AmbitionShown:
    """The milestone of planning guidance that held in a month, and how sure we are of it."""

    words: str
    share: float
    trust: str


def ambition(standard_key: str, month: str) -> AmbitionShown | None:
    """The ambition for a standard in a month; None when none is dated then."""
    rules = figures.rules()
    if standard_key not in rules.standards:
        return None
    found = rules.ambition(standard_key, last_day(month))
    if found is None:
        return None
    said = f"Ambition {whole_percent(found.value)} by {found.by_words}"
    return AmbitionShown(said, float(found.value), found.trust.words if found.trust.is_provisional else "")


def goals(row: PositionRow | None, *, with_ambition: bool = True) -> tuple[Goal, ...]:
    """What a chart draws for a figure to reach: its standard, then its ambition."""
    if row is None or row.threshold is None:
        return ()
    found = [Goal(f"Standard {whole_percent(row.threshold)}", float(row.threshold))]
    aim = ambition(row.standard_key, row.months[-1]) if with_ambition else None
    if aim and aim.share != float(row.threshold):
        found.append(Goal(aim.words + (f", {aim.trust}" if aim.trust else ""), aim.share, is_ambition=True))
    return tuple(found)


def change(now: PositionRow | None, before: PositionRow | None) -> str:
    """The change in percentage points since the month before, with its sign and without a judgement."""
    if now is None or before is None or now.rate is None or before.rate is None:
        return ""
    points = round((now.rate - before.rate) * 100, 1)
    return "no change" if points == 0 else f"{points:+.1f} points"


def month_before(month: str) -> str:
    """The month before one."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"


def months_back(month: str, how_many: int) -> str:
    """The first of so many months that end with this one."""
    place = int(month[:4]) * 12 + int(month[5:]) - how_many
    return f"{place // 12:04}-{place % 12 + 1:02}"


def first_of(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")
