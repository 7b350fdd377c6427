"""Annotations, comments and new phases: writing each is one change, and so is withdrawing it."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from clearway.measures.catalogue import Measure
from clearway.records.findings import Refused
from clearway.site import words as say
from clearway.site.annotations.areas import checked_area, one_code
from clearway.site.annotations.models import LONGEST_WORDS, Annotation, AnnotationKind, Comment, Note, Phase, Precision
from clearway.site.annotations.permissions import check_may_annotate, check_may_set_phases, check_may_withdraw
from clearway.site.annotations.points import points_of
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership

Kind = TypeVar("Kind", bound=Note)

EARLIEST = date(1971, 1, 1)
"""No figure of this store is older than cancer registration."""
LATEST = date(2099, 12, 31)


def annotate(
    *,
    by: Membership,
    measure: Measure | None,
    area: str,
    at: date,
    precision: Precision,
    kind: AnnotationKind,
    words: str,
) -> Annotation:
    """Mark a day or month on the charts of one measure, or of all (None), at one area or all (empty).

    Raises PermissionDenied, or Refused with words for the person.
    """
    code = one_code(checked_area(area))
    check_may_annotate(by, code)
    if not EARLIEST <= at <= LATEST:
        raise Refused(f"No figure is of {say.day(at)}.", "Correct the year.", code="ANNOTATION-DATE")
    if precision == Precision.MONTH:
        at = at.replace(day=1)
    note = Annotation(
        **_written(by, measure, code, checked_words(words, what="The annotation", longest=LONGEST_WORDS)),
        kind=AnnotationKind(kind),
        at=at,
        precision=Precision(precision),
    )
    return _kept(note, by=by, event="annotation written", more={"at": at, "precision": precision, "kind": kind})


def comment(*, by: Membership, measure: Measure, area: str, words: str) -> Comment:
    """Write a comment beside the chart of a measure. Raises PermissionDenied, or Refused with words."""
    code = one_code(checked_area(area))
    check_may_annotate(by, code)
    note = Comment(**_written(by, measure, code, checked_words(words, what="The comment", longest=LONGEST_WORDS)))
    return _kept(note, by=by, event="comment written", more={})


def begin_phase(*, by: Membership, measure: Measure, area: str, begins: date, reason: str) -> Phase:
    """Work out the limits of an area's line anew from the period that ends on `begins`.

    Raises PermissionDenied, or Refused: without a reason, for a day on which no period of the line ends, for its first
    period, where a phase begins anyway, and for a phase that was begun already.
    """
    check_may_set_phases(by)
    code = checked_area(area)
    if not code:
        raise Refused("A phase is begun for one area.", "Choose the area.", code="PHASE-AREA")
    points = points_of(measure, code)
    _check_begins(measure, code, begins, points)
    words = checked_words(reason, what="The reason", longest=LONGEST_WORDS)
    with transaction.atomic():
        if (
            Phase.objects.select_for_update()
            .filter(measure=measure.id, area=code, begins=begins, withdrawn_at=None)
            .exists()
        ):
            raise Refused(
                f"A phase of {measure.id} at {code} begins on {say.day(begins)} already.",
                "Withdraw that one first if its reason is wrong.",
                code="PHASE-HELD",
            )
        phase = Phase(**_written(by, measure, code, words), begins=begins)
        return _kept(phase, by=by, event="new phase begun", more={"begins": begins})


def withdraw(*, by: Membership, note: Note, reason: str) -> Note:
    """Withdraw an annotation, comment or phase: it holds no longer and stays readable with the reason."""
    check_may_withdraw(by, note)
    words = checked_words(reason, what="The reason", longest=LONGEST_WORDS)
    with transaction.atomic():
        held = type(note)._default_manager.select_for_update().get(pk=note.pk)
        if held.is_withdrawn:
            raise Refused("It was withdrawn already.", "Nothing is to be done.", code="WITHDRAWN")
        held.withdrawn_by, held.withdrawn_at, held.withdrawn_reason = by.person.email, timezone.now(), words
        held.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        audit.record(
            event=f"{note.noun} withdrawn",
            by=by,
            subject=held,
            reason=words,
            before={"measure": held.measure, "area": held.area, "words": held.words},
        )
    return held


def _check_begins(measure: Measure, area: str, begins: date, points: tuple[date, ...]) -> None:
    if not points:
        raise Refused(
            f"This store holds no values of {measure.id} for {area}.",
            "Choose an area with a line.",
            code="PHASE-POINTS",
        )
    if begins not in points:
        near = min(points, key=lambda one: abs(one - begins))
        raise Refused(
            f"No period of {measure.id} at {area} ends on {say.day(begins)}.",
            f"Its {len(points)} periods end from {say.day(points[0])} to {say.day(points[-1])}; the nearest ends on "
            f"{say.day(near)}.",
            code="PHASE-POINTS",
        )
    if begins == points[0]:
        raise Refused(
            f"{say.day(begins)} is the end of the first period, where a phase begins anyway.",
            "Choose a later period.",
            code="PHASE-FIRST",
        )


def _written(by: Membership, measure: Measure | None, area: str, words: str) -> dict[str, Any]:
    return {
        "measure": measure.id if measure else "",
        "area": area,
        "words": words,
        "author": by.person.email,
        "author_name": by.person.name,
        "written_at": timezone.now(),
    }


def _kept(note: Kind, *, by: Membership, event: str, more: dict[str, Any]) -> Kind:
    with transaction.atomic():
        note.save()
        told = {"measure": note.measure, "area": note.area, "words": note.words, **more}
        audit.record(event=event, by=by, subject=note, after=told)
    return note
