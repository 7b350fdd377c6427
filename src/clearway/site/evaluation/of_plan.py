"""What a plan hoped to move, asked together: the chance of any false claim stays as stated for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from clearway.evaluation import Evaluation, Question, said
from clearway.evaluation.evaluate import Asked as AskedOf
from clearway.evaluation.evaluate import evaluate, evaluate_together
from clearway.planning.moves import Move
from clearway.planning.structure import Plan
from clearway.publications.measure_line import SHARE
from clearway.records.findings import Refused
from clearway.site.evaluation.series import series_of
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.permissions import Sight
from clearway.site.measures.presenters.now import named
from clearway.site.measures.subject import subject_of

NO_VALUES = "This store holds no values of it that you may see."
NOT_MONTHLY = "Its values are not of single months, so months before and after cannot be held together."
UNKNOWN = "No measure of this store has this id."


@dataclass(frozen=True, slots=True)
class Hope:
    """A change that a deliverable hoped for, and the answer. `why_not` says why there is none."""

    deliverable: str
    title: str
    move: Move
    measure: str
    place: str
    unit: str
    href: str
    mechanism: str
    heading: str = ""
    verdict: str = ""
    detectable: str = ""
    why_not: str = ""


def hopes_of(plan: Plan, sight: Sight, only: str = "") -> tuple[Hope, ...]:
    """Every hoped change of a plan with its answer, all judged together; `only` shows those of one deliverable."""
    key = tuple((one.id, one.moves, one.mechanism) for one in plan.deliverables if one.moves)
    if not key:
        return ()
    try:
        found = figures.remembered(
            ("plan hopes", key, sight), lambda: _answered(plan, sight), lambda made: 50 * len(made)
        )
    except Refused:
        # Nothing was published in this store yet: every question waits.
        found = tuple(hope for hope, _ in _each(plan, None))
    return tuple(one for one in found if not only or one.deliverable == only)


def _answered(plan: Plan, sight: Sight) -> tuple[Hope, ...]:
    begun = list(_each(plan, sight))
    asked = [one for _, one in begun if one is not None]
    answers = iter(_together(asked))
    return tuple(hope if question is None else _told(hope, next(answers)) for hope, question in begun)


def _each(plan: Plan, sight: Sight | None) -> Iterator[tuple[Hope, AskedOf | None]]:
    for one in plan.deliverables:
        yield from (_begun(one.id, one.title, move, one.mechanism or "", sight) for move in one.moves)


def _together(asked: Sequence[AskedOf]) -> Sequence[Evaluation]:
    return evaluate_together(asked) if asked else ()


def _begun(code: str, title: str, move: Move, mechanism: str, sight: Sight | None) -> tuple[Hope, AskedOf | None]:
    """A hope, and the question that is asked of the figures; None where none can be asked, and the hope says why."""
    steps = move.mechanism or mechanism
    measure = figures.measure_of(move.measure)
    if measure is None:
        return Hope(code, title, move, move.measure, "", "", "", steps, why_not=UNKNOWN), None
    href = _href(move)
    unit = "percentage points" if measure.unit.shown == SHARE else measure.unit.title
    if sight is None:
        return Hope(code, title, move, measure.name, "", unit, href, steps, why_not=NO_VALUES), None
    try:
        subject = subject_of(measure, View(level=move.level or "", area=move.area or ""), sight)
        if subject is None:
            return Hope(code, title, move, measure.name, "", unit, href, steps, why_not=NO_VALUES), None
        place = named(subject.line.area_name, subject.line.group)
        series = series_of(subject)
        if series is None:
            return Hope(code, title, move, measure.name, place, unit, href, steps, why_not=NOT_MONTHLY), None
        size = float(move.hoped) / SHARE if series.is_share else float(move.hoped)
        question = Question(measure.name, place, move.since, size, steps)
        # Asked alone first: what cannot be asked is told beside its own row, and spoils no other.
        evaluate(question, series)
        return Hope(code, title, move, measure.name, place, unit, href, steps), AskedOf(question, series)
    except Refused as refusal:
        why = f"{refusal.reason} {refusal.mend}"
        return Hope(code, title, move, measure.name, "", unit, href, steps, why_not=why), None


def _told(hope: Hope, found: Evaluation) -> Hope:
    words = said(found)
    return Hope(
        hope.deliverable, hope.title, hope.move, hope.measure, hope.place, hope.unit, hope.href, hope.mechanism,
        words.heading, words.verdict, words.detectable,
    )  # fmt: skip


def _href(move: Move) -> str:
    asked = {"level": move.level or "", "area": move.area or "", "from": move.since, "hoped": move.hoped}
    held = urlencode({name: one for name, one in asked.items() if one})
    return f"{reverse('evaluation:evaluation', args=[move.measure])}?{held}"
