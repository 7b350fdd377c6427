"""What is asked of the position: which standard, months and places, told apart by what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from clearway.records.findings import Refused

Basis = Literal["published", "computed"]
Side = Literal["trusts", "residents"]
"""Whether a figure sums the shares of trusts, or counts the residents of commissioners. The two are never mixed."""

Grouping = Literal["then", "now"]
"""Whether figures stand under the organisations of their month, or under those that hold their patients today."""

STANDARDS = ("28", "31", "62")
FORMER = (
    "2ww",
    "2ww_breast",
    "31_first",
    "31_rare",
    "31_sub_surgery",
    "31_sub_drug",
    "31_sub_radio",
    "62_gp",
    "62_screening",
    "62_upgrade",
)
"""The standards until September 2023, by their keys in the rule book in small letters. `31_rare` never was one of its
own: first treatments of rare cancers within 31 days of referral, which `62_gp` counts too."""
MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\Z")
"""A month of this century or the last: no figure is of another, and counting on to the year 9999 would never end."""
YEAR = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})\Z")

PLACE_CUTS = ("england", "region", "alliance", "icb", "commissioner", "provider")
DETAIL_CUTS = ("cancer_type", "route", "stage", "modality", "care_setting")
CUTS = (*PLACE_CUTS, *DETAIL_CUTS)

DETAILS_OF = {
    "28": ("cancer_type", "route"),
    "31": ("cancer_type", "stage", "modality"),
    "62": ("cancer_type", "route", "modality"),
    **{one: ("care_setting",) if one.startswith("31_sub") else ("care_setting", "cancer_type") for one in FORMER},
    "2ww": (),
    "2ww_breast": (),
    "usc_first_seen": ("cancer_type",),
    "ubs_first_seen": (),
}
"""What the figures of each standard can be told apart by, besides place. `usc_first_seen` and `ubs_first_seen` are
referrals seen, with those seen within 14 days as `within`."""

PUBLISHED_ONLY = (*(one for one in FORMER if one != "2ww"), "usc_first_seen", "ubs_first_seen")
BASES_OF = dict.fromkeys(PUBLISHED_ONLY, ("published",))
"""Computed figures of a former standard stand under `28`, `31` and `62`, each with its own `standard_key`."""
TRUST_CUTS = frozenset({"provider"})
RESIDENT_CUTS = frozenset({"icb", "commissioner"})
EITHER_CUTS = frozenset({"region", "alliance"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to the position. Months are `YYYY-MM`, first and last inclusive; empty means as far as is held.

    `by` names the cuts that rows are told apart by, `where` keeps rows of one value or several of a cut. `by_year` sums
    financial years (April to March) instead of giving months. `side` keeps one of the two ways in which regions and
    alliances are counted; without it both are answered, each row saying which. `all_releases` gives every release of a
    published figure instead of the newest; `known_until` gives the release that was the newest before a moment, out of
    those that are kept. `organisations` leads the codes of merged organisations on to those of today.
    Raises `Refused` where no figures can answer.
    """

    basis: Basis
    standards: tuple[str, ...] = STANDARDS
    first_month: str = ""
    last_month: str = ""
    by: tuple[str, ...] = ("england",)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_year: bool = False
    side: Side | None = None
    all_releases: bool = False
    known_until: datetime | None = None
    organisations: Grouping = "then"

    def __post_init__(self) -> None:
        _refuse_unknown(self)
        _refuse_unanswerable(self)

    @property
    def cuts(self) -> tuple[str, ...]:
        """Every cut that the answer needs: those told apart and those that rows are kept by."""
        return tuple(dict.fromkeys((*self.by, *self.where)))

    @property
    def places(self) -> tuple[str, ...]:
        """The cuts by place."""
        return tuple(cut for cut in self.cuts if cut in PLACE_CUTS)

    @property
    def details(self) -> tuple[str, ...]:
        """The cuts by anything else."""
        return tuple(cut for cut in self.cuts if cut in DETAIL_CUTS)

    @property
    def sides(self) -> tuple[Side, ...]:
        """Whose figures are asked for. England, and a question without a place, is the sum of its trusts."""
        places = set(self.places)
        if places & TRUST_CUTS:
            possible: tuple[Side, ...] = ("trusts",)
        elif places & RESIDENT_CUTS:
            possible = ("residents",)
        elif places & EITHER_CUTS:
            possible = ("trusts", "residents")
        else:
            possible = (self.side or "trusts",)
        return tuple(side for side in possible if self.side in (None, side))

    def answerable(self) -> tuple[str, ...]:
        """The standards of the question whose figures can be told apart as asked."""
        return tuple(one for one in self.standards if set(self.details) <= set(DETAILS_OF[one]))


def where(**kept: str | Iterable[str] | None) -> dict[str, tuple[str, ...]]:
    """Filters by name: one value, several, or None for no filter. `where(provider="RHQ", cancer_type=None)`."""
    return {
        cut: (values,) if isinstance(values, str) else tuple(values)
        for cut, values in kept.items()
        if values is not None
    }


def months_of_year(year: str) -> tuple[str, str]:
    """First and last month of a financial year: `2024-25` is April 2024 to March 2025. Refused when it is not one."""
    found = YEAR.match(year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Refused(f"{year} is not a financial year.", "Write it as 2024-25.", code="NOT_A_YEAR")
    return f"{found[1]}-04", f"{int(found[1]) + 1}-03"


def _refuse_unknown(question: Question) -> None:
    for cut in question.cuts:
        if cut not in CUTS:
            raise Refused(f"There is no cut named {cut}.", f"Choose among {', '.join(CUTS)}.", code="CUT_UNKNOWN")
    for standard in question.standards:
        if standard not in DETAILS_OF:
            raise Refused(
                f"There is no standard named {standard}.",
                f"Choose among {', '.join(DETAILS_OF)}.",
                code="STANDARD_UNKNOWN",
            )
        if question.basis not in BASES_OF.get(standard, ("published", "computed")):
            other = BASES_OF[standard][0]
            raise Refused(f"{standard} is {other} only.", f"Ask with the basis {other}.", code="BASIS_WITHOUT_STANDARD")
    if question.basis == "computed" and question.known_until:
        raise Refused(
            "Computed figures are kept as they are known now.",
            "Build them as they were known on that day: clearway waits --as-known-on.",
            code="KNOWN_UNTIL_COMPUTED",
        )
    for month in (question.first_month, question.last_month):
        if month and not MONTH.match(month):
            raise Refused(f"{month} is not a month.", "Write months as 2025-03.", code="NOT_A_MONTH")


def _refuse_unanswerable(question: Question) -> None:
    details = set(question.details)
    if not question.answerable():
        allowed = "; ".join(f"{one}: {', '.join(DETAILS_OF[one]) or 'none'}" for one in question.standards)
        raise Refused(
            f"These figures are not told apart by {', '.join(sorted(details))}.",
            f"Each standard has its own details: {allowed}.",
            code="CUT_WITHOUT_STANDARD",
        )
    if question.basis == "published" and {"cancer_type", "modality"} <= details:
        raise Refused(
            "No publication tells cancer type and kind of treatment apart at once.",
            "Ask for one of the two, or ask the computed position.",
            code="CUT_NOT_PUBLISHED",
        )
    if question.basis == "published" and set(question.places) & TRUST_CUTS and set(question.places) & RESIDENT_CUTS:
        raise Refused(
            "No publication tells a trust's patients apart by commissioner.",
            "Ask for trusts or for commissioners, or ask the computed position.",
            code="CUT_NOT_PUBLISHED",
        )
    if not question.sides:
        raise Refused(
            f"{', '.join(question.places)} cannot be counted by {question.side}.",
            "Trusts are counted by their shares, commissioners by their residents.",
            code="SIDE_IMPOSSIBLE",
        )
