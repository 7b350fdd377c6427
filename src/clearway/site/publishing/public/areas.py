"""The areas that public pages are about: the whole alliance, its boards, its districts, its trusts."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from clearway.measures.question import Side
from clearway.records.findings import Refused
from clearway.site.performance import figures
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import Part, parts_of, reference
from clearway.standards.organisations import Organisations
from clearway.standards.places import Level

ALLIANCE, TRUST, BOARD, DISTRICT = "alliance", "trust", "board", "district"
TAILS = (" NHS Foundation Trust", " NHS Trust", " Integrated Care Board")
SAYS_WHAT_IT_IS = ("Hospital", "NHS ")


@dataclass(frozen=True, slots=True)
class PublicArea:
    """One area with a page: its code and everyday name, and by which cut and code its waits are published.

    `whose` says whose waits are told, in words; for a district those of the board it lies in, as none are published
    for a district. `district` is its code among places, empty for what is no district.
    """

    code: str
    name: str
    kind: str
    cut: str
    figures_code: str
    side: Side
    whose: str
    district: str = ""


def public_areas() -> tuple[PublicArea, ...]:
    """Every area that has a page: the alliance first, then districts, trusts and boards, each by name."""
    return _areas(figures.organisations(), home_alliance(), timezone.localdate())


def public_area(code: str) -> PublicArea | None:
    """The area of a code, or None."""
    return next((one for one in public_areas() if one.code == code), None)


@lru_cache(maxsize=4)
def _areas(known: Organisations, alliance: str, today: object) -> tuple[PublicArea, ...]:
    del today  # part of what is remembered
    try:
        name = known.name(alliance)
    except (Refused, KeyError):
        return ()
    whole = PublicArea(
        alliance,
        name,
        ALLIANCE,
        "alliance",
        alliance,
        "residents",
        f"These are the waits of people who live in {name}, wherever they were treated.",
    )
    districts = [one for part in parts_of(alliance, "districts") if (one := _district(part))]
    trusts = [_trust(part) for part in parts_of(alliance, "trusts")]
    boards = [_board(part) for part in parts_of(alliance, "icbs")]
    return (whole, *districts, *trusts, *boards)


def _trust(part: Part) -> PublicArea:
    name = everyday(part.name)
    whose = f"These are the waits of people whom {name} told, or treated."
    return PublicArea(part.code, name, TRUST, "provider", part.code, "trusts", whose)


def _board(part: Part) -> PublicArea:
    name = everyday(part.name)
    whose = f"These are the waits of people who live in the area of {name}, wherever they were treated."
    return PublicArea(part.code, name, BOARD, "icb", part.code, "residents", whose)


def _district(part: Part) -> PublicArea | None:
    held = reference().best_fit(part.code, Level.ICB, timezone.localdate())
    board = reference().find(held.code) if held else None
    if board is None or not board.ods_code:
        return None
    name = everyday(board.name)
    whose = (
        f"Waits are not published for {part.name} alone. These are the waits of people who live in the area of {name}, "
        f"which {part.name} belongs to."
    )
    return PublicArea(part.code, part.name, DISTRICT, "icb", board.ods_code, "residents", whose, part.code)


def everyday(name: str) -> str:
    """A name as people say it: without the legal tail of a trust or a board, where the rest says what it is."""
    for tail in TAILS:
        short = name.removesuffix(tail)
        if short != name and any(word in short for word in SAYS_WHAT_IT_IS):
            return short
    return name
