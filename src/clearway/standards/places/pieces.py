"""Pieces: the smallest sets of neighbourhoods of which every area at every level is a sum, with their residents."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

SHIPPED = Path(__file__).parent
"""The folder that holds the tables that travel with the product."""

LAST_AGE = 90
"""The last single year of age in the tables: 90 and over."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """One row a piece: neighbourhoods (LSOA of 2011) alike in former district, district of 2022 and sub-ICB location.

    `former_district` is empty where the district of 2022 is that of 2011. `sub_icb` is an ODS code. Numbers are
    residents of mid-2020, but for `neighbourhoods` (a count of LSOAs) and `rank_times_people` (the sum over residents
    of the rank of their neighbourhood in the deprivation index of 2019, 1 the most deprived of 32,844).
    `by_tenth` has ten columns, the most deprived tenth of neighbourhoods first; `by_age` one a year, the last for 90
    and over.
    """

    former_district: NDArray[np.str_]
    district: NDArray[np.str_]
    sub_icb: NDArray[np.str_]
    people: Floats
    neighbourhoods: Floats
    rank_times_people: Floats
    rural_people: Floats
    by_tenth: Floats
    by_age: Floats


def made_of_whole(labels: NDArray[np.str_], member: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each row of `member` (one column a piece) holds the areas that `labels` names whole or not at all."""
    _, area = np.unique(labels, return_inverse=True)
    size = np.bincount(area)
    inside = np.array([np.bincount(area[row], minlength=len(size)) for row in member]).reshape(-1, len(size))
    return np.asarray(((inside == 0) | (inside == size)).all(axis=1))


@cache
def load_pieces() -> Pieces:
    """The shipped pieces (read once)."""
    table = pq.read_table(SHIPPED / "pieces.parquet")

    def words(name: str) -> NDArray[np.str_]:
        return np.array(table.column(name).to_pylist(), dtype=np.str_)

    def numbers(name: str) -> Floats:
        return np.asarray(table.column(name).to_numpy(), dtype=np.float64)

    def together(names: list[str]) -> Floats:
        return np.column_stack([numbers(name) for name in names])

    return Pieces(
        former_district=words("former_district"),
        district=words("district"),
        sub_icb=words("sub_icb"),
        people=numbers("people"),
        neighbourhoods=numbers("neighbourhoods"),
        rank_times_people=numbers("rank_times_people"),
        rural_people=numbers("rural_people_times_1000") / 1000,
        by_tenth=together([f"tenth_{tenth}" for tenth in range(1, 11)]),
        by_age=together([f"age_{age}" for age in range(LAST_AGE + 1)]),
    )
