"""What is held back, why, and beside what it was compared."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from clearway.pipeline.quality.drift import bounds
from clearway.pipeline.staging import FINDINGS, folder_of
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.quality.presenters.naming import column_words, notes, sender
from clearway.site.submissions.models import Submission
from clearway.site.submissions.presenters import months
from clearway.site.tables import ShownTable
from clearway.store.folder import StoreFolder

WHAT = {"DRIFT_VOLUME": "How many", "DRIFT_MISSING": "Empty cells", "DRIFT_MIX": "Of what kind"}


def listed(held: list[Submission], *, is_demo: bool) -> FoldingTable:
    """The files that wait, with what stands out."""
    columns = (
        Column("submission", "Submission"),
        Column("file_name", "File"),
        Column("organisation", "Owner"),
        Column("first_month", "First month"),
        Column("last_month", "Last month"),
        Column("received", "Received", Kind.DATE),
        Column("alarms", "What stands out"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.pk, one.file_name, sender(one.organisation_code), one.first_month, one.last_month,
            one.received_at.date(), _alarms(one),
        )
        for one in held
    )  # fmt: skip
    definition = "Files unlike those that their sender sent before. They are kept, and count nothing until decided on."
    table = Table(
        "Held back",
        columns,
        rows,
        notes(definition, "Clearway's own manifest", f"{len(held)} files wait", is_demo=is_demo),
    )
    return FoldingTable(
        key="held",
        table=table,
        headings=("File", "Owner", "Months", "Received", "What stands out"),
        rows=tuple(
            (
                FoldingCell(one.file_name, (), reverse("quality:held_submission", args=[one.pk])),
                FoldingCell(sender(one.organisation_code)),
                FoldingCell(months(one)),
                FoldingCell(words.day(one.received_at), (f"by {one.loaded_by}",)),
                FoldingCell(_alarms(one)),
            )
            for one in held
        ),
        empty="No file waits for you. A file is held back when it is unlike those that its sender sent before.",
    )


def comparison(store: StoreFolder | None, submission: Submission, *, is_demo: bool) -> ShownTable:
    """Everything that stood out, beside what it was compared with."""
    columns = (
        Column("month", "Month", Kind.MONTH),
        Column("what", "What"),
        Column("subject", "Of"),
        Column("now", "Now"),
        Column("before", "Before"),
        Column("compared_with", "Compared with"),
        Column("holds_back", "Holds back"),
    )
    alarms = _drift(store, submission).get("alarms", [])
    rows = tuple(_row(one) for one in alarms)
    table = Table(
        f"What stood out in {submission.file_name}",
        columns,
        rows,
        notes(
            METHOD,
            "Counts of this file and of the sender's files that count",
            words.moment(submission.received_at),
            is_demo=is_demo,
        ),
    )
    return ShownTable("comparison", table, "Nothing stood out, or the comparison is no longer kept.")


def not_compared(store: StoreFolder | None, submission: Submission) -> str:
    """What could not be compared, in words; empty when everything was."""
    return str(_drift(store, submission).get("not_compared", ""))


METHOD = (
    "A month alarms only when it passes a bound of size and could hardly be chance. Volume: 40% fewer or 60% more, and "
    "outside the 99.8% limits of two Poisson counts. Empty cells: 20 points more, intervals that do not touch. Mix: "
    "25% of records of another kind, and beyond the 99.8% point of chi-squared. The bounds are our own choice."
)
assert (bounds()["volume"]["fall"], bounds()["volume"]["rise"]) == (0.4, 0.6)  # noqa: S101


def _row(one: Mapping[str, Any]) -> tuple[Cell, ...]:
    is_volume = one["id"] == "DRIFT_VOLUME"
    now = (
        f"{one['now']:,.0f} people"
        if is_volume
        else f"{one['now']:.0%} of {one['count' if one['id'] == 'DRIFT_MIX' else 'of']:,}"
    )
    before = (
        f"{one['before']:,.0f} a month" if is_volume else ("" if one["id"] == "DRIFT_MIX" else f"{one['before']:.0%}")
    )
    subject = column_words(one["subject"]) if one["id"] == "DRIFT_MISSING" else one["subject"]
    return (
        date.fromisoformat(f"{one['month']}-01"), WHAT[one["id"]], subject, now, before, one["months_before"],
        "yes" if one["is_severe"] else "no",
    )  # fmt: skip


def _drift(store: StoreFolder | None, submission: Submission) -> Mapping[str, Any]:
    if store is None:
        return {}
    try:
        told = json.loads((folder_of(store, submission.pk) / FINDINGS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    found: Mapping[str, Any] = told.get("drift", {})
    return found


def _alarms(submission: Submission) -> str:
    return " ".join(one["message"] for one in submission.findings if one["id"] in WHAT)
