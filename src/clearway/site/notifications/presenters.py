"""Notices as a list to download."""

from collections.abc import Sequence
from datetime import date

from clearway.publications.tables import Column, Notes, Table
from clearway.site import words
from clearway.site.notifications.models import Notice
from clearway.site.tables import ShownTable

COLUMNS = (
    Column("at", "When"),
    Column("kind", "About"),
    Column("words", "What changed"),
    Column("to_do", "What to do"),
    Column("read_at", "Read"),
)


def listed(notices: Sequence[Notice], *, today: date) -> ShownTable:
    """One row a notice, as on the page."""
    rows = tuple(
        (words.moment(one.at), one.get_kind_display(), one.words, one.to_do, words.moment(one.read_at) or "not yet")
        for one in notices
    )
    notes = Notes(
        definition="What one person was told in one organisation, the newest first.",
        source="Notices of this store",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{len(rows)} notices",
        licence="For the person alone.",
    )
    return ShownTable("notices", Table("Your notices", COLUMNS, rows, notes), empty="Nothing yet.")
