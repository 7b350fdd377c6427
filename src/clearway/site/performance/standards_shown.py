"""The three standards as pages speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardShown:
    """One standard in words. `counted` is who is in the total, `over` names those not within."""

    key: str
    days: int
    heading: str
    counted: str
    within: str
    over: str
    card: str
    routes: str
    route_heading: str


STANDARDS: Mapping[str, StandardShown] = {
    shown.key: shown
    for shown in (
        StandardShown(
            "28", 28, "Told within 28 days", "people told", "told within 28 days", "told after day 28", "28-day",
            "route", "By route of referral",
        ),
        StandardShown(
            "31", 31, "Treated within 31 days", "treatments", "treated within 31 days", "treated after day 31", "31-day",
            "stage", "By first and later treatment",
        ),
        StandardShown(
            "62", 62, "Treated within 62 days", "people treated", "treated within 62 days", "treated after day 62", "62-day",
            "route", "By route of referral",
        ),
    )
}  # fmt: skip
"""By key, in the order of pages. `routes` is the cut that tells apart how people came, or which treatment it was."""
