"""The mend sheet: the rows to correct in the sender's own register, on the page and as a file."""

from django.urls import reverse

from clearway.pipeline.quality.catalogue import Severity
from clearway.pipeline.quality.open_items import WITHHELD, OpenItem
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.quality.presenters.naming import notes, sender
from clearway.site.quality.services import MendList
from clearway.site.submissions.models import Submission
from clearway.site.tables import ShownTable

OWNER_NOTE = (
    "Values as sent. NHS numbers are in no sheet: where one is wrong, the sheet says what is wrong with it. "
    "Correct the rows in your register and send the file again; what is mended is ticked off."
)
OTHERS_NOTE = (
    "Values and names of rows are for staff of the sending trust; others see the column and the pathway's link."
)


def sheet(found: MendList, organisation: str, *, is_demo: bool) -> Table:
    """The whole sheet, one row an item."""
    columns = (
        *(_OWN if found.is_owner else ()),
        Column("link", "Pathway"),
        Column("field", "Field, as you name it"),
        *((Column("found", "Found"),) if found.is_owner else ()),
        Column("expected", "Expected"),
        Column("why", "Why"),
        Column("mend", "How to mend it"),
        Column("finding", "Finding"),
        Column("rule", "Rule"),
        Column("severity", "What it does"),
        Column("file_name", "File"),
        Column("row", "Row in file", Kind.COUNT),
        Column("first_told_on", "First told on", Kind.DATE),
        Column("open_since_version", "Open since version", Kind.COUNT),
    )
    files = {one.pk: one for one in found.files}
    rows = tuple(_sheet_row(one, files, is_owner=found.is_owner) for one in found.items)
    most = (("Not everything", f"{found.found:,} items are open; these are the first {len(rows):,}."),)
    return Table(
        f"What to mend: {sender(organisation)}",
        columns,
        rows,
        notes(
            OWNER_NOTE if found.is_owner else OTHERS_NOTE,
            "Clearway's ledger of mends",
            f"{found.found:,} items open",
            is_demo=is_demo,
            remarks=most if found.found > len(rows) else (),
        ),
    )


def page(found: MendList, organisation: str, *, is_demo: bool) -> FoldingTable:
    """The items as a list; the first cell leads to the pathway where there is one."""
    files = {one.pk: one for one in found.files}
    names = ("Record",) if found.is_owner else ("Pathway",)
    return FoldingTable(
        key="mends",
        table=sheet(found, organisation, is_demo=is_demo),
        headings=(*names, "Field", *(("Found",) if found.is_owner else ()), "Expected", "Why", "Since"),
        rows=tuple(_row(one, files, is_owner=found.is_owner) for one in found.items),
        empty="Nothing is open here. What was mended is counted below, load by load.",
    )


def loads(found: MendList, *, is_demo: bool) -> ShownTable:
    """What each load changed."""
    columns = (
        Column("file_name", "File"),
        Column("received", "Received", Kind.DATE),
        Column("version", "Version", Kind.COUNT),
        Column("mended", "Mended", Kind.COUNT),
        Column("gone", "Gone with their record", Kind.COUNT),
        Column("new", "New", Kind.COUNT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (file.file_name, file.received_at.date(), file.version, said.mended, said.gone, said.new)
        for file, said in found.loads
    )
    definition = "Mended: the record came again without the finding. New: told with this file for the first time."
    as_at = f"{len(rows)} files count now"
    return ShownTable(
        "loads",
        Table(
            "What each load changed",
            columns,
            rows,
            notes(definition, "Clearway's ledger of mends", as_at, is_demo=is_demo),
        ),
        "No file of this sender counts now.",
    )


def newest_words(found: MendList) -> str:
    """What the newest load changed, in a sentence."""
    if not found.loads:
        return ""
    file, said = found.loads[0]
    return f"The newest file ({file.file_name}, {words.day(file.received_at)}): {said.words}."


_OWN = (Column("pathway_id", "Pathway identifier"), Column("record_id", "Record"))


def _since(item: OpenItem, files: dict[str, Submission]) -> int | None:
    told = files.get(item.first_submission)
    return told.version if told else None


def _sheet_row(item: OpenItem, files: dict[str, Submission], *, is_owner: bool) -> tuple[Cell, ...]:
    file = files.get(item.submission_id)
    own: tuple[Cell, ...] = (item.pathway_id, item.record_id) if is_owner else ()
    value: tuple[Cell, ...] = (item.found,) if is_owner else ()
    return (
        *own, item.link, item.sent_as, *value, item.said.expected, item.said.why, item.said.mend, item.said.id,
        item.said.rule, item.said.severity.value, file.file_name if file else "", item.file_row, item.first_told_on,
        _since(item, files),
    )  # fmt: skip


def _row(item: OpenItem, files: dict[str, Submission], *, is_owner: bool) -> tuple[FoldingCell, ...]:
    place = f"row {item.file_row:,}" if item.file_row else ""
    known = item.record_id not in ("", WITHHELD)
    named = item.record_id if is_owner and known else (item.link[:8] if item.link else "rejected row")
    version = _since(item, files)
    own = tuple(filter(None, (item.pathway_id if is_owner and item.pathway_id != WITHHELD else "", place)))
    return (
        FoldingCell(named, own, reverse("tracking:pathway", args=[item.link]) if item.link else ""),
        FoldingCell(item.sent_as or "the whole row"),
        *((FoldingCell(item.found),) if is_owner else ()),
        FoldingCell(item.said.expected),
        FoldingCell(item.said.why, (), "", item.said.severity.value if item.said.severity is Severity.BLOCKS else ""),
        FoldingCell(words.day(item.first_told_on), (f"version {version}" if version else "",)),
    )
