"""Steadier values of small places: their own, drawn towards what all have in common."""

from dataclasses import dataclass

from clearway.measures.comparison import Peer, PeerSet, Shrinkage
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import interval, number, people, period, several
from clearway.site.tables import ShownTable

MEANS = (
    "The own value of a place with few people is mostly chance: one person more or fewer changes it much. The steadier "
    "value draws each place towards what all have in common, {common}: a place with few people nearly all the way, one "
    "with many hardly at all."
)
HALF_WAY = "What all have in common counts like {people:,.0f} people: a place with as many lies half way."
NOT_FOR = (
    "It is the better guess at how a place does, not what was counted. It labels nobody, and is no ranking: steadier "
    "values differ less than the places do."
)


@dataclass(frozen=True, slots=True)
class Steadier:
    """What drawing values together does, in words, and the table of both; no table where it could not be done."""

    words: tuple[str, ...]
    table: ShownTable | None


def steadier_of(subject: Subject, peers: PeerSet | None, units: str) -> Steadier | None:
    """Own and steadier values side by side; None for kinds of place that are not so small."""
    if peers is None or peers.shrinkage is None:
        return None
    held = peers.shrinkage
    if held.common is None:
        return Steadier((f"Steadier values of small {units} cannot be worked out: {held.note}.",), None)
    common = number(held.common, subject.measure)
    words = [MEANS.format(common=common), HALF_WAY.format(people=held.people), NOT_FOR]
    if held.note:
        words.insert(1, f"Here {held.note}.")
    return Steadier(tuple(words), _table(subject, peers, held))


def _table(subject: Subject, peers: PeerSet, held: Shrinkage) -> ShownTable:
    measure = subject.measure
    level = f"{held.level:.0%} limits"
    columns = (
        Column("area", several(subject.level)[0].upper() + several(subject.level)[1:]),
        Column("people", "People"),
        Column("value", "Own value", Kind.TEXT),
        Column("interval", level),
        Column("shrunken", "Steadier value", Kind.TEXT),
        Column("shrunken_interval", f"{level} of it"),
        Column("left", "How much of it is its own", Kind.SHARE),
    )
    ordered = sorted(peers.peers, key=lambda one: (one.value.area_name, one.value.area))
    rows = tuple(
        (
            one.value.area_name,
            people(one.value),
            number(one.value.value, measure),
            interval(one.value, measure),
            number(one.shrunken.value, measure),
            f"{number(one.shrunken.lower, measure)} to {number(one.shrunken.upper, measure)}",
            _left(one, held),
        )
        for one in ordered
        if one.shrunken is not None
    )
    values = [one.value for one in ordered]
    when = period(values[0].period_start, values[0].period_end)
    notes = notes_of(measure, values)
    table = Table(f"{measure.name}: own and steadier values, {when} ({held.method})", columns, rows, notes)
    return ShownTable("steadier", table, "No place has a steadier value.", missing="")


def _left(peer: Peer, held: Shrinkage) -> float | None:
    """How much of a place's own value is left in the steadier one."""
    counted = peer.value.denominator
    return counted / (counted + held.people) if counted is not None and held.people is not None else None
