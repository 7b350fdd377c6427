"""The versions of a plan as a list."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.models import Plan, PlanVersion
from clearway.site.plan.presenters.notes import FACTS

MOST_LINES = 6


def version_table(plan: Plan, held: Sequence[PlanVersion], today: date) -> FoldingTable:
    """Each version: when, who made it, why or who agreed it, what changed against the one before."""
    headings = ("Version", "Made by", "Why, or who agreed it", "What changed")
    columns = (
        *(Column("version", "Version", Kind.NUMBER), Column("day", "Day", Kind.DATE), Column("who", "Made by")),
        *(Column("role", "Role"), Column("why", "Why, or who agreed it"), Column("changed", "What changed")),
    )
    rows = tuple(
        (one.number, timezone.localdate(one.at), one.by_name, one.by_role, one.reason, "; ".join(one.changed))
        for one in held
    )
    notes = Notes(
        definition="Every version of the plan, whole as it was.",
        source=plan.title,
        as_at=f"As at {words.day(today)}",
        snapshot=f"plan {plan.code}, version {plan.version}",
        licence=FACTS,
    )
    shown = tuple(_row(one) for one in held)
    return FoldingTable("versions", Table("Versions of the plan", columns, rows, notes), headings, shown, "None yet.")


def _row(one: PlanVersion) -> tuple[FoldingCell, ...]:
    lines = list(one.changed)
    left = len(lines) - MOST_LINES
    told = [*lines[:MOST_LINES], *([f"and {left} more: compare it below, or take the list"] if left > 0 else [])]
    first = told[0] if told else "It was loaded for the first time." if one.number == 1 else "–"
    return (
        FoldingCell(f"{one.number}", (words.day(timezone.localdate(one.at)),), is_short=True),
        FoldingCell(one.by_name, (one.by_role,)),
        FoldingCell(one.reason or "not said"),
        FoldingCell(first, tuple(told[1:])),
    )
