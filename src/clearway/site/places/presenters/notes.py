"""The notes of the tables of this app: whose values, how old, and what must be read first."""

from collections.abc import Iterable, Sequence

from clearway.measures.values import MeasureValue
from clearway.publications.measure_values import LICENCE, PROVISIONAL, SYNTHETIC
from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.measures import figures

MOST_PUBLISHERS = 4


def notes(definition: str, values: Iterable[MeasureValue], remarks: Sequence[tuple[str, str]] = ()) -> Notes:
    """Notes for values of several measures."""
    held = list(values)
    marks = []
    if any(one.is_synthetic for one in held):
        marks.append(f"{SYNTHETIC}. Rows that say so are meant")
    if any(one.release == "provisional" for one in held):
        marks.append(PROVISIONAL)
    publishers = list(dict.fromkeys(one.publisher for one in held))
    source = "; ".join(publishers[:MOST_PUBLISHERS]) + (" and others" if len(publishers) > MOST_PUBLISHERS else "")
    received = max((one.as_at for one in held if one.as_at), default=None)
    return Notes(
        definition=definition,
        source=source or "No source: no value is held",
        as_at=f"Newest file received on {words.day(received)}" if received else "",
        snapshot=figures.snapshot() if held else "",
        licence=LICENCE,
        mark=". ".join(marks),
        remarks=tuple(remarks),
    )
