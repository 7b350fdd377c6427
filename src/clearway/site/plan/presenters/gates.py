"""Gates of a deliverable on its page, and those that hold its next state back."""

from collections.abc import Sequence

from django.urls import reverse

from clearway.planning.gates import BEFORE, KINDS
from clearway.publications.tables import Cell
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.funding import money_table
from clearway.site.plan.presenters.listing import Seen
from clearway.site.plan.services.gates import Stand


def gate_table(seen: Seen, stands: Sequence[Stand], code: str, *, may_update: bool) -> FoldingTable:
    """Each gate with what it comes before, whether it is passed, and what shows that."""
    shown = [
        (
            FoldingCell(
                KINDS[one.gate.kind].words,
                (BEFORE[one.gate.before],),
                reverse("plan:gate", args=[one.gate.pk]) if may_update else "",
            ),
            FoldingCell("Passed" if one.is_met else "", tag="" if one.is_met else "open"),
            FoldingCell(one.words),
        )
        for one in stands
    ]
    told: list[tuple[Cell, ...]] = [
        (KINDS[one.gate.kind].words, BEFORE[one.gate.before], "passed" if one.is_met else "open", one.words)
        for one in stands
    ]
    headings, columns = ("Gate", "State", "What shows it"), ("Gate", "Before", "State", "What shows it")
    note = "What must be there before the deliverable starts or is done. A form counts once every part is signed."
    caption, empty = f"Gates of {code}", "No gate is set: it may start without."
    return money_table(seen, "gates", caption, headings, shown, told, note, empty, columns)


def held_back(stands: Sequence[Stand]) -> list[tuple[str, str, str]]:
    """The gates that are open, each with what is missing and where it is seen to."""
    return [(one.title, one.words, reverse("plan:gate", args=[one.gate.pk])) for one in stands if not one.is_met]
