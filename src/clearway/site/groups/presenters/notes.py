"""The notes that stand under every table of groups."""

from datetime import date

from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.demo_store import is_demo

SYNTHETIC = "Synthetic: groups of a demo. People and meetings in them are made up."
OWN = "The alliance's own record."


def notes(definition: str, today: date, *, rows: int, source: str = "", names_people: bool = False) -> Notes:
    """Where a table of groups comes from; one that names people says so."""
    remarks = (("Names", "Holds names of staff and volunteers: for the work of the group alone."),)
    return Notes(
        definition=definition,
        source=source or "Recorded in this store by the people named in its audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{rows} rows",
        licence=OWN,
        mark=SYNTHETIC if is_demo() else "",
        remarks=remarks if names_people else (),
    )
