"""What stands beside the charts of a measure: marks in time, comments, phases, and which periods have a known cause."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from clearway.measures.catalogue import Measure
from clearway.measures.months import last_day, month_of, months_between
from clearway.site.annotations.areas import codes_of
from clearway.site.annotations.models import EVERYWHERE, Annotation, Comment, Note, Phase

MONTHS_OF = {"monthly": 1, "quarterly": 3, "twice a year": 6, "annual": 12}
WEEK = timedelta(days=7)


class ByArea(Mapping[str, tuple[date, ...]]):
    """Days by the code of an area; an area that is not named has the days that hold everywhere."""

    def __init__(self, own: Mapping[str, tuple[date, ...]], everywhere: tuple[date, ...]) -> None:
        self._own = own
        self._everywhere = everywhere

    def __getitem__(self, area: str) -> tuple[date, ...]:
        """The days of an area; never a KeyError."""
        own = (day for code in codes_of(area) for day in self._own.get(code, ()))
        return tuple(sorted({*own, *self._everywhere}))

    def __contains__(self, area: object) -> bool:
        """Every area has days, be they none."""
        return isinstance(area, str)

    def __iter__(self) -> Iterator[str]:
        """The areas that have days of their own."""
        return iter(self._own)

    def __len__(self) -> int:
        """How many areas have days of their own."""
        return len(self._own)


def marks_of(measure: Measure, area: str = EVERYWHERE) -> tuple[Annotation, ...]:
    """The annotations that stand on the chart of an area, in order of time: its own, and those of every measure or
    everywhere. Withdrawn ones do not. Without an area, those that hold everywhere."""
    live = Annotation.objects.filter(_of_measure(measure), area__in={EVERYWHERE, *codes_of(area)}, withdrawn_at=None)
    return tuple(live.order_by("at", "pk"))


def comments_of(measure: Measure, area: str = EVERYWHERE) -> tuple[Comment, ...]:
    """The comments beside the chart of an area, newest first: its own and those on every area."""
    return tuple(Comment.objects.filter(measure=measure.id, area__in={EVERYWHERE, *codes_of(area)}, withdrawn_at=None))


def notes_of(measure: Measure, area: str | None) -> tuple[Note, ...]:
    """Every note on a measure, withdrawn ones too, newest first within each kind: annotations, comments, phases.

    With an area, its own notes and those that hold everywhere; None for those of every area.
    """
    held: list[Note] = []
    for kind in (Annotation, Comment, Phase):
        rows = kind._default_manager.filter(_of_measure(measure))
        held.extend(rows if area is None else rows.filter(area__in={EVERYWHERE, *codes_of(area)}))
    return tuple(held)


def note_of(kind: type[Note], number: int) -> Note | None:
    """The note of a kind with a number; None where there is none."""
    return kind._default_manager.filter(pk=number).first()


def phases_of(measure: Measure) -> dict[str, list[date]]:
    """The ends of the periods at which people began new phases, by area, for `lines_of(…, rebased_at=…)`."""
    return _begun(live_phases(measure).order_by("begins"))


def phases_of_each(measures: Iterable[Measure]) -> dict[str, dict[str, list[date]]]:
    """By the id of each measure what `phases_of` says of it, with one question for them all."""
    held: dict[str, list[Phase]] = {one.id: [] for one in measures}
    for phase in Phase.objects.filter(withdrawn_at=None).order_by("begins"):
        if phase.measure in held:
            held[phase.measure].append(phase)
    return {name: _begun(phases) for name, phases in held.items()}


def _begun(phases: Iterable[Phase]) -> dict[str, list[date]]:
    begun: dict[str, list[date]] = {}
    for phase in phases:
        begun.setdefault(phase.area, []).append(phase.begins)
    return begun


def live_phases(measure: Measure) -> "QuerySet[Phase]":
    """The phases of a measure that hold, the newest first, each with reason, author and day."""
    return Phase.objects.filter(measure=measure.id, withdrawn_at=None)


def explained_of(measure: Measure) -> ByArea:
    """The period ends by which a cause was written down, by area, for `lines_of(…, explained_at=…)`.

    An annotation explains the period in which it lies. Of quarters and years the months in which they end are not
    known here, so every month end is named within which such a period that holds the day can end: one of them is it.
    """
    return _explained(measure, Annotation.objects.filter(_of_measure(measure), withdrawn_at=None))


def explained_of_each(measures: Iterable[Measure]) -> dict[str, ByArea]:
    """By the id of each measure what `explained_of` says of it, with one question for them all."""
    held = list(Annotation.objects.filter(withdrawn_at=None))
    return {one.id: _explained(one, [mark for mark in held if mark.measure in ("", one.id)]) for one in measures}


def _explained(measure: Measure, marks: Iterable[Annotation]) -> ByArea:
    own: dict[str, tuple[date, ...]] = {}
    for mark in marks:
        own[mark.area] = (*own.get(mark.area, ()), *_ends_around(mark, measure.periodicity))
    everywhere = own.pop(EVERYWHERE, ())
    return ByArea(own, everywhere)


def _of_measure(measure: Measure) -> Q:
    return Q(measure__in=("", measure.id))


def _ends_around(mark: Annotation, periodicity: str) -> tuple[date, ...]:
    """Every day on which a period that holds the time of a mark can end."""
    if periodicity == "weekly":
        days = (mark.until - mark.at).days + WEEK.days
        return tuple(mark.at + timedelta(days=number) for number in range(days))
    first = month_of(mark.at)
    number = int(first[:4]) * 12 + int(first[5:]) - 1 + MONTHS_OF[periodicity] - 1
    return tuple(last_day(month) for month in months_between(first, f"{number // 12:04}-{number % 12 + 1:02}"))
