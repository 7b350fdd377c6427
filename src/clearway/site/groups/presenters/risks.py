"""The strategic risks of the plan in force: those that score highest, each with its control and its assurance."""

from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.presenters.notes import notes
from clearway.site.plan.models import Concern, ConcernKind, Deliverable, StatusUpdate
from clearway.site.plan.reading import newest_first

HIGH = 12
"""Likelihood times impact from which a risk is shown to a group."""
MOST_LISTED = 15
HEADINGS = ("Risk", "Score", "Control: what is done about it", "Assurance: how it is known")


def strategic_risks(today: date) -> FoldingTable:
    """Open risks and issues of the plan in force from a score of `HIGH` on, the highest first."""
    plans = newest_first()[:1]
    rows = Concern.objects.filter(deliverable__plan__in=plans, deliverable__is_withdrawn=False, is_withdrawn=False)
    rows = rows.filter(closed_on=None).exclude(kind=ConcernKind.ASSUMPTION).select_related("deliverable")
    high = sorted((one for one in rows if _score(one) >= HIGH), key=lambda one: (-_score(one), one.pk))[:MOST_LISTED]
    said = _newest_updates([one.deliverable for one in high])
    columns = (
        *(Column("risk", "Risk"), Column("kind", "Kind"), Column("deliverable", "Deliverable")),
        *(Column("score", "Score", Kind.NUMBER), Column("control", "Control"), Column("owner", "Looked after by")),
        *(Column("assurance", "Assurance"), Column("review_by", "Look again by", Kind.DATE)),
    )
    told = tuple(
        (
            *(one.text, one.kind, f"{one.deliverable.code} {one.deliverable.title}", _score(one)),
            *(one.control or None, one.owner or None, _assurance(one, said), one.review_by),
        )
        for one in high
    )
    definition = f"Open risks and issues of the plan in force with a score of {HIGH} or more of 25."
    table = Table("Strategic risks", columns, told, notes(definition, today, rows=len(told)))
    empty = f"No open risk of the plan scores {HIGH} or more of 25."
    return FoldingTable("risks", table, HEADINGS, tuple(_shown(one, said, today) for one in high), empty)


def _shown(one: Concern, said: dict[int, StatusUpdate], today: date) -> tuple[FoldingCell, ...]:
    is_late = one.review_by is not None and one.review_by < today
    again = f"Look again by {words.day(one.review_by)}" if one.review_by else "No day is set to look again"
    code = f"{one.deliverable.code} {one.deliverable.title}"
    return (
        FoldingCell(one.text, (code,), reverse("plan:deliverable", args=[one.deliverable_id])),
        FoldingCell(str(_score(one)), is_short=True),
        FoldingCell(one.control or "Nothing is said", (one.owner or "nobody named",)),
        FoldingCell(_assurance(one, said), (again,), tag="overdue" if is_late else ""),
    )


def _score(one: Concern) -> int:
    return (one.likelihood or 0) * (one.impact or 0)


def _assurance(one: Concern, said: dict[int, StatusUpdate]) -> str:
    """What was last shown of the deliverable: its state, month, and evidence."""
    update = said.get(one.deliverable_id)
    if update is None:
        return "Nothing was shown yet"
    shown = f": {update.evidence}" if update.evidence else ", without evidence"
    return f"{update.get_status_display()}, {words.month(update.month)}{shown}"


def _newest_updates(deliverables: list[Deliverable]) -> dict[int, StatusUpdate]:
    """The newest update of each deliverable."""
    found: dict[int, StatusUpdate] = {}
    for one in StatusUpdate.objects.filter(deliverable__in=deliverables).order_by("at", "pk"):
        found[one.deliverable_id] = one
    return found
