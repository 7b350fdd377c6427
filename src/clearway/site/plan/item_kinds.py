"""The kinds of rows of a plan that are changed on pages, each with what a person may say of it.

Their fields are the columns of the workbook of a plan: the same words, read by the same rules.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from clearway.planning.workbook.columns import (
    ACTIVITIES,
    DELIVERABLES,
    MILESTONES,
    PRIORITIES,
    WORKSTREAMS,
    Column,
    SheetShape,
)
from clearway.site.plan.models import Activity, Deliverable, Milestone, Priority, Row, Workstream

LAST_NUMBER = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class ItemKind:
    """One kind of row. `left_out` are columns that other pages change; `holder` is the model its parent is of."""

    key: str
    words: str
    model: type[Row]
    shape: SheetShape
    holder: type[Row] | None = None
    left_out: tuple[str, ...] = ("id", "line")
    only_new: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The column that names its parent; empty for a workstream."""
        return self.shape.parent or ("workstream" if self.holder is Workstream else "")

    def columns(self, *, is_new: bool) -> tuple[Column, ...]:
        """The columns that the page shows."""
        hidden = {*self.left_out, *(() if is_new else self.only_new)}
        return tuple(one for one in self.shape.columns if one.key not in hidden)

    def rows(self, plan: int) -> Any:
        """Its rows of a plan, withdrawn ones too."""
        of = {"deliverable__plan": plan} if self.holder is Deliverable else {"plan": plan}
        return self.model._default_manager.filter(**of)


SOURCE = ("source", "verified", "basis", "recommendations_basis", "principles", "aims", "delivered_in", "shared_with")
NOT_OF_ACTIVITIES = ("id", "line", "same_as", "due.printed")
NOT_OF_MILESTONES = ("id", "forecast", "actual", "due.printed")
DATED_ONCE = ("baseline",)
EVERY = (
    ItemKind("workstream", "workstream", Workstream, WORKSTREAMS),
    ItemKind("priority", "priority", Priority, PRIORITIES, Workstream),
    ItemKind("deliverable", "deliverable", Deliverable, DELIVERABLES, Workstream, ("id", "line", "status", *SOURCE)),
    ItemKind("activity", "activity", Activity, ACTIVITIES, Deliverable, NOT_OF_ACTIVITIES),
    ItemKind("milestone", "milestone", Milestone, MILESTONES, Deliverable, NOT_OF_MILESTONES, DATED_ONCE),
)
KINDS: Mapping[str, ItemKind] = {one.key: one for one in EVERY}


def next_code(last: str, taken: Collection[str], otherwise: str) -> str:
    """The code after the last one of its kind: `WS6` after `WS5`; `otherwise` begins one where there is none yet."""
    found = LAST_NUMBER.fullmatch(last)
    stem, number = (found[1], int(found[2])) if found else (otherwise, 0)
    while f"{stem}{number + 1}" in taken:
        number += 1
    return f"{stem}{number + 1}"
