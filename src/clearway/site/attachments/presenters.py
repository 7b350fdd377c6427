"""The documents beside a host, as a page shows them."""

from dataclasses import dataclass

from clearway.site.attachments.kinds import Limits, limits
from clearway.site.attachments.models import Document
from clearway.site.attachments.permissions import can_remove
from clearway.site.attachments.services import documents_beside
from clearway.site.beside import Host
from clearway.site.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """One document on a page, what it is, and whether the reader may remove it."""

    document: Document
    words: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents beside a host, the limits, and what is wrong with what was sent."""

    host: Host
    shown: list[ShownDocument]
    limits: Limits
    problem: str = ""

    @property
    def most(self) -> str:
        """The largest size in words."""
        return f"{self.limits.most_bytes / 1_000_000:g} MB"


def documents_of(host: Host, by: Membership, *, problem: str = "") -> Documents:
    """The documents beside a host as a membership sees them."""
    shown = [ShownDocument(one, _words(one), can_remove(by, one, host)) for one in documents_beside(host, by)]
    return Documents(host, shown, limits(), problem)


def _words(one: Document) -> str:
    kind = limits().types.get(one.kind)
    size = f"{max(1, round(one.byte_count / 1_000)):,} kB"
    scanned = "" if one.is_scanned else ", not scanned for viruses"
    return f"{kind.words if kind else one.kind}, {size}{scanned}"
