"""Taking in a whole file of entries: every row, or none with words for each row that cannot be taken."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clearway.intake.child import rows_in_child
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.registers.importing import Problem, SentRow, read_cells
from clearway.site.registers.models import Entry
from clearway.site.registers.permissions import check_may_add
from clearway.site.registers.schema import Schema
from clearway.site.registers.schema.schema import Values
from clearway.site.registers.schema.values import read_values
from clearway.site.registers.services.entries import (
    Draft,
    Invalid,
    change_entry,
    checked_reason,
    in_use,
)
from clearway.site.registers.services.many import Additions

MOST_PROBLEMS = 200


class RowsRefused(Refused):
    """Some rows cannot be taken. `problems` says for each what is wrong; nothing of the file is kept."""

    def __init__(self, problems: list[Problem]) -> None:
        rows = len({one.row for one in problems})
        super().__init__(
            f"{rows:,} {'row has' if rows == 1 else 'rows have'} something that cannot be kept; nothing was taken in.",
            "Correct the rows below in your file, and send it again.",
            code="REGISTER-ROWS",
        )
        self.problems = problems[:MOST_PROBLEMS]
        self.all = len(problems)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: entries added, changed, and found as they were; headings that were not read."""

    added: int
    changed: int
    same: int
    ignored: tuple[str, ...]


def take_in(*, by: Membership, register: str, content: bytes, name: str, reason: str, today: date) -> TakenIn:
    """Take in a file of entries. Rows with a number change that entry; rows without one add an entry.

    Raises PermissionDenied, Refused for a file that cannot be read, or RowsRefused with what is wrong row by row.
    """
    check_may_add(by)
    why = checked_reason(reason)
    with tempfile.TemporaryDirectory(prefix="clearway-entries-") as folder:
        path = Path(folder) / "entries"
        path.write_bytes(content)
        sent = rows_in_child(path, name)
    with transaction.atomic():
        schema = in_use(register)
        sheet = read_cells(schema, sent)
        if sheet.problems:
            raise RowsRefused(list(sheet.problems))
        if not sheet.rows:
            raise Refused("The file has a heading and no rows.", "Fill the template in.", code="FILE_EMPTY")
        problems: list[Problem] = []
        added = Additions(by=by, schema=schema, reason=why, today=today)
        rows = sorted(sheet.rows, key=lambda row: not row.number)  # a changed entry may make room for a new one
        done = [_taken(by, schema, row, why, today, problems, added) for row in rows]
        if problems:
            raise RowsRefused(sorted(problems, key=lambda one: one.row))  # leaves the transaction: nothing is kept
        added.keep()
        taken = TakenIn(done.count("added"), done.count("changed"), done.count("same"), sheet.ignored)
        audit.record(
            event="register file taken in", by=by, subject=("registers.register", register), reason=why,
            source=Path(name).name[:200], after={"added": taken.added, "changed": taken.changed, "same": taken.same},
        )  # fmt: skip
    return taken


def _taken(
    by: Membership, schema: Schema, row: SentRow, why: str, today: date, problems: list[Problem], added: Additions
) -> str:
    """What became of one row; what is wrong with it is added to the problems."""
    draft = Draft(
        raw=row.raw,
        organisation=row.organisation or by.organisation.code,
        owner_role=row.owner_role,
        review_by=row.review_by,
    )
    try:
        if not row.number:
            added.check(draft)
            return "added"
        held = Entry.objects.for_membership(by).filter(register=schema.key, pk=row.number).first()
        if held is None:
            problems.append(Problem(row.row, "number", "There is no such entry here, or it is not yours to see"))
            return ""
        if held.version == row.version and _is_same(schema, held, draft):
            return "same"
        if held.review_by == row.review_by:  # nobody wrote another day: it moves on with the change
            draft = Draft(raw=draft.raw, organisation=draft.organisation, owner_role=draft.owner_role)
        change_entry(by=by, entry=held, draft=draft, seen=row.version, reason=why, today=today)
    except Invalid as wrong:
        problems += [Problem(row.row, column, words) for column, words in wrong.problems.items()]
    except Refused as refusal:
        problems.append(Problem(row.row, "", f"{refusal.reason} {refusal.mend}"))
    except PermissionDenied as refusal:
        problems.append(Problem(row.row, "organisation", str(refusal)))
    return "changed"


def _is_same(schema: Schema, held: Entry, draft: Draft) -> bool:
    values, _ = read_values(schema, draft.raw)
    asked: Mapping[str, object] = {one.id: held.values.get(one.id) for one in schema.asked}
    same: Values = {key: value for key, value in held.values.items() if key in asked}
    own = (held.organisation_code, held.owner_role, held.review_by)
    return values == same and own == (draft.organisation, draft.owner_role, draft.review_by)
