"""How big a strategy document may be and what reading it may cost."""

from clearway.intake.limits import MEGABYTE, Limits

DOCUMENT = Limits(
    file_bytes=25 * MEGABYTE,
    entries=2_000,
    unpacked_bytes=100 * MEGABYTE,
    memory_bytes=1_500 * MEGABYTE,
    seconds=60,
)
"""The ceilings of a document. A Word file of many pictures has hundreds of entries; a strategy of 300 pages of text
and pictures is below 25 MB."""

PAGES = 300
CHARACTERS = 2_000_000
"""A plan of 300 pages holds about 900,000 characters."""
