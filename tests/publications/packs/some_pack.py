"""A small publication for tests: a line, places side by side, a control chart, words that try to be more than words."""

from dataclasses import replace
from datetime import date

from clearway.publications.charts import (
    ControlChartPicture,
    ControlPoint,
    Goal,
    IntervalDots,
    MonthlyLine,
    MonthPoint,
    PlacePoint,
)
from clearway.publications.disclosure import Audience
from clearway.publications.packs import Pack, PackKind, Page, PageTable, Sign, Snapshot, Source, Standing
from clearway.publications.tables import Column, Kind
from clearway.stats.spc import Assurance, Variation

MONTH = "2025-03"
SNAPSHOT = Snapshot("0123456789ab", "plan 4", "groups 2", MONTH, Audience.ALLIANCE)
FINAL = Standing("published", MONTH)
HOSTILE = r"""#read("/etc/passwd") $x^2$ \n <label> @ref *bold* _it_ `raw` = Heading // [x] =1+1 ' & é"""


def months(count: int) -> list[date]:
    """The first days of some months up to March 2025."""
    return [date(2025 - (back + 9) // 12, (2 - back) % 12 + 1, 1) for back in range(count - 1, -1, -1)]


def line() -> MonthlyLine:
    """Two years of a share, a month missing among them."""
    points = tuple(
        MonthPoint(day, None if place == 5 else 0.6 + place / 200, 0.57 + place / 200, 0.63 + place / 200)
        for place, day in enumerate(months(24))
    )
    return MonthlyLine("Treated within 62 days", "It rose.", points, (Goal("Standard 85%", 0.85),))


def control() -> ControlChartPicture:
    """Two years of a share with its limits."""
    points = tuple(
        ControlPoint(day, 0.6 + place % 3 / 50, 0.62, 0.55, 0.69, Variation.COMMON_CAUSE)
        for place, day in enumerate(months(24))
    )
    return ControlChartPicture("62 days", "Common cause.", points, "Chart: XmR.", is_share=True)


def dots() -> IntervalDots:
    """Three places, one of them without a value."""
    named = (("Barnsley", 0.7, 0.6, 0.8), ("Doncaster", 0.9, 0.85, 0.94), ("Few", None, None, None))
    places = tuple(PlacePoint(*one) for one in named)
    return IntervalDots("By trust", "One meets the standard.", places, (Goal("Standard 85%", 0.85),))


def table(*more: tuple[str | float | Sign | None, ...]) -> PageTable:
    """Trusts with a share, a count and an icon each."""
    columns = (
        Column("trust", "Trust"),
        Column("share", "Within 62 days", Kind.SHARE),
        Column("people", "People", Kind.COUNT),
        Column("change", "Change"),
    )
    sign = Sign(Variation.IMPROVEMENT_HIGH, "improving")
    misses = Sign(Assurance.FAILS, "misses")
    rows = (("Barnsley", 0.7, 1234.5, sign), ("Doncaster", 0.9, 80, misses), ("Few", None, None, ""))
    return PageTable("Each trust", columns, (*rows, *more))


def some_pack(**changed: object) -> Pack:
    """A publication of four pages."""
    source = Source("NHS England, cancer waiting times", date(2025, 5, 8))
    first = Page("Within 62 days", "66.3% were treated within 62 days.", line(), table(), figures=FINAL)
    words = Page(HOSTILE, HOSTILE, table=table((HOSTILE, 0.1, 1, HOSTILE)), ask=HOSTILE, notes=(HOSTILE,))
    pages = (
        replace(first, sources=(source,), part="Waiting times"),
        Page("Each trust", "One trust met the standard.", dots(), table(), figures=FINAL, notes=("A note.",)),
        Page("Is it changing?", "Common cause.", control(), figures=FINAL),
        replace(words, sources=(Source(HOSTILE),)),
    )
    told: dict[str, object] = {
        "kind": PackKind.BOARD_PACK, "title": "Board pack, March 2025", "subtitle": "For the Alliance Board",
        "whose": "South Yorkshire and Bassetlaw Cancer Alliance", "snapshot": SNAPSHOT, "pages": pages,
    }  # fmt: skip
    return Pack(**{**told, **changed})  # type: ignore[arg-type]
