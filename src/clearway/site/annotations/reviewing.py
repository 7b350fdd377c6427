"""How far definitions have come with the alliance's reviewers."""

from collections.abc import Iterable
from dataclasses import replace

from clearway.measures.catalogue import Measure, Status
from clearway.site.annotations.models import Review


def review_of(measure: Measure) -> Review | None:
    """The newest review of a definition that this alliance recorded; None where there is none."""
    return Review.objects.filter(measure=measure.id).first()


def reviews_of(measure: Measure) -> tuple[Review, ...]:
    """Every review of a definition, the newest first."""
    return tuple(Review.objects.filter(measure=measure.id))


def as_reviewed(measure: Measure) -> Measure:
    """The measure with the status that the alliance's reviewers gave it; as its file says where nobody did."""
    return _with(measure, review_of(measure))


def all_as_reviewed(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The same for many measures, with one question."""
    newest: dict[str, Review] = {}
    for review in Review.objects.all():
        newest.setdefault(review.measure, review)
    return tuple(_with(one, newest.get(one.id)) for one in measures)


def _with(measure: Measure, review: Review | None) -> Measure:
    """A review older than the one in the file (of an own measure published since) changes nothing."""
    if review is None or measure.status is Status.WITHDRAWN:
        return measure
    if measure.reviewed_on and measure.reviewed_on > review.reviewed_on:
        return measure
    return replace(
        measure,
        status=Status.REVIEWED,
        reviewed_by=f"{review.reviewer_name}, {review.as_role}",
        reviewed_on=review.reviewed_on,
        next_review=review.next_review,
    )
