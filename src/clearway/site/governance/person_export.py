"""Taking out everything held about one person: with a permission, a reason, and an event on the trail."""

import io
import json
import re
import zipfile
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from clearway.pipeline.held_about import HeldTable, checked_number, held_about
from clearway.publications.tables import Cell, Column, Kind, Notes, Table, comma_separated
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.exports.models import Export
from clearway.site.exports.services import Wish, take_at_once
from clearway.site.exports.watermark import note_beside, short_line
from clearway.site.governance.held_rows import held_rows
from clearway.site.governance.permissions import check_may_export_person
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.submissions.services import LONGEST_REASON, all_submissions
from clearway.store.folder import StoreFolder, StoreKind

SHORTEST_REASON = 10
EVENT, SUBJECT = "everything about a person taken out", "person"
SYNTHETIC = "SYNTHETIC: this store is a demo, nobody in it exists"
NOT_IN_IT = (
    "What was sent without an NHS number, or under another one: it cannot be told whose it is.",
    "The files as received, byte for byte: they hold everybody's rows. This person's rows stand in the lists.",
    "Files that wait to be loaded or were put aside; attached documents; backups; files taken away before; print.",
    "Figures of earlier days, made anew from the same records when somebody asks.",
    "Counts: nobody in particular is in them.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The archive, how many lists and rows it holds, and the pseudonym that the trail keeps."""

    content: bytes
    lists: int
    rows: int
    person: str


def export_person(*, by: Membership, number: str, reason: str, store: StoreFolder) -> Taken:
    """Everything held about the person with an NHS number, as a zip of CSV files with notes.

    The trail keeps who, why, the pseudonym and how much was taken; never the number. Raises PermissionDenied, and
    Refused for what is no number or a reason that says nothing.
    """
    check_may_export_person(by)
    why = " ".join(reason.split())[:LONGEST_REASON]
    if len(why) < SHORTEST_REASON:
        raise Refused(
            "Say why this is taken out.",
            f"A few words are enough (at least {SHORTEST_REASON} letters), such as the number of the request.",
            code="REASON-SHORT",
        )
    wanted = checked_number(number)
    with every_row("export of a person"):
        held = held_about(store, [one.id for one in all_submissions()], wanted)
        tables = (*held.tables, *held_rows(held))
    rows = sum(len(one.rows) for one in tables)
    about = f"{len(tables)} lists about person {held.person}"
    wish = Wish(kind="person", owner_code="", about=about, asked=held.person, reason=why)
    export = take_at_once(by=by, wish=wish, rows=rows)
    with transaction.atomic():
        audit.record(
            event=EVENT, by=by, subject=(SUBJECT, held.person), reason=why,
            after={
                "lists": len(tables), "rows": rows, "submissions": len(held.submissions), "export": export.pk,
            },
        )  # fmt: skip
    return Taken(_archive(tables, export, by, store), len(tables), rows, held.person)


def _archive(tables: tuple[HeldTable, ...], export: Export, by: Membership, store: StoreFolder) -> bytes:
    """The zip: a note, and one file for each list."""
    file = io.BytesIO()
    taken_at = timezone.localtime().strftime("%d %B %Y, %H:%M")
    mark = SYNTHETIC if store.kind is StoreKind.DEMO else "Confidential: about one person"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me-first.txt", _note(tables, export, by, mark))
        for number, one in enumerate(tables, start=1):
            name = re.sub(r"[^a-z0-9]+", "-", one.place.lower()).strip("-")[:80]
            archive.writestr(
                f"{number:02}-{name}.csv", comma_separated(_table(one, short_line(export, by), taken_at, mark))
            )
    return file.getvalue()


def _table(one: HeldTable, line: str, taken_at: str, mark: str) -> Table:
    columns = tuple(Column(name, name, Kind.TEXT) for name in one.columns)
    notes = Notes(
        definition=f"What is held about one person: {one.place}",
        source=one.place,
        as_at=taken_at,
        snapshot=line,
        licence="For the person it is about, and for those who answer the request",
        mark=mark,
    )
    return Table(one.place, columns, tuple(tuple(_cell(cell) for cell in row) for row in one.rows), notes)


def _cell(held: object) -> Cell:
    """A value as text; what is not there stays empty."""
    if held is None:
        return None
    return json.dumps(held, default=str, ensure_ascii=False) if isinstance(held, dict | list) else str(held)


def _note(tables: tuple[HeldTable, ...], export: Export, by: Membership, mark: str) -> str:
    lines = [
        mark, "", "What is held about one person",
        *note_beside(export, by).splitlines(), "", "In it, with the number of rows:",
        *(f"- {one.place}: {len(one.rows)}" for one in tables), *(() if tables else ("- nothing is held",)), "",
        "Not in it:", *(f"- {one}" for one in NOT_IN_IT), "",
        "Read it through before it is given to anybody: texts that people wrote may speak of others, and rows of the "
        "database name the staff who wrote or looked.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
