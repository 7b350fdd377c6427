"""What a gradient over places rests on: the fifth that each place is in by deprivation, and its residents."""

from collections.abc import Sequence
from datetime import date
from math import isnan

from clearway.measures.values import MeasureValue
from clearway.standards.places import Places, deprivation_groups, population_of, practice_deprivation

LEVELS = ("district", "sub_icb", "icb")
"""Kinds of area that can be put in fifths by deprivation, the finest first."""

PRACTICE = "practice"
"""A practice is put in a fifth by its own address: to be shown with `PRACTICE_CAVEAT`."""

RESIDENTS = 2023
TENTHS_OF_A_FIFTH = 2


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


def fifths_and_people_of_practices(values: Sequence[MeasureValue]) -> tuple[dict[str, int], dict[str, float]]:
    """The national fifth of the neighbourhood of each practice's address, and the people whom its value is of."""
    tenths = practice_deprivation([one.area for one in values]).tenth.tolist()
    return (
        {
            one.area: -(-int(tenth) // TENTHS_OF_A_FIFTH)
            for one, tenth in zip(values, tenths, strict=True)
            if not isnan(tenth)
        },
        {one.area: one.denominator for one in values if one.denominator},
    )
