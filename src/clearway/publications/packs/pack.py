"""A written publication as data: its pages in order, for whom, from which snapshot, and whether it may go out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from clearway.publications.packs.page import Page, Standing
from clearway.publications.packs.snapshot import Snapshot
from clearway.records.findings import Refused

DRAFT = "Draft, not approved"


class PackKind(StrEnum):
    """What is written."""

    BOARD_PACK = "board_pack"
    TRUST_BOARD = "trust_board"
    HIGHLIGHT_REPORT = "highlight_report"
    NEWSLETTER = "newsletter"

    @property
    def words(self) -> str:
        """The kind as people call it."""
        return {
            "board_pack": "Board pack",
            "trust_board": "Trust board version",
            "highlight_report": "Highlight report",
            "newsletter": "Newsletter",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Pack:
    """A publication of several pages. `approval` says who released it and when, or that it is a draft.

    Refused where figures of another month, or provisional beside final ones, stand among those of its month.
    """

    kind: PackKind
    title: str
    subtitle: str
    whose: str
    """The organisation that it is from, as it stands on the first page."""
    snapshot: Snapshot
    pages: tuple[Page, ...]
    approval: str = DRAFT
    licence: str = ""
    is_demo: bool = False
    """Made from a demo store: the plan and the groups in it are made up too."""

    def __post_init__(self) -> None:
        check_of_one_month(self.pages, self.snapshot.month)

    @property
    def is_provisional(self) -> bool:
        """Whether any figure of its month may still change."""
        return any(one.is_provisional for one in self.standings())

    @property
    def is_synthetic(self) -> bool:
        """Whether anything in it is made up: figures of made-up people, or the plan of a demo."""
        return self.is_demo or any(one.is_synthetic for one in self.standings())

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it yet."""
        return self.approval == DRAFT

    def standings(self) -> Iterator[Standing]:
        """What the figures of each page are."""
        return (page.figures for page in self.pages if page.figures is not None)

    def approved(self, words: str) -> "Pack":
        """The same, released: `words` say who approved it and when."""
        return replace(self, approval=words)


def check_of_one_month(pages: tuple[Page, ...], month: str) -> None:
    """Refused where the figures of a page are of another month, or where provisional and final figures are mixed.

    Pages with a time of their own (`own_period`) say so beside their figures, and are left alone.
    """
    held = [(page.heading, page.figures) for page in pages if page.figures is not None and not page.figures.own_period]
    other = next(((heading, one.month) for heading, one in held if one.month != month), None)
    if other:
        heading, found = other
        raise Refused(
            f"The page “{heading}” has figures of {found}, and the pack is of {month}.",
            "Ask for the month whose figures are held.",
            code="PACK-WRONG-MONTH",
        )
    if len({one.is_provisional for _, one in held if one.basis == "published"}) > 1:
        heading = next(heading for heading, one in held if one.is_provisional and one.basis == "published")
        raise Refused(
            f"The page “{heading}” has provisional figures of {month}, other pages have final ones.",
            "Load the final figures of that month, or ask for a month that is wholly provisional or wholly final.",
            code="PACK-MIXED",
        )
