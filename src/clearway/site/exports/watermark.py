"""What a file that names people says of itself: its number, who took it, for which organisation, when and what for.

A table gets one more column, the last, with a short line in every row: it survives copying rows, sorting and saving as
another kind of file, and a reader of files lists it as a column it does not know and leaves it out. The notes say it in
full. Files that are sent again unchanged carry a note beside them instead.
"""

from dataclasses import replace

from django.utils import timezone

from clearway.publications.tables import Column, Table
from clearway.site import words
from clearway.site.exports.models import Export
from clearway.site.folding import FoldingTable
from clearway.site.organisations.models import Membership

COLUMN = Column("export", "Export")
CARE = (
    "This file names people. Keep it where patients' records are kept, give it to nobody who has no need of it, and "
    "delete it when the purpose is met."
)


def short_line(export: Export, by: Membership) -> str:
    """The mark of every row: `Export 12: ann@example.org, RFF, 2026-11-22 14:31, FLOW-12`."""
    when = timezone.localtime(export.taken_at or export.asked_at).strftime("%Y-%m-%d %H:%M")
    return f"Export {export.pk}: {by.person.email}, {by.organisation.code}, {when}, {export.purpose}"


def lines(export: Export, by: Membership) -> tuple[tuple[str, str], ...]:
    """The whole mark, line by line: what it is, who, when, what for, the opt-out, and who agreed."""
    told = [
        ("Export", f"Number {export.pk}. {CARE}"),
        (
            "Taken by",
            f"{by.person.name} ({by.person.email}), {by.role_class.display_name}, {by.organisation.name} "
            f"({by.organisation.code})",
        ),
        ("Taken on", words.moment(export.taken_at or export.asked_at)),
        ("Purpose", f"{export.purpose_words} ({export.purpose})"),
        ("Reason", export.reason),
        ("National data opt-out", opt_out_words(export)),
        ("Agreed by", export.decided_by),
    ]
    return tuple((heading, said) for heading, said in told if said)


def opt_out_words(export: Export) -> str:
    """What was decided of the opt-out for its flow, how sure that is, and how many rows were left out for it."""
    said = f"{export.opt_out}: {export.opt_out_because}"
    if not export.asks_opt_out:
        return said
    done = "not yet done" if export.left_out is None else f"{words.count(export.left_out)} rows left out"
    return f"{said}. Opt-out step: {done}"


def watermarked(table: Table, export: Export, by: Membership) -> Table:
    """The table with the mark in every row and the whole of it in the notes."""
    line = short_line(export, by)
    kept = tuple(one for one in table.notes.remarks if one[0] not in ("Purpose", "Drawn by"))
    return replace(
        table,
        columns=(*table.columns, COLUMN),
        rows=tuple((*row, line) for row in table.rows),
        notes=replace(table.notes, remarks=(*lines(export, by), *kept)),
    )


def marked(shown: FoldingTable, export: Export, by: Membership) -> FoldingTable:
    """A list whose file is marked."""
    return replace(shown, table=watermarked(shown.table, export, by))


def note_beside(export: Export, by: Membership) -> str:
    """The mark as a text, to stand beside a file whose bytes may not change."""
    told = (*lines(export, by), ("What it holds", export.about))
    return "".join(f"{heading}: {said}\n" for heading, said in told)


def name_with(name: str, export: Export) -> str:
    """The beginning of a file's name with the number of its export."""
    return f"{name}-export-{export.pk}"
