"""Places compared: with what, a funnel, a table with words, the spread between them, and who is most alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import NOT_PLACES, Against, Peer, PeerSet
from clearway.measures.comparison.against import alike_at
from clearway.measures.comparison.sentences import how_many_more, of_peers
from clearway.measures.neighbours import METHOD, Neighbours
from clearway.measures.values import MeasureValue
from clearway.publications.charts import Drawing, FunnelChart, funnel_chart
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures.presenters.against_choice import against_options, against_words
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.presenters.spread import spread_words
from clearway.site.measures.presenters.steadier import Steadier, steadier_of
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import interval, number, people, period, periods, several
from clearway.site.performance.figures import drawing_board, organisations
from clearway.site.performance.presenters.choices import Option
from clearway.site.tables import ShownTable
from clearway.stats.funnel import OUTER, PROPORTION, Overdispersion, overdispersed_limits, overdispersion

FEWEST_FUNNEL = 5
NEAREST = 10


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
    choice: tuple[Option, ...] = ()
    against: str = ""
    steadier: Steadier | None = None


def peers_of(subject: Subject) -> PeersShown | None:
    """The areas of the subject's kind in the newest period that England has too; None where there are no others.

    Against an alliance or neighbours, the places of that circle alone.
    """
    told, measure = subject.told, subject.measure
    if subject.level == "england" or len({line.area for line in told.lines}) < 2:
        return None
    peers, values = subject.peers, values_compared(subject)
    alike = _alike(subject)
    marks = {one.code: "statistical neighbour" for one in alike.nearest} if alike else {}
    units = several(subject.level)
    when = values[0].period_start, values[0].period_end
    return PeersShown(
        sentence=of_peers(peers, units, periods(measure)) if peers else "",
        method=_method(peers, subject),
        period=period(*when),
        drawing=_funnel(peers, subject, units),
        spread=tuple(spread_words(subject, values, units)),
        neighbours=_alike_words(alike, subject),
        neighbours_method=METHOD if alike and alike.nearest else "",
        table=_table(subject, values, peers, marks),
        choice=against_options(subject),
        against=against_words(subject),
        steadier=steadier_of(subject, peers, units),
    )


def values_compared(subject: Subject) -> list[MeasureValue]:
    """The values compared: those of the benchmark's period; without a benchmark, of the newest period."""
    held = subject.period_values
    if subject.compared is None or subject.compared.peers is None:
        return held
    members = subject.compared.circle.members
    return [one for one in held if one.area in members]


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
    about = f"about {by_chance:.0f}" if by_chance >= 1 else "fewer than one"
    said = f"{outside} of {len(chart.points)} lie outside the 95% limits; by chance alone {about} would."
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


def _alike(subject: Subject) -> Neighbours | None:
    codes = frozenset(line.area for line in subject.told.lines)
    return alike_at(subject.level, subject.area, subject.line.latest.period_end, codes, organisations())


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
        Column("against", _against(subject, peers)),
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


def _against(subject: Subject, peers: PeerSet | None) -> str:
    """The heading of the column of labels, short enough for a phone."""
    if subject.against is Against.NEIGHBOURS:
        return "Against all these together"
    return f"Against {peers.benchmark_name}" if peers else "Against England"


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
    return f"after {how_many_more(peer.more_periods, periods(measure))}"
