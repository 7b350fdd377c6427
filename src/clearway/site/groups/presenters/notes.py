"""The notes that stand under every table of groups."""

from collections.abc import Iterable
from datetime import date

from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.groups.models import Group

SYNTHETIC = "Synthetic: groups of a demo. People and meetings in them are made up."
OWN = "The alliance's own record."
FACTS = "Facts from the source that is named; its text is not republished."


def source_of(groups: Iterable[Group]) -> str:
    """Where groups of the past come from; empty unless all of them are of the past."""
    held = list(groups)
    return "; ".join(dict.fromkeys(one.source for one in held)) if held and all(one.history for one in held) else ""


def notes(
    definition: str,
    today: date,
    *,
    rows: int,
    source: str = "",
    names_people: bool = False,
    synthetic: str = SYNTHETIC,
) -> Notes:
    """Where a table comes from; one that names people says so. `synthetic` is what one of a demo says of itself.

    With a `source` of its own, such as the plan that groups of the past come from, a table is not called made up.
    """
    remarks = (("Names", "Holds names of staff and volunteers: for the work of the group alone."),)
    return Notes(
        definition=definition,
        source=source or "Recorded in this store by the people named in its audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{rows} rows",
        licence=FACTS if source else OWN,
        mark=synthetic if is_demo() and not source else "",
        remarks=remarks if names_people else (),
    )
