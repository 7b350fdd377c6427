"""The figures of a board pack, gathered once from one open store: standards, ambitions, and what changed for real."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clearway.evaluation import Asked as MoveAsked
from clearway.evaluation import Evaluation, Question, evaluate, evaluate_together
from clearway.measures.catalogue import Catalogue, FrontPageRow, Measure
from clearway.measures.comparison import Glance, Line, MeasureTold, glance_of, lines_told, told_of
from clearway.measures.comparison.sentences import CHANGED, IMPROVING, WORSENING
from clearway.measures.months import last_day, month_of
from clearway.measures.position import snapshot_of
from clearway.measures.question import Basis
from clearway.measures.values import Asked, Ground
from clearway.planning.moves import Move
from clearway.publications.measure_line import monthly_series_of
from clearway.records.findings import Refused

STANDARDS = ("CWT-FDS", "CWT-31D", "CWT-62D")
SPECIAL = (*WORSENING, *IMPROVING, *CHANGED)
"""What counts as a change, in the order in which it is told."""

BOTH: tuple[Basis, ...] = ("published", "computed")
Days = Mapping[str, Sequence[date]]
Begun = Mapping[str, Days]
"""By the id of a measure, and by the code of an area, the period ends at which people began new phases."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigures:
    """Which figures: of an alliance and its trusts, up to the end of a month, on which basis the standards are.

    `trust` is the one trust that they are for (None for the whole board): of others it is told what is published.
    Refused (`PACK-TRUST-COMPUTED`) where it asks for computed figures of others.
    """

    month: str
    alliance: Named
    trusts: tuple[Named, ...]
    trust: Named | None = None
    basis: Basis = "published"

    @property
    def end(self) -> date:
        """The last day of the month."""
        return last_day(self.month)

    def __post_init__(self) -> None:
        if self.trust is not None and self.basis != "published":
            raise Refused(
                "The version for a trust's board shows other trusts too, so its standards are the published ones.",
                "Leave the basis out.",
                code="PACK-TRUST-COMPUTED",
            )


@dataclass(frozen=True, eq=False, slots=True)
class StandardTold:
    """One standard in the month: the line of the alliance, the trusts beside it, the line of the one trust."""

    measure: Measure
    alliance: Line
    trusts: MeasureTold
    own: Line | None


@dataclass(frozen=True, eq=False, slots=True)
class AmbitionTold:
    """One row of the first page: the line of the alliance, else of England; None where neither is held."""

    row: FrontPageRow
    measure: Measure
    line: Line | None
    whose: str


@dataclass(frozen=True, eq=False, slots=True)
class ChangeTold:
    """A special cause at the newest point of a line that the point before did not show."""

    measure: Measure
    glance: Glance


@dataclass(frozen=True, eq=False, slots=True)
class MoveTold:
    """What a deliverable should have moved, and whether it did; `why_not` where that cannot be asked."""

    move: Move
    measure: str
    place: str
    found: Evaluation | None
    why_not: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class BoardFigures:
    """Everything, from one snapshot. `looked_at` is how many lines could have shown a change."""

    asked: AskedFigures
    snapshot: str
    standards: tuple[StandardTold, ...]
    ambitions: tuple[AmbitionTold, ...]
    changes: tuple[ChangeTold, ...]
    looked_at: int
    moves: Mapping[str, tuple[MoveTold, ...]]


def board_figures(
    ground: Ground,
    catalogue: Catalogue,
    asked: AskedFigures,
    *,
    moves: Mapping[str, Sequence[Move]] | None = None,
    since: date | None = None,
    begun: Begun | None = None,
) -> BoardFigures:
    """Gather the figures from one open store. What small numbers are hidden is decided by `ground.shown`.

    `moves` are those of a plan's deliverables by their ids. With `since`, changes count that arrived after that day.
    Refused (`PACK-NO-MONTH`) where the alliance has no figure of the month for one of the standards.
    """
    reading = _Reading(ground, catalogue, asked, begun or {})
    standards = tuple(_standard(reading, catalogue[one]) for one in STANDARDS)
    changes, looked_at = _changes(reading, since)
    return BoardFigures(
        asked=asked,
        snapshot=snapshot_of(ground.figures),
        standards=standards,
        ambitions=tuple(_ambition(reading, row) for row in catalogue.front_page.rows),
        changes=changes,
        looked_at=looked_at,
        moves=_moved(reading, moves or {}),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What figures are read with."""

    ground: Ground
    catalogue: Catalogue
    asked: AskedFigures
    begun: Begun

    def lines(self, measure: Measure, area_type: str, codes: tuple[str, ...]) -> tuple[Line, ...]:
        wanted = Asked(area_type=area_type, areas=codes, last=self.asked.end, bases=self._bases(area_type, codes))
        return lines_told(self.ground, measure, wanted, rebased_at=self.begun.get(measure.id)).lines

    def _bases(self, area_type: str, codes: tuple[str, ...]) -> tuple[Basis, ...]:
        """Both bases; but a trust is told computed figures of itself alone, of everybody else published ones."""
        own = self.asked.trust
        is_open = own is None or (area_type == "provider" and codes == (own.code,))
        return BOTH if is_open else ("published",)


def _standard(reading: _Reading, measure: Measure) -> StandardTold:
    asked = reading.asked
    begun = reading.begun.get(measure.id)

    def told(area_type: str, codes: tuple[str, ...]) -> MeasureTold:
        wanted = Asked(area_type=area_type, areas=codes, last=asked.end, bases=(asked.basis,))
        return told_of(reading.ground, measure, wanted, rebased_at=begun)

    alliance = next(iter(told("alliance", (asked.alliance.code,)).lines), None)
    if alliance is None or month_of(alliance.latest.period_end) != asked.month:
        raise _no_month(asked, measure, alliance)
    trusts = told("provider", tuple(one.code for one in asked.trusts))
    code = asked.trust.code if asked.trust else ""
    return StandardTold(measure, alliance, trusts, next((one for one in trusts.lines if one.area == code), None))


def _no_month(asked: AskedFigures, measure: Measure, held: Line | None) -> Refused:
    words = f"This store has no {asked.basis} figure of {asked.alliance.name} for {measure.name} of {asked.month}."
    mend = f"The newest before it is of {month_of(held.latest.period_end)}." if held else "Load its file first."
    return Refused(words, mend, code="PACK-NO-MONTH")


def _ambition(reading: _Reading, row: FrontPageRow) -> AmbitionTold:
    measure = reading.catalogue[row.measure]
    for area_type, codes, whose in (
        ("alliance", (reading.asked.alliance.code,), reading.asked.alliance.name),
        ("england", (), "England"),
    ):
        lines = [one for one in reading.lines(measure, area_type, codes) if not one.group]
        if lines:
            return AmbitionTold(row, measure, lines[0], whose)
    return AmbitionTold(row, measure, None, "")


def _changes(reading: _Reading, since: date | None) -> tuple[tuple[ChangeTold, ...], int]:
    """New special causes of the alliance and its trusts (of the one trust alone where it is for one)."""
    asked = reading.asked
    trusts = (asked.trust,) if asked.trust else asked.trusts
    found: list[ChangeTold] = []
    looked_at = 0
    for measure in reading.catalogue:
        if not measure.is_measurable:
            continue
        for glance in _newest(reading, measure, tuple(one.code for one in trusts)):
            looked_at += 1
            is_new = since is None or glance.latest.as_at is None or glance.latest.as_at > since
            if glance.turned and glance.variation in SPECIAL and is_new:
                found.append(ChangeTold(measure, glance))
    found.sort(key=lambda one: (SPECIAL.index(one.glance.variation), one.measure.id, one.glance.area_name))
    return tuple(found), looked_at


def _newest(reading: _Reading, measure: Measure, trusts: tuple[str, ...]) -> Iterator[Glance]:
    """What the lines say that have limits, go on to the newest period of the measure, and show a value there."""
    for area_type, codes in (("alliance", (reading.asked.alliance.code,)), ("provider", trusts)):
        lines = [one for one in reading.lines(measure, area_type, codes) if not one.group] if codes else []
        newest = max((one.latest.period_end for one in lines), default=None)
        told = (one for one in lines if one.has_limits and one.latest.period_end == newest)
        yield from (glance_of(one, measure) for one in told if one.latest.value is not None)


def _moved(reading: _Reading, moves: Mapping[str, Sequence[Move]]) -> dict[str, tuple[MoveTold, ...]]:
    """Whether lines did what was hoped. All are judged together, so that many questions make no claim by chance."""
    told = {name: [_asked_of(reading, one) for one in held] for name, held in moves.items() if held}
    asked = [one for held in told.values() for _, one in held if one is not None]
    found = iter(evaluate_together(asked) if asked else ())
    return {
        name: tuple(move if one is None else replace(move, found=next(found)) for move, one in held)
        for name, held in told.items()
    }


def _asked_of(reading: _Reading, move: Move) -> tuple[MoveTold, MoveAsked | None]:
    """A move and the question that it is; no question where it cannot be asked, and then why not."""
    measure = reading.catalogue.measures.get(move.measure)
    if measure is None:
        return MoveTold(move, move.measure, "", None, "The catalogue has no such measure."), None
    level, codes = (move.level or "alliance"), ((move.area or reading.asked.alliance.code),)
    line = next((one for one in reading.lines(measure, level, codes) if not one.group), None)
    series = monthly_series_of(line, measure) if line else None
    if line is None or series is None:
        return MoveTold(move, measure.name, "", None, "No monthly figures of it are held."), None
    hoped = float(move.hoped) / 100 if series.is_share else float(move.hoped)
    asked = MoveAsked(Question(measure.name, line.area_name, move.since, hoped, move.mechanism or ""), series)
    told = MoveTold(move, measure.name, line.area_name, None)
    try:
        evaluate(asked.question, asked.series)
    except Refused as refusal:
        return replace(told, why_not=refusal.reason), None
    return told, asked
