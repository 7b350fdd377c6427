"""Taking in a whole file of activities: every row, or none with words for each row that cannot be taken."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from clearway.intake.child import rows_in_child
from clearway.records.findings import Refused
from clearway.site.engagement.importing import RowProblem, SentPlanner, read_planner
from clearway.site.engagement.permissions import check_may_keep
from clearway.site.engagement.services.planner import add_activity
from clearway.site.organisations.models import Membership

MOST_PROBLEMS = 200


class PlannerRowsRefused(Refused):
    """Some rows cannot be taken; nothing of the file is kept. `problems` says for each what is wrong."""

    def __init__(self, problems: list[RowProblem]) -> None:
        rows = len({one.row for one in problems})
        super().__init__(
            f"{rows:,} {'row has' if rows == 1 else 'rows have'} something that cannot be kept; nothing was taken in.",
            "Correct the rows below in your file, and send it again.",
            code="ENG-ROWS",
        )
        self.problems = problems[:MOST_PROBLEMS]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many activities a file brought, and which of its columns were not read."""

    added: int
    ignored: tuple[str, ...]


def take_in_planner(*, by: Membership, content: bytes, name: str) -> TakenIn:
    """Add the activities of a file. Raises PermissionDenied, Refused for the file, or PlannerRowsRefused."""
    check_may_keep(by)
    with tempfile.TemporaryDirectory(prefix="clearway-planner-") as folder:
        path = Path(folder) / "planner"
        path.write_bytes(content)
        sent = read_planner(rows_in_child(path, name))
    if sent.problems:
        raise PlannerRowsRefused(list(sent.problems))
    if not sent.activities:
        raise Refused("The file has a heading and no rows.", "Fill the template in.", code="FILE_EMPTY")
    _add_all(by, sent)
    return TakenIn(len(sent.activities), sent.ignored)


def _add_all(by: Membership, sent: SentPlanner) -> None:
    problems = []
    with transaction.atomic():
        for place, about in enumerate(sent.activities, start=1):
            try:
                add_activity(by=by, about=about)
            except Refused as refusal:
                problems.append(RowProblem(place + 1, "", f"“{about.text[:60]}”: {refusal}"))
        if problems:
            raise PlannerRowsRefused(problems)
