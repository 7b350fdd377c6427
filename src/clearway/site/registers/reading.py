"""Whether an entry exists, whosever it is: for the trail, never for a page."""

from clearway.site.operational.scope import is_there
from clearway.site.registers.models import Entry


def is_held(register: str, number: int) -> bool:
    """Whether a register has an entry of a number."""
    return is_there(Entry.unscoped.filter(register=register, pk=number))
