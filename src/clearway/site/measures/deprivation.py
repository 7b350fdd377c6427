"""What a gradient over places rests on: the fifth that each place is in by deprivation, and its residents."""

from collections.abc import Sequence
from datetime import date

from clearway.standards.places import Places, deprivation_groups, population_of

LEVELS = ("district", "sub_icb", "icb")
"""Kinds of area that can be put in fifths by deprivation, the finest first."""

RESIDENTS = 2023


def fifths_and_residents(
    codes: Sequence[str], on: date, places: Places | None = None
) -> tuple[dict[str, int], dict[str, float]]:
    """The fifth (1 most deprived) and the residents of each area that has them, by its code."""
    fifths = deprivation_groups(codes, on, places=places)
    residents = population_of(codes, RESIDENTS, on, places).total
    return (
        {code: int(fifth) for code, fifth in zip(codes, fifths, strict=True) if fifth},
        {code: float(people) for code, people in zip(codes, residents, strict=True) if people > 0},
    )
