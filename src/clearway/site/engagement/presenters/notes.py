"""The notes that stand under every table of engagement."""

from datetime import date

from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.demo_store import is_demo

SYNTHETIC = "Synthetic: made up for a demo. No such event, consultation or comment exists."
OWN = "The alliance's own record."
FACTS = "Facts from the source that is named; its text is not republished."


def notes(definition: str, today: date, *, rows: int, source: str = "") -> Notes:
    """Where a table comes from. With a `source` of its own it is not called made up."""
    return Notes(
        definition=definition,
        source=source or "Recorded in this store by the people named in its audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{rows} rows",
        licence=FACTS if source else OWN,
        mark=SYNTHETIC if is_demo() and not source else "",
    )
