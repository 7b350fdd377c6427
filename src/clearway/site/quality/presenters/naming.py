"""How senders, columns and files are named on these pages, and the notes that every table carries."""

from clearway.publications.tables import Notes
from clearway.records.waiting_times import COLUMNS
from clearway.site.standards import books
from clearway.site.submissions.presenters import OWN, SYNTHETIC

MEANINGS = {one.name: one.meaning.rstrip(".") for one in COLUMNS}
"""What each column means, in a few words."""


def sender(code: str) -> str:
    """A sender by name and code."""
    return f"{books.organisations().name(code)} ({code})" if code else "several organisations"


def column_words(name: str) -> str:
    """A column as people read it: its name in the record, and what it means."""
    meaning = MEANINGS.get(name)
    return f"{name}: {meaning[0].lower()}{meaning[1:]}" if meaning else name


def notes(
    definition: str, source: str, as_at: str, *, is_demo: bool, remarks: tuple[tuple[str, str], ...] = ()
) -> Notes:
    """The notes of a table of these pages."""
    return Notes(
        definition=definition,
        source=source,
        as_at=as_at,
        snapshot="What counts now",
        licence=OWN,
        mark=SYNTHETIC if is_demo else "",
        remarks=remarks,
    )
