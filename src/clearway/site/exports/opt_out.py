"""The opt-out step: only rows of people on the list that the national service gave back leave the house.

We do not ask that service ourselves. Whoever takes a file sends their numbers to it and gives its answer here; the
numbers are turned into pseudonyms at once and never kept. A row without a usable number cannot be on the list: it is
left out, too.
"""

from clearway.pipeline.held_about import checked_number
from clearway.pipeline.pseudonyms import person_pseudonym
from clearway.records.findings import Refused
from clearway.store.keys import StoreKey

MOST_BYTES = 2_000_000
MOST_NUMBERS = 100_000


def people_on(content: bytes, key: StoreKey) -> frozenset[str]:
    """The pseudonyms of the people on a list: one NHS number a line, what follows a comma is not read.

    Refused, naming the line and never what stands in it, for a list that is empty, too long, or not of numbers.
    """
    if len(content) > MOST_BYTES:
        raise _refused(f"The list is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _refused("The list is not plain text.") from wrong
    numbered = ((number, line.split(",")[0].strip().strip('"')) for number, line in enumerate(text.splitlines(), 1))
    found = [(number, said) for number, said in numbered if said]
    if not found:
        raise _refused("There is no number in the list.")
    if len(found) > MOST_NUMBERS:
        raise _refused(f"The list has more than {MOST_NUMBERS:,} numbers.")
    return frozenset(person_pseudonym(_number(line, said), key) for line, said in found)


def _number(line: int, said: str) -> str:
    try:
        return checked_number(said)
    except Refused as wrong:
        raise _refused(f"Line {line:,} of the list is no NHS number.") from wrong


def _refused(reason: str) -> Refused:
    return Refused(
        reason,
        "Give the list as the national service gave it back: text with one NHS number a line, of people who may be "
        "included.",
        code="OPT-OUT-LIST",
    )
