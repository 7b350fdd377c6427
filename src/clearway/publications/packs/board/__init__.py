"""The board pack and the version for a trust's board: what the figures, the plan and the groups say, page by page."""

from clearway.publications.packs.board.closing_pages import values_told
from clearway.publications.packs.board.decisions import DecisionAsked, MeetingAhead
from clearway.publications.packs.board.figures import AskedFigures, BoardFigures, Named, board_figures
from clearway.publications.packs.board.packs import BoardContents, board_pack, trust_board_pack
from clearway.publications.packs.board.plan_pages import PlanAsked, plan_pages

__all__ = [
    "AskedFigures",
    "BoardContents",
    "BoardFigures",
    "DecisionAsked",
    "MeetingAhead",
    "Named",
    "PlanAsked",
    "board_figures",
    "board_pack",
    "plan_pages",
    "trust_board_pack",
    "values_told",
]
