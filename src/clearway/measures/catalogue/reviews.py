"""Whether a definition is due to be looked at again."""

from collections.abc import Iterable
from datetime import date

from clearway.measures.catalogue.measure import Measure, Status
from clearway.records.findings import Finding, FindingKind

OVERDUE = "MEASURE_REVIEW_OVERDUE"


def overdue(measure: Measure, today: date) -> Finding | None:
    """The finding that a measure's review day has passed, or None. On the day itself it is not overdue yet.

    A withdrawn measure needs no review.
    """
    if measure.status is Status.WITHDRAWN or today <= measure.next_review:
        return None
    late = (today - measure.next_review).days
    last = f"last reviewed on {measure.reviewed_on:%-d %B %Y}" if measure.reviewed_on else "never reviewed"
    return Finding(
        id=OVERDUE,
        kind=FindingKind.LOGICAL,
        message=(
            f"The review of {measure.id} ({measure.name}) was due on {measure.next_review:%-d %B %Y}, "
            f"{late} {'day' if late == 1 else 'days'} ago; it was {last}."
        ),
        mend=f"Ask the {measure.reviewed_by_role} to check it with its targets, and set the next review day.",
        column="next_review",
    )


def overdue_reviews(measures: Iterable[Measure], today: date) -> list[Finding]:
    """The findings of all measures whose review day has passed, the longest overdue first."""
    late = sorted((one for one in measures), key=lambda one: (one.next_review, one.id))
    return [finding for one in late if (finding := overdue(one, today))]
