"""The table of the kinds of publications. A new kind is a module beside this one and a line here."""

from clearway.site.publishing.kinds.highlight import HIGHLIGHT
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.site.publishing.kinds.newsletter import NEWSLETTER
from clearway.site.publishing.kinds.packs import BOARD_PACK, TRUST_BOARD
from clearway.site.publishing.kinds.public import PUBLIC
from clearway.site.publishing.kinds.workbook import WORKBOOK

__all__ = ["KINDS", "ReleaseKind", "title_of"]

IN_ORDER: tuple[ReleaseKind, ...] = (
    BOARD_PACK,
    TRUST_BOARD,
    HIGHLIGHT,
    NEWSLETTER,
    PUBLIC,
    WORKBOOK,
)
"""Every kind, in the order in which people choose."""
KINDS = {kind.key: kind for kind in IN_ORDER}


def title_of(key: str) -> str:
    """How people read a kind, one that this version no longer knows included."""
    return KINDS[key].title if key in KINDS else key.replace("-", " ").capitalize()
