"""A line of a summary list: what, and what is held of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its words, smaller lines under them, where they lead, and a tag (provisional, draft)."""

    label: str
    words: str
    details: tuple[str, ...] = ()
    href: str = ""
    tag: str = ""
