"""What differs between two states of a plan, and what has to be mended in a workbook, as lists on a page."""

from collections.abc import Sequence

from clearway.planning.differences import Difference
from clearway.planning.structure import Plan
from clearway.planning.workbook.reading import Wrong
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.notes import FACTS, made_up

HEADINGS = ("Row", "What happens", "From → to")
COLUMNS = (
    *(Column("id", "Id"), Column("kind", "Kind"), Column("words", "Words"), Column("way", "What happens")),
    *(Column("field", "What"), Column("before", "From"), Column("after", "To")),
)


def difference_table(plan: Plan, found: Sequence[Difference], title: str) -> FoldingTable:
    """Each difference with what it was and what it is; in the file a line for each thing that differs."""
    rows = tuple(
        (one.subject, one.kind, one.name, one.way.value, *told)
        for one in found
        for told in ([(each.name, each.before, each.after) for each in one.fields] or [("", "", "")])
    )
    notes = Notes(
        definition="Rows of the plan that were added, changed or withdrawn between two states of it.",
        source=f"{plan.meta.title}, {plan.meta.period}",
        as_at="As compared now",
        snapshot=f"plan {plan.meta.id}",
        licence=plan.meta.licence or FACTS,
        mark=made_up(plan),
    )
    shown = tuple(_row(one) for one in found)
    return FoldingTable("differences", Table(title, COLUMNS, rows, notes), HEADINGS, shown, "Nothing differs.")


def _row(one: Difference) -> tuple[FoldingCell, ...]:
    lines = tuple(one.lines())
    words = lines[0] if lines else "–"
    return (
        FoldingCell(one.name, (f"{one.kind} {one.subject}",)),
        FoldingCell(one.way.value, is_short=True),
        FoldingCell(words, lines[1:]),
    )


def wrong_table(name: str, found: Sequence[Wrong]) -> FoldingTable:
    """What has to be mended, row by row."""
    headings = ("Where", "What is wrong", "How to mend it")
    columns = (
        *(Column("sheet", "Sheet"), Column("row", "Row", Kind.COUNT), Column("column", "Column")),
        *(Column("wrong", "What is wrong"), Column("mend", "How to mend it")),
    )
    rows = tuple((one.sheet, one.row or None, one.column, one.wrong, one.mend) for one in found)
    notes = Notes("What has to be mended before the workbook can be loaded.", name, "As sent now", "none", "None")
    shown = tuple(
        (
            FoldingCell(f"{one.sheet}, row {one.row}" if one.row else one.sheet, (one.column,)),
            FoldingCell(one.wrong),
            FoldingCell(one.mend),
        )
        for one in found
    )
    return FoldingTable("wrong", Table(f"To mend in {name}", columns, rows, notes), headings, shown, "Nothing.")
