"""What is kept, held back, due and purged, as lists; a tombstone as a table."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from clearway.pipeline.tombstones import Tombstone
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.audit.models import Event
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.retention.periods import Keeping
from clearway.site.submissions.models import DataSet, Submission
from clearway.site.submissions.presenters import months
from clearway.site.tables import ShownTable
from clearway.standards.retention import NOTICES, Period

OWN = "The alliance's own record of what it keeps."
NOTICES_LABEL = "Notices that people were given"


def kept_list(held: Sequence[Keeping], *, key: str, title: str, empty: str, today: date) -> FoldingTable:
    """Files that are still kept, each leading to its own page."""
    columns = (
        Column("submission", "Submission"),
        Column("file_name", "File"),
        Column("organisation_code", "Organisation code"),
        Column("state", "State"),
        Column("received", "Received", Kind.DATE),
        Column("until", "Kept until", Kind.DATE),
        Column("hold", "Held back because"),
    )
    rows = tuple(
        (
            one.submission.pk, one.submission.file_name, one.submission.organisation_code, one.submission.state,
            one.submission.received_at.date(), one.until, one.hold.reason if one.hold else "",
        )
        for one in held
    )  # fmt: skip
    return FoldingTable(
        key=key,
        table=Table(title, columns, rows, _notes(today, len(rows))),
        headings=("File", "Months", "Received", "Kept until"),
        rows=tuple(_kept_row(one) for one in held),
        empty=empty,
    )


def purged_list(purged: Sequence[Submission], because: dict[str, str], today: date) -> FoldingTable:
    """Files whose content was purged, with why."""
    columns = (
        Column("submission", "Submission"),
        Column("file_name", "File"),
        Column("organisation_code", "Organisation code"),
        Column("purged_at", "Purged", Kind.DATE),
        Column("because", "Because"),
        Column("sha256", "SHA-256"),
    )
    rows = tuple(
        (one.pk, one.file_name, one.organisation_code, _day(one), because.get(one.pk, ""), one.sha256) for one in purged
    )
    return FoldingTable(
        key="purged",
        table=Table("Purged files", columns, rows, _notes(today, len(rows))),
        headings=("File", "Months", "Purged", "Because"),
        rows=tuple(
            (
                FoldingCell(one.file_name, (), reverse("submissions:submission", args=[one.pk])),
                FoldingCell(months(one) or "none told"),
                FoldingCell(words.day(one.purged_at)),
                FoldingCell(because.get(one.pk, "") or "its tombstone cannot be read"),
            )
            for one in purged
        ),
        empty="",
    )


def notices_purged_list(purges: Sequence[Event], today: date) -> FoldingTable:
    """When notices whose time was over were removed, and how many: newest first."""
    columns = (
        Column("at", "Removed", Kind.DATE),
        Column("notices", "Notices", Kind.COUNT),
        Column("given_before", "Given before", Kind.DATE),
    )
    told = [(one.at.date(), one.after or {}) for one in purges]
    rows = tuple((day, int(one["notices"]), date.fromisoformat(one["given_before"])) for day, one in told)
    notes = Notes(
        definition="Notices go by themselves when their period is over, read or not. What they spoke of stays.",
        source="Clearway's audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{len(rows)} times",
        licence=OWN,
        mark="",
    )
    return FoldingTable(
        key="notices",
        table=Table("Notices removed", columns, rows, notes),
        headings=("Removed", "Notices", "Given before"),
        rows=tuple(
            (FoldingCell(words.day(day)), FoldingCell(words.count(count)), FoldingCell(words.day(before)))
            for day, count, before in rows
        ),
        empty="No notice has been older than its period yet.",
    )


def last_published(stone: Tombstone, file_name: str) -> ShownTable:
    """The figures that a purged file had added, as last published; small ones were hidden for good."""
    columns = (
        Column("standard", "Standard"),
        Column("month", "Month", Kind.MONTH),
        Column("total", "Total", Kind.COUNT),
        Column("within", "Within the standard", Kind.COUNT),
    )
    rows = tuple((one.standard, one.month, one.total, one.within) for one in stone.last_published)
    notes = Notes(
        definition="What this file had added to the computed figures when it was purged. Counts below 5, and counts "
        "from which they could be worked out, were hidden for good.",
        source="The tombstone of the purged file",
        as_at=f"As last published before {stone.purged_at[:10]}",
        snapshot=stone.submission,
        licence=OWN,
        mark="",
    )
    table = Table(f"Figures of {file_name} as last published", columns, rows, notes)
    return ShownTable("last-published", table, "No figures were computed from this file.", missing="hidden")


def period_words(period: Period) -> tuple[str, str, str]:
    """A period in words: of what, how long, and whose choice it is."""
    whose = period.whose
    what = NOTICES_LABEL if period.data_set == NOTICES else DataSet(period.data_set).label
    return what, period.words, f"{whose}: {period.reason}"


def _kept_row(one: Keeping) -> tuple[FoldingCell, ...]:
    held = f"held back: {one.hold.reason}" if one.hold else ""
    return (
        FoldingCell(
            one.submission.file_name,
            (one.submission.get_state_display(),),
            reverse("retention:file", args=[one.submission.pk]),
            "held back" if one.hold else "",
        ),
        FoldingCell(months(one.submission) or "none told"),
        FoldingCell(words.day(one.submission.received_at)),
        FoldingCell(words.day(one.until) or "without end", (held,)),
    )


def _day(one: Submission) -> date | None:
    return one.purged_at.date() if one.purged_at else None


def _notes(today: date, count: int) -> Notes:
    return Notes(
        definition="A file is kept from the day of receipt for the period of its data set.",
        source="Clearway's own manifest of what was received",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{count} files",
        licence=OWN,
        mark="",
    )
