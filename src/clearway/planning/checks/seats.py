"""Seats of the board: what is stated against what the rows add up to."""

from collections.abc import Iterator

from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Framework
from clearway.planning.structure import Plan


def seats(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """The stated total against the sum of the rows, the sum that the file gives, and rows without a position."""
    held = plan.governance
    if held is None or not held.board_membership:
        return
    summed = sum(one.positions for one in held.board_membership)
    if held.board_total_stated is not None and held.board_total_stated != summed:
        yield Gap(
            "PLAN-SEATS",
            "board seats",
            f"The board is stated to have {held.board_total_stated} seats; its {len(held.board_membership)} rows add "
            f"up to {summed}.",
            "Correct the row that is wrong, or the total.",
        )
    if held.board_total_summed is not None and held.board_total_summed != summed:
        yield Gap(
            "PLAN-SEATS-SUM",
            "board seats",
            f"The file says that its rows add up to {held.board_total_summed}; they add up to {summed}.",
            "Correct board_total_summed, or the row that changed.",
        )
    for one in held.board_membership:
        if one.positions < 1:
            yield Gap(
                "PLAN-SEAT-EMPTY", one.seat, f"The seat “{one.seat}” has {one.positions} positions.", "Correct it."
            )
