"""The three standards as pages speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardShown:
    """One standard in words. `counted` is who is in the total, `over` names those not within.

    `keys` are its keys in the rule book, the one to show first: before October 2023 several standards stood where one
    stands now, and they are never added together or drawn on one line.
    """

    key: str
    keys: tuple[str, ...]
    days: int
    heading: str
    counted: str
    within: str
    over: str
    card: str
    routes: str
    route_heading: str


STANDARDS: Mapping[str, StandardShown] = {
    "28": StandardShown(
        key="28",
        keys=("FDS",),
        days=28,
        heading="Told within 28 days",
        counted="people told",
        within="told within 28 days",
        over="told after day 28",
        card="28-day",
        routes="route",
        route_heading="By route of referral",
    ),
    "31": StandardShown(
        key="31",
        keys=("31_COMBINED", "31_FIRST", "31_SUB_SURGERY", "31_SUB_DRUG", "31_SUB_RADIO"),
        days=31,
        heading="Treated within 31 days",
        counted="treatments",
        within="treated within 31 days",
        over="treated after day 31",
        card="31-day",
        routes="stage",
        route_heading="By first and later treatment",
    ),
    "62": StandardShown(
        key="62",
        keys=("62_COMBINED", "62_GP", "62_SCREENING", "62_UPGRADE"),
        days=62,
        heading="Treated within 62 days",
        counted="people treated",
        within="treated within 62 days",
        over="treated after day 62",
        card="62-day",
        routes="route",
        route_heading="By route of referral",
    ),
}
"""By key, in the order of pages. `routes` is the cut that tells apart how people came, or which treatment it was."""
