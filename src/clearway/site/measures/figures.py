"""The values of this store's measures: each question answered once for each published version, and remembered."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import duckdb

from clearway.clocks import ClockRules
from clearway.measures.catalogue import Catalogue, Measure
from clearway.measures.catalogue.places import Place
from clearway.measures.comparison import Glances, Line, MeasureTold, glances_of, lines_told, told_of
from clearway.measures.position import snapshot_of
from clearway.measures.question import Basis
from clearway.measures.targets import Trajectories, trajectories_held
from clearway.measures.values import Asked, FoundIn, Ground, MeasureValue, values_of
from clearway.pathways.waiting_counts import WaitingGroup, waiting_groups
from clearway.pipeline.waiting import counting_waiting
from clearway.publications.disclosure import ValueTables
from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.measures.kept import kept
from clearway.site.measures.levels import Held, held_in, levels_of
from clearway.site.measures.noted import NOTHING_NOTED, Noted
from clearway.site.measures.permissions import EVERYTHING, Sight
from clearway.site.measures.remembered import Remembered
from clearway.site.performance import figures
from clearway.site.performance.audience import policy_now, shown_under
from clearway.site.performance.known import looked_at
from clearway.stats.disclosure import DisclosureRule

Answer = TypeVar("Answer")
OWN: tuple[Basis, ...] = ("computed",)
"""The bases on which somebody sees values of their own trust that are not published."""

_remembered = Remembered()
_groups = Remembered(most_answers=64)


@dataclass(frozen=True, slots=True)
class GroupsFound:
    """The values of groups of people as they are kept: `place` counts through the places where a measure is found."""

    place: int | None
    values: tuple[MeasureValue, ...]
    by: str
    small: DisclosureRule

    @classmethod
    def of(cls, found: FoundIn, places: Sequence[Place]) -> "GroupsFound":
        """What was found in one of these places, or in none."""
        place = None if found.place is None else list(places).index(found.place)
        return cls(place, found.values, found.by, found.small)

    def in_one_of(self, places: Sequence[Place]) -> FoundIn:
        """What was found, in its place."""
        return FoundIn(None if self.place is None else places[self.place], self.values, self.by, self.small)


def catalogue() -> Catalogue:
    """The measures of this store: the shipped ones, and the alliance's own where it has any."""
    return own.catalogue()


def measure_of(measure_id: str) -> Measure | None:
    """One measure by its id; None where there is none."""
    return catalogue().measures.get(measure_id)


@contextmanager
def ground() -> Iterator[Ground]:
    """What values are worked out on: this store's figures as published now, read-only.

    Refused (`ANALYTICAL-EMPTY`) before anything was loaded, and where a page looks at an earlier day.
    """
    if looked_at():
        words = "Measures are shown as they are known today, not as they were known on an earlier day."
        raise Refused(words, "Leave as_known_on out of the address.", code="MEASURES_TODAY_ONLY")
    with figures.reader().open() as opened:
        rules = ClockRules(figures.rules(), figures.organisations())
        everything = Ground(opened, figures.rules(), counting_waiting(rules, _waiting_on))
        tables = ValueTables(everything, lambda details: policy_now("computed", details), figures.once_for_version)
        yield replace(everything, shown=tables.shown)


def told(
    measure_id: str,
    area_type: str = "england",
    areas: tuple[str, ...] = (),
    *,
    first: date | None = None,
    last: date | None = None,
    sight: Sight = EVERYTHING,
    noted: Noted = NOTHING_NOTED,
) -> MeasureTold:
    """Lines, peers and benchmark of a measure at a kind of area, as far as somebody may see them.

    Who does not see the whole alliance gets published values; and where nothing is published, the computed values of
    their own trust, without anybody to compare it with. `noted` is what people wrote down of the measure.
    Between `first` and `last` lines are judged by the periods within them alone.
    """
    measure = catalogue()[measure_id]
    asked = Asked(area_type=area_type, areas=areas, first=first, last=last)
    key = ("told", measure, asked, sight, noted.key)
    return _answered(
        key,
        lambda on: _told(on, measure, asked, sight, noted),
        lambda found: sum(len(line.points) for line in found.lines),
    )


def glances(
    measure_id: str,
    area_type: str = "england",
    areas: tuple[str, ...] = (),
    *,
    sight: Sight = EVERYTHING,
    noted: Noted = NOTHING_NOTED,
) -> Glances:
    """What the lines of a measure say now, for lists: the same lines as those of `told`."""
    measure = catalogue()[measure_id]
    asked = Asked(area_type=area_type, areas=areas)
    key = ("glances", measure, asked, sight, noted.key)

    def made() -> Glances:
        with ground() as on:
            return _as_seen(
                sight,
                asked,
                lambda one: glances_of(on, measure, one, rebased_at=noted.rebased_at, explained_at=noted.explained_at),
                lambda found: found.lines,
            )

    return made() if looked_at() else remembered(key, lambda: kept(key, Glances, made), lambda found: len(found.lines))


def lines(
    measure_id: str, area_type: str, areas: tuple[str, ...], *, sight: Sight = EVERYTHING, noted: Noted = NOTHING_NOTED
) -> tuple[Line, ...]:
    """The lines of a few areas with their history, without a comparison of the areas; else as `told`."""
    measure = catalogue()[measure_id]
    asked = Asked(area_type=area_type, areas=areas)

    def made(on: Ground) -> tuple[Line, ...]:
        return _as_seen(
            sight,
            asked,
            lambda one: (
                lines_told(on, measure, one, rebased_at=noted.rebased_at, explained_at=noted.explained_at).lines
            ),
            bool,
        )

    key = ("lines", measure, asked, sight, noted.key)
    return _answered(key, made, lambda found: sum(len(line.points) for line in found))


def values(measure_id: str, asked: Asked, *, sight: Sight = EVERYTHING) -> FoundIn:
    """The values of a measure as asked, as far as somebody may see them."""
    return _values(measure_id, asked, sight, is_nearest=False)


def nearest(measure_id: str, asked: Asked, *, sight: Sight = EVERYTHING) -> FoundIn:
    """Values of something like a measure, which must never be shown as the measure itself."""
    return _values(measure_id, asked, sight, is_nearest=True)


def held_levels(measure: Measure, *, is_nearest: bool = False) -> tuple[str, ...]:
    """The kinds of area of which this store has values of a measure, from the whole to the parts."""
    return levels_of(measure.nearest if is_nearest else measure.found_in, _held_here())


def trajectories() -> Trajectories:
    """The trajectories that organisations agreed, as this store holds them."""
    return _answered("trajectories", lambda on: trajectories_held(on.figures), len)


def snapshot() -> str:
    """The name of the figures shown, which stands in every file that is taken away."""
    return _answered("snapshot", lambda on: snapshot_of(on.figures), lambda _: 1)


def remembered(key: Hashable, make: Callable[[], Answer], size: Callable[[Answer], int]) -> Answer:
    """Anything that is made of this published version and of what its key names: once, then from memory."""
    return _remembered.answer((_now(), key), make, size)


def _values(measure_id: str, asked: Asked, sight: Sight, *, is_nearest: bool) -> FoundIn:
    measure = catalogue()[measure_id]
    key = ("values", measure, asked, sight, is_nearest)

    def made() -> FoundIn:
        with ground() as on:
            return _seen(on, measure, asked, sight, is_nearest)

    if looked_at():
        return made()
    places = measure.nearest if is_nearest else measure.found_in

    def shared() -> FoundIn:
        found = kept(key, GroupsFound, lambda: GroupsFound.of(made(), places))
        return found.in_one_of(places)

    # Groups of people are hidden by whole tables, which takes long: all processes share what came of it.
    return remembered(key, shared if asked.by else made, lambda found: len(found.values))


def _told(on: Ground, measure: Measure, asked: Asked, sight: Sight, noted: Noted) -> MeasureTold:
    def answer(one: Asked) -> MeasureTold:
        found = told_of(on, measure, one, rebased_at=noted.rebased_at, explained_at=noted.explained_at)
        is_own = not sight.sees_all and one.bases == OWN
        return replace(found, benchmark=None, peers=None) if is_own else found

    return _as_seen(sight, asked, answer, lambda found: found.lines)


def _seen(on: Ground, measure: Measure, asked: Asked, sight: Sight, is_nearest: bool) -> FoundIn:
    return _as_seen(
        sight, asked, lambda one: values_of(on, measure, one, nearest=is_nearest), lambda found: found.values
    )


def _as_seen(
    sight: Sight, asked: Asked, answer: Callable[[Asked], Answer], holds: Callable[[Answer], object]
) -> Answer:
    """The answer that somebody may see: of everything, else of what is published, else of their own trust."""
    if sight.sees_all:
        return answer(asked)
    published = answer(replace(asked, bases=("published",)))
    theirs = _own(asked, sight)
    return published if holds(published) or theirs is None else answer(theirs)


def _own(asked: Asked, sight: Sight) -> Asked | None:
    """The question for computed values of one's own trust; None where it is not asked about."""
    if asked.area_type != "provider" or (asked.areas and sight.only_trust not in asked.areas):
        return None
    return replace(asked, areas=(sight.only_trust,), bases=OWN)


def _answered(key: Hashable, make: Callable[[Ground], Answer], size: Callable[[Answer], int]) -> Answer:
    """An answer from memory when this published version has been asked before, else worked out."""

    def made() -> Answer:
        with ground() as on:
            return make(on)

    return made() if looked_at() else _remembered.answer((_now(), key), made, size)


def _now() -> Hashable:
    """What is shown now: the published version, of which store, with which organisations, to whom, under what."""
    return figures.version().number, figures.folder(), figures.organisations(), shown_under()


def _held_here() -> Held:
    return _held(figures.folder(), figures.version().number)


@lru_cache(maxsize=2)
def _held(_path: Path, _version: int) -> Held:
    def made() -> Held:
        with ground() as on:
            return held_in(on.figures)

    return kept(("held",), Held, made)


def _waiting_on(opened: duckdb.DuckDBPyConnection, *, rules: ClockRules, day: date) -> Sequence[WaitingGroup]:
    """Who waits on a day: counted once for each published version, because several measures ask."""
    key = figures.version().number, figures.folder(), rules.organisations, day

    def made() -> tuple[WaitingGroup, ...]:
        return tuple(waiting_groups(opened, rules=rules, day=day))

    return _groups.answer(key, lambda: kept(("waiting", day), tuple[WaitingGroup, ...], made), len)


def newest_of(held: Sequence[MeasureValue]) -> tuple[MeasureValue, ...]:
    """The values of the newest period among some that have a value; none where none has."""
    last = max((one.period_end for one in held if one.value is not None), default=None)
    return tuple(one for one in held if one.period_end == last)
