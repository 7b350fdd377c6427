"""What is asked against what is promised: which deliverable answers which recommendation, ambition or objective."""

from collections.abc import Iterable
from dataclasses import dataclass

from clearway.planning.framework import WATCH, Framework
from clearway.planning.structure import Deliverable, Plan

RECOMMENDATION, AMBITION, ACHIEVEMENT = "recommendation", "ambition", "achievement"


@dataclass(frozen=True)
class Asked:
    """One thing asked of the plan. `number` is that of a recommendation, None for anything else."""

    id: str
    kind: str
    text: str
    number: int | None = None
    area: str = ""
    is_verified: bool = True
    is_watched: bool = False


@dataclass(frozen=True)
class Answer:
    """A deliverable that answers something, and how we know: empty words when the plan links them itself."""

    deliverable: str
    basis: str = ""


@dataclass(frozen=True)
class CoverageRow:
    """One thing asked and what answers it."""

    asked: Asked
    answers: tuple[Answer, ...]

    @property
    def is_orphan(self) -> bool:
        """Whether nothing answers it, though somebody should."""
        return not self.answers and not self.asked.is_watched

    def answer(self, deliverable: str) -> Answer | None:
        """How a deliverable answers it, if it does."""
        return next((one for one in self.answers if one.deliverable == deliverable), None)


@dataclass(frozen=True)
class Coverage:
    """The matrix: rows of what is asked, columns of deliverables, and what is alone on either side."""

    rows: tuple[CoverageRow, ...]
    deliverables: tuple[Deliverable, ...]

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """What is asked and no deliverable answers."""
        return tuple(row.asked for row in self.rows if row.is_orphan)

    @property
    def unasked(self) -> tuple[Deliverable, ...]:
        """Deliverables that answer nothing, neither by themselves nor by their parent."""
        answering = {one.deliverable for row in self.rows for one in row.answers}
        return tuple(one for one in self.deliverables if one.id not in answering and one.parent not in answering)


def coverage_of(plan: Plan, framework: Framework | None) -> Coverage:
    """The matrix of a plan against a framework; without one, against the recommendations that the plan prints."""
    asked = [*_recommendations(plan, framework), *(_items(framework) if framework else ())]
    rows = tuple(CoverageRow(one, tuple(_answers(plan, framework, one))) for one in asked)
    return Coverage(rows, plan.deliverables)


def _recommendations(plan: Plan, framework: Framework | None) -> Iterable[Asked]:
    told = framework.recommendations if framework else {}
    printed = {number for one in plan.workstreams for number in one.recommendations_printed}
    linked = {number for one in plan.deliverables for number in one.recommendations}
    for number in sorted({*told, *printed, *linked}):
        achievements = told.get(number, ())
        text = "; ".join(one.text for one in achievements) or "not among those of the framework"
        yield Asked(
            f"recommendation {number}", RECOMMENDATION, text, number, achievements[0].area if achievements else ""
        )


def _items(framework: Framework) -> Iterable[Asked]:
    for kind, items in ((AMBITION, framework.ambitions), (ACHIEVEMENT, framework.achievements)):
        for one in items:
            yield Asked(one.id, kind, one.text, None, one.area, one.verified, one.role == WATCH)


def _answers(plan: Plan, framework: Framework | None, asked: Asked) -> Iterable[Answer]:
    twins = framework.twins(asked.id) if framework and asked.kind == AMBITION else frozenset({asked.id})
    for one in plan.deliverables:
        if asked.number is not None:
            if asked.number in one.recommendations:
                yield Answer(one.id, one.recommendations_basis or "")
            elif any(asked.number in activity.recommendations for activity in one.activities):
                yield Answer(one.id, "by an activity")
        elif asked.id in (*one.ambitions, *one.achievements, *one.serves):
            yield Answer(one.id)
        elif twins & {*one.ambitions, *one.serves}:
            yield Answer(one.id, "the same ambition, printed under another number")
