"""Places compared: a funnel, a table with words, the spread between them, and who is most alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import NOT_PLACES, Peer, PeerSet
from clearway.measures.comparison.sentences import of_peers
from clearway.measures.neighbours import METHOD, Neighbours, neighbours_of, neighbours_of_trust
from clearway.measures.values import MeasureValue
from clearway.publications.charts import Drawing, FunnelChart, funnel_chart
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import interval, number, people, period, periods, several
from clearway.site.performance.figures import drawing_board, organisations
from clearway.site.tables import ShownTable
from clearway.standards.places import Level
from clearway.stats.funnel import OUTER, PROPORTION, Overdispersion, overdispersed_limits, overdispersion
from clearway.stats.spread import Spread, is_variation_shrinking, spread_between

YEAR = timedelta(days=365)
FEWEST_FUNNEL = 5
NEAREST = 10
OWN = {"provider": "trusts"}
WITH_NEIGHBOURS = ("provider", "district", "icb", "sub_icb", "alliance")


@dataclass(frozen=True, slots=True)
class PeersShown:
    """Places of one period compared. Sentences are empty, and the drawing None, where nothing can be said."""

    sentence: str
    method: str
    period: str
    drawing: Drawing | None
    spread: tuple[str, ...]
    neighbours: str
    neighbours_method: str
    table: ShownTable


def peers_of(subject: Subject) -> PeersShown | None:
    """The areas of the subject's kind in the newest period that England has too; None where there are no others."""
    told, measure = subject.told, subject.measure
    if subject.level == "england" or len({line.area for line in told.lines}) < 2:
        return None
    peers, values = told.peers, values_compared(subject)
    alike = _alike(subject)
    marks = {one.code: "statistical neighbour" for one in alike.nearest} if alike else {}
    units = several(subject.level)
    when = values[0].period_start, values[0].period_end
    return PeersShown(
        sentence=of_peers(peers, units, periods(measure)) if peers else "",
        method=_method(peers, subject),
        period=period(*when),
        drawing=_funnel(peers, subject, units),
        spread=tuple(_spread(subject, when[1], units)),
        neighbours=_alike_words(alike, subject),
        neighbours_method=METHOD if alike and alike.nearest else "",
        table=_table(subject, values, peers, marks),
    )


def values_compared(subject: Subject) -> list[MeasureValue]:
    """The values compared: those of the benchmark's period; without a benchmark, of the newest period."""
    end = subject.told.benchmark.period_end if subject.told.benchmark else subject.told.newest
    group = subject.line.group
    return [
        point.value
        for line in subject.told.lines
        if line.group == group
        for point in line.points
        if point.period_end == end and point.value is not None
    ]


def _method(peers: PeerSet | None, subject: Subject) -> str:
    if peers is None:
        why = "no value of England is held for the same period from the same source"
        return f"Nobody is called better or worse here: {why}." if not subject.line.group else ""
    told = f"Held against {peers.benchmark_name} ({number(peers.benchmark, subject.measure)}) by {peers.method}."
    if peers.difference is not None:
        told += f" A difference of {peers.difference * 100:.0f} percentage points is the one that is looked for."
    return told


def _funnel(peers: PeerSet | None, subject: Subject, units: str) -> Drawing | None:
    if peers is None or peers.funnel is None or len(peers.peers) < FEWEST_FUNNEL:
        return None
    names = [_short(one.value.area_name) for one in peers.peers]
    title = f"{subject.measure.name} by {units}, each at its number of people"
    wider = overdispersion(
        [one.value.numerator or 0.0 for one in peers.peers],
        [one.value.denominator or 0.0 for one in peers.peers],
        PROPORTION,
    )
    chart = funnel_chart(title, names, peers.funnel, units=units, size_title="people counted", wider=wider)
    return drawing_board().draw(_plainly(chart, peers, wider))


def _plainly(chart: FunnelChart, peers: PeerSet, wider: Overdispersion) -> FunnelChart:
    """The funnel with a sentence that names nobody: hundreds of names are in the table."""
    outside = sum(not point.place.startswith(("inside", "within")) for point in chart.points)
    by_chance = peers.funnel.expected_by_chance()[0] if peers.funnel else 0.0
    said = f"{outside} of {len(chart.points)} lie outside the 95% limits; by chance alone about {by_chance:.0f} would."
    if wider.adjusts:
        limits = overdispersed_limits(wider, [point.size for point in chart.points], OUTER)
        values = np.array([point.value for point in chart.points])
        beyond = int(np.count_nonzero((values > limits.upper) | (values < limits.lower)))
        said += (
            f" All of them vary more than chance; outside the wider 99.8% limits (grey) that allow for it: {beyond}."
        )
    return replace(chart, sentence=said)


def _short(name: str) -> str:
    return name.replace(" NHS Foundation Trust", "").replace(" NHS Trust", "")


def _spread(subject: Subject, end: date, units: str) -> Sequence[str]:
    """How far apart the places lie beyond chance, and whether that is less than a year before."""
    now = _spread_on(subject, end)
    if now is None:
        return ("How far apart they lie beyond chance is worked out for shares with counts alone.",)
    if np.isnan(now.deviation):
        return (f"How far apart they lie beyond chance cannot be said: {now.note}.",)
    low, high = f"{now.tenth:.1%}", f"{now.ninetieth:.1%}"
    held = (
        f"Between {now.units} {units}, chance taken away, eight of ten would lie between {low} and {high}. "
        f"The higher of these is {now.ratio:.2f} times the lower (95% limits {now.ratio_lower:.2f} to "
        f"{now.ratio_upper:.2f})."
    )
    before = max((one for one in _ends(subject) if one <= end - YEAR), default=None)
    earlier = _spread_on(subject, before) if before else None
    if earlier is None or before is None or np.isnan(earlier.deviation):
        return (held, "No period a year before is held, so nothing can be said of a change of the spread.")
    change = is_variation_shrinking(earlier, now)
    when = period(before.replace(day=1), before) if subject.measure.periodicity == "monthly" else f"{before:%Y}"
    return (
        held,
        f"Compared with {when} the spread shows: {change.words} (change of the standard deviation on the logit scale "
        f"{change.change:+.2f}, 95% limits {change.lower:+.2f} to {change.upper:+.2f}).",
    )


def _ends(subject: Subject) -> set[date]:
    return {point.period_end for line in subject.told.lines for point in line.points if point.value is not None}


def _spread_on(subject: Subject, end: date | None) -> Spread | None:
    counted = [
        point.value
        for line in subject.told.lines
        if line.group == subject.line.group and line.area not in NOT_PLACES
        for point in line.points
        if point.period_end == end and point.value is not None and point.value.denominator
    ]
    if subject.measure.unit.key != "percent" or not counted:
        return None
    return spread_between([one.numerator or 0.0 for one in counted], [one.denominator or 0.0 for one in counted])


def _alike(subject: Subject) -> Neighbours | None:
    if subject.level not in WITH_NEIGHBOURS:
        return None
    day = subject.line.latest.period_end
    if subject.level == "provider":
        among = {line.area for line in subject.told.lines}
        return neighbours_of_trust(subject.area, day, count=NEAREST, among=among, organisations=organisations())
    return neighbours_of(subject.area, day, count=NEAREST) if subject.level in set(Level) else None


def _alike_words(alike: Neighbours | None, subject: Subject) -> str:
    if alike is None:
        return ""
    if not alike.nearest:
        return f"No statistical neighbours of {subject.line.area_name} are known: {alike.note}."
    names = ", ".join(one.name for one in alike.nearest)
    return f"Most like {subject.line.area_name} in who lives there, whatever their results: {names}."


def _table(
    subject: Subject, values: Sequence[MeasureValue], peers: PeerSet | None, marks: dict[str, str]
) -> ShownTable:
    measure = subject.measure
    by_area = {one.value.area: one for one in peers.peers} if peers else {}
    ordered = sorted(values, key=lambda one: (one.area in NOT_PLACES, one.area_name, one.area))
    columns = (
        Column("area", subject_heading(subject)),
        Column("value", "Value", Kind.TEXT),
        Column("interval", "95% limits"),
        Column("people", "People"),
        Column("against", f"Against {peers.benchmark_name}" if peers else "Against England"),
        Column("until", "When it could be told"),
        Column("alike", f"Like {_short(subject.line.area_name)}"),
    )
    rows = tuple(
        (
            one.area_name,
            number(one.value, measure) or one.note,
            interval(one, measure) or "none given",
            people(one),
            _label(by_area.get(one.area), one),
            _until(by_area.get(one.area), measure),
            "this one" if one.area == subject.area else marks.get(one.area, ""),
        )
        for one in ordered
    )
    title = f"{measure.name} by {several(subject.level)}, {period(values[0].period_start, values[0].period_end)}"
    table = Table(title, columns, rows, notes_of(measure, values))
    links = {(place, 0): subject.view(area=one.area).query() for place, one in enumerate(ordered)}
    return ShownTable("places", table, "No place has a value in this period.", links, missing="")


def subject_heading(subject: Subject) -> str:
    """The heading of a column of areas."""
    return several(subject.level)[0].upper() + several(subject.level)[1:]


def _label(peer: Peer | None, value: MeasureValue) -> str:
    if peer is None:
        return "not a place" if value.area in NOT_PLACES else "not compared"
    said = peer.label
    return f"{said} ({peer.note})" if peer.note and said == "not known" else said


def _until(peer: Peer | None, measure: Measure) -> str:
    """How long until a difference could be told; empty where it can be told now, or nobody reckoned it."""
    if peer is None or peer.label != "too few to say":
        return ""
    if peer.more_periods is None:
        return "not in any time that can be reckoned"
    word = periods(measure)
    return f"after {peer.more_periods:,.0f} more {word.removesuffix('s') if peer.more_periods < 1.5 else word}"
