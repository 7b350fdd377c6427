"""Saved views as a table."""

from collections.abc import Sequence
from datetime import date

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.saved.models import SavedView
from clearway.site.tables import ShownTable

COLUMNS = (Column("name", "Name"), Column("address", "Address"), Column("saved_on", "Saved on", Kind.DATE))


def listed(views: Sequence[SavedView], *, today: date) -> ShownTable:
    """One row a view, for the download."""
    rows = tuple((one.name, one.address, one.saved_at.date()) for one in views)
    notes = Notes(
        definition="Views that one person saved in one organisation, by name.",
        source="Saved views of this store",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{len(rows)} views",
        licence="For the person alone.",
    )
    return ShownTable("saved", Table("Your saved views", COLUMNS, rows, notes), empty="None yet.")
