"""What a reader of sheets is, whether it reads waiting-time figures or other published indicators."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet

ReadSheets = Callable[[Sequence[Sheet], Source, Declared], Reading]


@dataclass(frozen=True, slots=True)
class SheetReader:
    """A reader: its stable name, its title for a person, what it recognises and how it reads.

    `publisher` is whose files it reads, where the source in the manifest has to say it; empty where the file says it.
    """

    name: str
    title: str
    recognises: Callable[[Sequence[Sheet]], bool]
    read: ReadSheets
    publisher: str = ""


def reader_for(sheets: Sequence[Sheet], readers: Iterable[SheetReader]) -> SheetReader | None:
    """The first of some readers that recognises the sheets; None when nobody does."""
    return next((reader for reader in readers if reader.recognises(sheets)), None)
