"""Women and men who live in an area, as counted by the census of 2021."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from clearway.standards.organisations.tables import read_rows
from clearway.standards.places.pieces import SHIPPED, Floats, made_of_whole
from clearway.standards.places.reference import Places, load_places


@dataclass(frozen=True, eq=False, slots=True)
class WomenAndMen:
    """Women and men of areas on 21 March 2021, one row a code; NaN where an area divides districts or is not known."""

    codes: tuple[str, ...]
    women: Floats
    men: Floats

    @property
    def share_of_women(self) -> Floats:
        """Women among all people of each area, as a fraction."""
        return np.asarray(self.women / (self.women + self.men))


def women_and_men(codes: Sequence[str], on: date, places: Places | None = None) -> WomenAndMen:
    """Women and men of areas of any level, given by any of their codes; `on` says which membership is meant.

    The census is printed by district: an area is a sum of whole districts, or has no number. Nothing is shared out.
    """
    places = places or load_places()
    member, districts = places.membership(codes, on), places.pieces.district
    whole = made_of_whole(districts, member) & member.any(axis=1)
    names, first = np.unique(districts, return_index=True)
    held = member[:, first].astype(np.float64)
    census = np.array([_census()[str(name)] for name in names])
    counted = np.where(whole[:, None], held @ census, np.nan)
    return WomenAndMen(tuple(codes), counted[:, 0], counted[:, 1])


@cache
def _census() -> dict[str, tuple[float, float]]:
    rows = read_rows(SHIPPED / "census_2021.csv", ["district", "women", "men"])
    return {row.text("district"): (float(row.text("women")), float(row.text("men"))) for row in rows}
