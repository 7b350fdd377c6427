"""How deprived areas are: the English Indices of Deprivation of 2019 by place and practice address, of 2025 by ICB.

Tenths and fifths count from 1, the most deprived, as the publisher does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from clearway.standards.organisations.tables import read_rows
from clearway.standards.places.area import Level
from clearway.standards.places.pieces import SHIPPED, Floats, made_of_whole
from clearway.standards.places.reference import Places, load_places

PRACTICE_CAVEAT = (
    "Deprivation of the neighbourhood in which the practice's own address lies (index of 2019, address of 2021). "
    "Its patients may live elsewhere: it says nothing certain about them."
)

AS_PUBLISHED = "as in the summaries by district"
ADDED_UP = "the scores of its districts, weighted by residents of mid-2020"
NO_SCORE = "no score: it divides districts; use the average rank"


@dataclass(frozen=True, eq=False, slots=True)
class Deprivation:
    """The index of 2019 for areas, one row a code; NaN for areas that nobody knows.

    `share_by_tenth` has ten columns: the share of residents (mid-2020) whose neighbourhood is in each national tenth,
    the most deprived first. `average_rank` is the mean rank of residents' neighbourhoods (1 to 32,844; lower is more
    deprived). `average_score` is higher where deprivation is; it exists for areas of whole districts (`score_basis`).
    """

    codes: tuple[str, ...]
    people: Floats
    share_by_tenth: Floats
    average_rank: Floats
    average_score: Floats
    score_basis: NDArray[np.str_]

    @property
    def share_most_deprived_fifth(self) -> Floats:
        """The share of residents in the two most deprived national tenths of neighbourhoods."""
        return np.asarray(self.share_by_tenth[:, :2].sum(axis=1))

    @property
    def share_by_fifth(self) -> Floats:
        """The share of residents in each national fifth of neighbourhoods, the most deprived first."""
        return np.asarray(self.share_by_tenth.reshape(-1, 5, 2).sum(axis=2))


@dataclass(frozen=True, slots=True)
class IcbDeprivation:
    """The index of 2025 for one ICB as published: score (higher is more deprived), average rank, and two shares.

    `share_most_deprived_tenth` is of its neighbourhoods, `extent` of its people (weighted as the publisher does).
    """

    code: str
    average_score: float
    average_rank: float
    share_most_deprived_tenth: float
    extent: float


@dataclass(frozen=True, eq=False, slots=True)
class PracticeDeprivation:
    """The neighbourhood of each practice's own address: rank and tenth of 2019, NaN where unknown; see `caveat`."""

    codes: tuple[str, ...]
    rank: Floats
    tenth: Floats
    caveat: str = PRACTICE_CAVEAT


def deprivation_of(codes: Sequence[str], on: date, places: Places | None = None) -> Deprivation:
    """The deprivation of areas of any level, given by any of their codes; `on` says which membership is meant."""
    places = places or load_places()
    own = places.membership(codes, on)
    member = own.astype(np.float64)
    pieces = places.pieces
    people = member @ pieces.people
    held = people > 0
    divisor = np.where(held, people, np.nan)
    of_piece = np.array([_district_scores()[code] for code in pieces.district.tolist()])
    score = member @ (of_piece * pieces.people)
    whole = made_of_whole(pieces.district, own) & own.any(axis=1)
    single = np.array([_district_of(places, code) in _district_scores() for code in codes], dtype=np.bool_)
    return Deprivation(
        codes=tuple(codes),
        people=divisor,
        share_by_tenth=(member @ pieces.by_tenth) / divisor[:, None],
        average_rank=(member @ pieces.rank_times_people) / divisor,
        average_score=np.where(whole, score / divisor, np.nan),
        score_basis=np.select([~held, single, whole], ["", AS_PUBLISHED, ADDED_UP], default=NO_SCORE),
    )


def deprivation_groups(
    codes: Sequence[str], on: date, *, groups: int = 5, within: str = "", places: Places | None = None
) -> NDArray[np.int64]:
    """Fifths (or tenths …) of areas, 1 the most deprived: equal numbers of areas of the same level, by deprivation.

    An area is set among all areas of its level on the day, or among those whose people live mostly in the area `within`
    (an alliance, say), itself among them. By average score where each of them has one, else by average rank; ties go by
    code. 0 stands for an area that is not among them. A group of areas is not a group of people: the most deprived
    people of a district need not live in a deprived district (`deprivation_of` says how many do).
    """
    places = places or load_places()
    by_level: dict[Level, dict[str, int]] = {}
    found = np.zeros(len(codes), dtype=np.int64)
    for place, code in enumerate(codes):
        area = places.find(code)
        if area is None:
            continue
        if area.level not in by_level:
            by_level[area.level] = _groups_of_level(places, area.level, on, groups, within)
        found[place] = by_level[area.level].get(area.code, 0)
    return found


@cache
def icb_deprivation_2025() -> dict[str, IcbDeprivation]:
    """The index of 2025 by official code of the ICB. Codes of 2024, which are those of 2023."""
    columns = ["icb", "average_score", "average_rank", "share_most_deprived_tenth", "extent"]
    rows = read_rows(SHIPPED / "deprivation_2025.csv", columns)
    return {
        row.text("icb"): IcbDeprivation(row.text("icb"), *(float(row.text(column)) for column in columns[1:]))
        for row in rows
    }


def practice_deprivation(codes: Sequence[str]) -> PracticeDeprivation:
    """The deprivation of where practices stand; NaN for practices not in the list, or with an unmatched postcode."""
    known = _practices()
    missing = (np.nan, np.nan)
    values = np.array([known.get(code.strip().upper(), missing) for code in codes], dtype=np.float64).reshape(-1, 2)
    return PracticeDeprivation(tuple(codes), values[:, 0], values[:, 1])


def _groups_of_level(places: Places, level: Level, on: date, groups: int, within: str) -> dict[str, int]:
    if within:
        codes = [part.code for part in places.within(within, level, on)]
    else:
        codes = [area.code for area in places.areas(level, on)]
    told = deprivation_of(codes, on, places)
    has_scores = not np.isnan(told.average_score).any()
    depth = -told.average_score if has_scores else told.average_rank
    order = sorted((value, code) for value, code in zip(depth.tolist(), codes, strict=True) if not np.isnan(value))
    return {code: place * groups // len(order) + 1 for place, (_, code) in enumerate(order)}


@cache
def _district_scores() -> dict[str, float]:
    rows = read_rows(SHIPPED / "deprivation_2019.csv", ["district", "score"])
    return {row.text("district"): float(row.text("score")) for row in rows}


def _district_of(places: Places, code: str) -> str:
    area = places.find(code)
    return area.code if area else ""


@cache
def _practices() -> dict[str, tuple[float, float]]:
    table = pq.read_table(SHIPPED / "practices.parquet")
    columns = (table.column(name).to_pylist() for name in ("practice", "rank", "tenth"))
    return {code: (float(rank), float(tenth)) for code, rank, tenth in zip(*columns, strict=True)}
