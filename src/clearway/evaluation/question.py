"""What is asked: which measure should have moved, where, from when, by how much, by which mechanism, against what."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearway.evaluation.series import MonthlySeries
from clearway.records.findings import Refused
from clearway.stats.interrupted import FEWEST_A_SIDE, Kind
from clearway.stats.segmented import Seasons

MONTHS_OF_LEVEL = 12
"""The level before the change is that of its last year."""


class Pandemic(StrEnum):
    """What is done with March 2020 to March 2021."""

    LEFT_OUT = "left out"
    """The months are drawn, and the model does not rest on them; its line goes on through them."""

    MODELLED = "modelled"
    """The months have a level of their own, and what comes after them has another."""


@dataclass(frozen=True, slots=True)
class Question:
    """Did this measure, here, move from this month (`YYYY-MM`) by what was hoped?

    `hoped` is signed, on the scale of the values (three percentage points up: 0.03 of a share). `mechanism` says by
    which steps the change should have reached the number; `control` what the control series is.
    """

    measure: str
    place: str
    from_month: str
    hoped: float
    mechanism: str = ""
    control: str = ""

    @property
    def way(self) -> int:
        """1 when a rise was hoped, -1 when a fall."""
        return 1 if self.hoped > 0 else -1


@dataclass(frozen=True, slots=True)
class Conditions:
    """How it is answered. Said before the answer is known, and shown with it.

    `settling` months from the change on are left out, as a new way of working settles. `since` lets the series begin
    later than its figures do. `seasons` may be none; where they are asked for they are in the model from 36 months on.
    `level` is that of intervals, so a false claim has a chance of 1 - level; `power` that of what could be seen.
    """

    pandemic: Pandemic = Pandemic.LEFT_OUT
    seasons: Seasons | None = Seasons.WAVE
    settling: int = 0
    since: str = ""
    level: float = 0.95
    power: float = 0.8


def check_question(question: Question, series: MonthlySeries, points_before: int) -> None:
    """`Refused` in words where the question cannot be asked of this series."""
    if question.hoped == 0 or not np.isfinite(question.hoped):
        raise Refused(
            "No hoped change is named, so there is nothing to hold the figures against.",
            "Say by how much the number should move, and which way: +3 or -3.",
            code="NO_HOPE",
        )
    if points_before < FEWEST_A_SIDE:
        raise Refused(
            f"{_subject(question)} has {points_before} months with figures before {question.from_month} that can be "
            f"used; {FEWEST_A_SIDE} are the fewest from which its path can be told.",
            "Take a series with a longer history, or a larger place that has one.",
            code="TOO_FEW_BEFORE",
        )
    _check_possible(question, series)


def _check_possible(question: Question, series: MonthlySeries) -> None:
    """A share cannot pass 0% or 100%, a count cannot fall below none."""
    place = series.months.index(question.from_month) if question.from_month in series.months else len(series.months)
    known = series.shown[:place][~np.isnan(series.shown[:place])][-MONTHS_OF_LEVEL:]
    reached = float(known.mean()) + question.hoped
    is_beyond = (series.is_share and not 0 <= reached <= 1) or (series.kind is Kind.COUNT and reached < 0)
    if is_beyond:
        level, change = (f"{one:.1%}" if series.is_share else f"{one:,.4g}" for one in (known.mean(), question.hoped))
        raise Refused(
            f"{_subject(question)} was {level} in the year before; a change of {change} cannot be.",
            "Name a change that is possible. Changes of shares are percentage points.",
            code="HOPE_IMPOSSIBLE",
        )


def _subject(question: Question) -> str:
    return f"{question.measure} at {question.place}" if question.place else question.measure
