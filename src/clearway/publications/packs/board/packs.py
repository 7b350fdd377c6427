"""The board pack and the trust's version as publications: the same rows, in an order for whom they are."""

from dataclasses import dataclass

from clearway.publications.disclosure import Audience
from clearway.publications.packs.board.closing_pages import closing_pages
from clearway.publications.packs.board.decisions import MeetingAhead, decision_pages
from clearway.publications.packs.board.figure_pages import ambitions_page, changes_page, own_page, standard_pages
from clearway.publications.packs.board.figures import BoardFigures
from clearway.publications.packs.board.plan_pages import PlanAsked, plan_pages
from clearway.publications.packs.board.words import short_name
from clearway.publications.packs.pack import Pack, PackKind
from clearway.publications.packs.page import Page
from clearway.publications.packs.said import day_said, month_said
from clearway.publications.packs.snapshot import Snapshot

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class BoardContents:
    """Everything that a pack is written from. `plan` is None where there is none; `policies` are those applied,
    `manner` the state of what else decides how figures are shown.
    """

    figures: BoardFigures
    plan: PlanAsked | None
    meeting: MeetingAhead
    plan_state: str
    groups_state: str
    audience: Audience
    whose: str
    policies: tuple[str, ...] = ()
    manner: str = ""
    is_demo: bool = False

    @property
    def snapshot(self) -> Snapshot:
        """The name of it all."""
        asked = self.figures.asked
        trust = asked.trust.code if asked.trust else ""
        return Snapshot(
            figures=self.figures.snapshot,
            plan=self.plan_state,
            groups=self.groups_state,
            month=asked.month,
            audience=self.audience,
            trust=trust,
            manner=self.manner,
        )


def board_pack(contents: BoardContents) -> Pack:
    """The pack for the board of the alliance. Refused where its figures do not belong together."""
    month = month_said(contents.figures.asked.month)
    meeting = contents.meeting
    for_whom = f"For {meeting.group}" + (f", {day_said(meeting.day)}" if meeting.day else "")
    pages = (ambitions_page(contents.figures), *_pages(contents))
    return _pack(contents, PackKind.BOARD_PACK, f"Board pack, {month}", for_whom, pages)


def trust_board_pack(contents: BoardContents) -> Pack:
    """The version for the board of one trust: its own line first, and of the plan first what it owes itself."""
    asked = contents.figures.asked
    if asked.trust is None:
        raise ValueError("A version for a trust's board needs figures asked for one trust.")
    title = f"{short_name(asked.trust.name)}: waits and plan, {month_said(asked.month)}"
    for_whom = f"For the board of {asked.trust.name}, from {contents.whose}"
    pages = (own_page(contents.figures, asked.trust), *_pages(contents), ambitions_page(contents.figures))
    return _pack(contents, PackKind.TRUST_BOARD, title, for_whom, pages)


def _pages(contents: BoardContents) -> list[Page]:
    """Standards, what changed, the plan, and what is asked."""
    figures, meeting = contents.figures, contents.meeting
    since = f"the last meeting, {day_said(meeting.last_day)}" if meeting.last_day else ""
    pages = [*standard_pages(figures), changes_page(figures, meeting.last_day, since)]
    if contents.plan is not None:
        pages += plan_pages(contents.plan, figures.moves)
    return [*pages, *decision_pages(meeting)]


def _pack(contents: BoardContents, kind: PackKind, title: str, subtitle: str, pages: tuple[Page, ...]) -> Pack:
    closing = closing_pages(contents.figures, contents.snapshot, contents.policies, is_demo=contents.is_demo)
    return Pack(
        kind=kind,
        title=title,
        subtitle=subtitle,
        whose=contents.whose,
        snapshot=contents.snapshot,
        pages=(*pages, *closing),
        licence=LICENCE,
        is_demo=contents.is_demo,
    )
