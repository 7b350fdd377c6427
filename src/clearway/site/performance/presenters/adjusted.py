"""A computed figure with and without the days taken off, side by side."""

from dataclasses import dataclass
from decimal import Decimal

from clearway.measures.adjustments import AdjustmentEffect
from clearway.measures.answer import Position
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters.figure import first_of
from clearway.site.performance.presenters.notes import notes
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.tables import PageTable
from clearway.site.tables import ShownCell

COLUMNS = (
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("adjustments", "Adjustments"),
    Column("total", "Total", Kind.COUNT),
    Column("within", "Within", Kind.COUNT),
    Column("share", "Share within", Kind.SHARE),
    Column("lower", "95% interval from", Kind.SHARE),
    Column("upper", "95% interval to", Kind.SHARE),
)


@dataclass(frozen=True, slots=True)
class Count:
    """One of the two counts."""

    which: str
    within: Decimal
    rate: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class AdjustmentsShown:
    """The sentence and the table."""

    sentence: str
    table: PageTable


def adjustments(subject: Subject, position: Position, key: str) -> AdjustmentsShown | None:
    """The two counts; None for published figures and for a narrowed page, where they are not worked out."""
    asked = subject.asked
    if asked.basis == "published" or asked.cancer_type or asked.route or asked.modality:
        return None
    side = asked.side if subject.place.is_alliance else "trusts"
    effects = figures.adjustments(
        subject.standard.key, subject.month, subject.place_cut, subject.place.code, side, asked.organisations
    )
    effect = next((one for one in effects if one.standard_key == key), None)
    now = next((row for row in position.rows if row.period == subject.month and row.standard_key == key), None)
    if effect is None or now is None or not effect.total:
        return None
    counts = (
        Count("with adjustments", effect.within, effect.rate, now.lower, now.upper),
        Count(
            "without adjustments",
            effect.within_without,
            effect.rate_without,
            effect.lower_without,
            effect.upper_without,
        ),
    )
    title = f"{subject.standard.heading}, {subject.place.name}, {words.month(subject.month)}: adjustments"
    rows = tuple(
        (key, first_of(subject.month), one.which, effect.total, one.within, one.rate, one.lower, one.upper)
        for one in counts
    )
    table = Table(title, COLUMNS, rows, notes(position, subject.standard.card, [now]))
    shown = tuple(_shown(one, effect) for one in counts)
    return AdjustmentsShown(_sentence(effect, subject), PageTable("adjustments", table, HEADINGS, shown, ""))


HEADINGS = (
    ShownCell("Days counted", False),
    ShownCell("Total", True),
    ShownCell("Within", True),
    ShownCell("Share within", True),
    ShownCell("95% interval", True),
)


def _sentence(effect: AdjustmentEffect, subject: Subject) -> str:
    return (
        f"{words.count(effect.adjusted)} of {words.count(effect.total)} {subject.standard.counted} had days taken off, "
        f"{words.count(effect.days)} days in all. "
        f"{words.count(effect.turned)} are within the standard only because of it."
    )


def _shown(one: Count, effect: AdjustmentEffect) -> tuple[ShownCell, ...]:
    limits = "" if one.lower is None else f"{words.percent(one.lower)} to {words.percent(one.upper)}"
    return (
        ShownCell(one.which.capitalize(), False),
        ShownCell(words.count(effect.total), True),
        ShownCell(words.count(one.within), True),
        ShownCell(words.percent(one.rate), True),
        ShownCell(limits, True),
    )
