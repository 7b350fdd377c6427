"""What a plan hoped to move as a list, with what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse

from clearway.evaluation.words import month_in_words
from clearway.planning.structure import Plan
from clearway.publications.tables import Column, Table
from clearway.site.evaluation.of_plan import Hope
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.notes import notes

EMPTY = (
    "No deliverable says yet which number it should move, where, from when and by how much. Ask “Did it move?” on the "
    "page of a measure, and write the hope into the plan from there."
)


def hope_table(
    plan: Plan, hopes: Sequence[Hope], numbers: Mapping[str, int], today: date, version: int
) -> FoldingTable:
    """Each hope: for which deliverable, what, where, by how much, and the answer."""
    headings = ("Deliverable", "What should move", "Hoped", "Answer")
    names = ("deliverable", "title", "measure", "place", "from", "hoped", "unit", "mechanism", "answer", "in words")
    columns = tuple(Column(one.replace(" ", "_"), one.capitalize()) for one in (*names, "what could be seen"))
    rows = tuple(
        (
            *(one.deliverable, one.title, one.measure, one.place, one.move.since, one.move.hoped, one.unit),
            *(one.mechanism, one.heading, one.verdict or one.why_not, one.detectable),
        )
        for one in hopes
    )
    shown = tuple(
        (
            FoldingCell(one.title, (one.deliverable,), reverse("evidence:chain", args=[numbers[one.deliverable]])),
            FoldingCell(one.measure, (one.place,), one.href),
            FoldingCell(f"{one.move.hoped} {one.unit}", (f"from {month_in_words(one.move.since)}",)),
            FoldingCell(one.heading or "Cannot be asked", (one.verdict or one.why_not,)),
        )
        for one in hopes
    )
    definition = "What deliverables hoped to move, all judged together by Holm's method: 5 in 100 for any false claim."
    table = Table("Did the numbers move?", columns, rows, notes(plan, definition, today, version))
    return FoldingTable("hopes", table, headings, shown, EMPTY)
