"""How wide the columns of a page's table are, from what stands in them."""

from clearway.publications.packs.page import PageTable
from clearway.publications.packs.said import NUMBERS, texts_of

SHORT, LONG = 20, 80
"""Letters: columns up to `SHORT` are as wide as their words; nothing counts for more than `LONG`."""
FLATTENED = 0.6
"""A column ten times as full is four times as wide: short ones keep room."""


def shares_of_width(table: PageTable) -> list[float]:
    """A share of the free width for each column, 0 for one that is as wide as its words. At least one is free."""
    texts = texts_of(table)
    longest = [max((len(row[place]) for row in texts), default=0) for place in range(len(table.columns))]
    shares = [
        0.0 if column.kind in NUMBERS or letters <= SHORT else min(letters, LONG) ** FLATTENED
        for column, letters in zip(table.columns, longest, strict=True)
    ]
    if not any(shares):
        shares[0] = 1.0
    return shares
