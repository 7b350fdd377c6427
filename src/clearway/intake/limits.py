"""How big a file may be, and what reading it may cost: every limit in one place, so that a refusal can name it."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The ceilings of one reading. Sizes are bytes, times are seconds; a caller who trusts a source may raise them.

    `file_bytes` and `memory_bytes` belong together: two million records of 256 MB fill 2 GB while they are checked.
    `entries`, `unpacked_bytes` and `ratio` are read from the directory of a zip (and so of an Excel workbook) before
    anything is unpacked; NHS England's monthly workbooks hold 81 to 88 entries, unpack to 9 MB and at a ratio of 9.
    """

    file_bytes: int = 256 * MEGABYTE
    entries: int = 100
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 100
    rows: int = 5_000_000
    row_bytes: int = 4 * MEGABYTE
    cell_characters: int = 32_000
    memory_bytes: int = 4_000 * MEGABYTE
    seconds: float = 300


DEFAULT = Limits()
