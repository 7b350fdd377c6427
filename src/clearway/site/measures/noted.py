"""What people wrote beside a measure: marks and new phases for its charts, comments, and definitions of their own."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.publications.charts import Annotation
from clearway.site.annotations import reading
from clearway.site.annotations.models import Comment

Days = Mapping[str, tuple[date, ...]]
"""By the code of an area the period ends at which something was written down; the empty code holds everywhere."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What changes the charts of a measure: where people began new phases, and of which periods a cause is known."""

    rebased_at: Days
    explained_at: Days

    @property
    def key(self) -> Hashable:
        """The same for the same notes."""
        return tuple(
            (tuple(sorted((area, days[area]) for area in days)), days.get("", ()))
            for days in (self.rebased_at, self.explained_at)
        )


NOTHING_NOTED = Noted({}, {})


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is read: words, whose, when."""

    words: str
    author: str
    day: date


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the chart of one area."""

    marks: tuple[Annotation, ...]
    comments: tuple[Said, ...]


def beside_chart(measure: Measure, area: str) -> Beside:
    """What stands beside the chart of an area: marks on it, and comments."""
    return Beside(marks_of(measure, area), comments_of(measure, area))


def noted_of(measure: Measure) -> Noted:
    """What changes the charts of a measure."""
    return _noted(reading.phases_of(measure), reading.explained_of(measure))


def noted_of_each(measures: Iterable[Measure]) -> Mapping[str, Noted]:
    """The same of many measures by their ids, with two questions for them all."""
    asked = tuple(measures)
    begun, explained = reading.phases_of_each(asked), reading.explained_of_each(asked)
    return {one.id: _noted(begun[one.id], explained[one.id]) for one in asked}


def _noted(begun: Mapping[str, list[date]], explained: Days) -> Noted:
    return Noted({area: tuple(days) for area, days in begun.items()}, explained)


def marks_of(measure: Measure, area: str) -> tuple[Annotation, ...]:
    """What is marked on the chart of an area: what happened, and each new phase with its reason and who set it."""
    happened = [Annotation(one.at, one.words) for one in reading.marks_of(measure, area)]
    phases = [
        Annotation(one.begins, f"limits begin anew: {one.words} ({one.author_name})")
        for one in reading.live_phases(measure)
        if one.area == area
    ]
    return tuple(sorted((*happened, *phases), key=lambda one: one.day))


def comments_of(measure: Measure, area: str) -> tuple[Said, ...]:
    """What people said beside the chart of an area, the newest first."""
    return tuple(map(_said, reading.comments_of(measure, area)))


def _said(comment: Comment) -> Said:
    return Said(comment.words, comment.author_name, comment.written_on)
