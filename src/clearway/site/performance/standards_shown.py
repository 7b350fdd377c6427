"""The three standards, and those that held until September 2023, as pages speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardShown:
    """One standard in words. `counted` is who is in the total, `over` names those not within.

    `keys` are its keys in the rule book, the one to show first: before October 2023 several standards stood where one
    stands now, and they are never added together or drawn on one line. `before` are the keys of those whose published
    figures have pages of their own, `successor` the key of the one that took the place of such a standard.
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
    successor: str = ""
    before: tuple[str, ...] = ()

    @property
    def is_former(self) -> bool:
        """Whether it ended in September 2023. Its figures are published ones alone."""
        return self.card == FORMER_CARD


FORMER_CARD = "former-standards"
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
        before=("2ww", "2ww_breast"),
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
        before=("31_first", "31_sub_surgery", "31_sub_drug", "31_sub_radio", "31_rare"),
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
        before=("62_gp", "62_screening", "62_upgrade"),
    ),
}
"""By key, in the order of pages. `routes` is the cut that tells apart how people came, or which treatment it was."""


def _former(key: str, heading: str, counted: str, over: str = "treated") -> StandardShown:
    """A standard until September 2023. `over` is what was waited for: to be seen, or treated."""
    days = 14 if key.startswith("2ww") else int(key[:2])
    return StandardShown(
        key=key,
        keys=(key.upper(),),
        days=days,
        heading=heading,
        counted=counted,
        within=f"{over} within {days} days",
        over=f"{over} after day {days}",
        card=FORMER_CARD,
        routes="care_setting",
        route_heading="By care setting",
        successor=next(one.key for one in STANDARDS.values() if key in one.before),
    )


FORMER_STANDARDS: Mapping[str, StandardShown] = {
    one.key: one
    for one in (
        _former("62_gp", "Treated within 62 days of a GP referral", "people treated"),
        _former("62_screening", "Treated within 62 days of screening", "people treated"),
        _former("62_upgrade", "Treated within 62 days of an upgrade", "people treated"),
        _former("31_first", "First treatment within 31 days", "people treated"),
        _former("31_sub_surgery", "Later surgery within 31 days", "treatments"),
        _former("31_sub_drug", "Later drug treatment within 31 days", "treatments"),
        _former("31_sub_radio", "Later radiotherapy within 31 days", "treatments"),
        _former("31_rare", "Rare cancers treated within 31 days of referral", "people treated"),
        _former("2ww", "Seen within two weeks", "people seen", "seen"),
        _former("2ww_breast", "Seen within two weeks, breast symptoms", "people seen", "seen"),
    )
}
"""Those that ended in September 2023, by key, in the order of pages."""

ALL_STANDARDS: Mapping[str, StandardShown] = {**STANDARDS, **FORMER_STANDARDS}
