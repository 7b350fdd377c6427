"""Residents by place and age: they sum to the published totals, and say when they are apportioned."""

from datetime import date

import numpy as np
import pytest

from clearway.standards.places import ENGLAND, Level, load_places, population_of

ON = date(2025, 3, 1)
ESP_BANDS = (0, 1, *range(5, 95, 5))


@pytest.mark.parametrize(
    ("code", "people"), [(ENGLAND, 56_550_138), ("QF7", 1_415_054), ("QMJ", 1_526_582), ("E54000061", 1_415_054)]
)
def test_mid_2020_is_the_published_total(code: str, people: int) -> None:
    assert population_of([code], 2020, ON).total.tolist() == [people]


def test_england_in_mid_2023_is_the_published_total() -> None:
    assert population_of([ENGLAND], 2023, ON).total.tolist() == [57_690_323]


@pytest.mark.parametrize("year", [2020, 2023])
@pytest.mark.parametrize("level", [Level.REGION, Level.DISTRICT, Level.ICB, Level.SUB_ICB, Level.ALLIANCE])
def test_the_areas_of_a_level_sum_to_england_at_every_age(level: Level, year: int) -> None:
    codes = [area.code for area in load_places().areas(level, ON)]
    people = population_of(codes, year, ON).people.sum(axis=0)
    assert people == pytest.approx(population_of([ENGLAND], year, ON).people[0])


def test_only_areas_that_divide_districts_are_apportioned_in_2023_and_none_in_2020() -> None:
    codes = ["E08000019", "E56000025", "E56000026", "E07000150"]
    assert population_of(codes, 2023, ON).basis.tolist() == ["counted", "counted", "apportioned", "apportioned"]
    assert set(population_of(codes, 2020, ON).basis.tolist()) == {"counted"}


def test_an_unknown_area_has_no_people_and_says_so() -> None:
    found = population_of(["E06999999", "E08000019"], 2023, ON)
    assert np.isnan(found.people[0]).all()
    assert found.note.tolist() == ["no area of this code is known", ""]
    assert found.total[1] == 573_252


def test_an_alliance_before_there_were_any_has_no_residents_held() -> None:
    found = population_of(["E56000025"], 2020, date(2020, 1, 1))
    assert found.note.tolist() == ["no residents are held for this area"]


def test_bands_of_age_add_up_and_the_last_is_open() -> None:
    found = population_of([ENGLAND, "QF7"], 2020, ON)
    bands = found.bands(ESP_BANDS)
    assert bands.shape == (2, 20)
    assert bands.sum(axis=1).tolist() == found.total.tolist()
    assert found.bands((65,))[:, 0].tolist() == found.people[:, 65:].sum(axis=1).tolist()


@pytest.mark.parametrize("starts", [(), (5, 0), (0, 0), (-1, 5), (0, 91)])
def test_bands_that_cannot_be_are_refused(starts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="Bands of age"):
        population_of([ENGLAND], 2020, ON).bands(starts)


def test_a_year_that_is_not_held_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="2020 and 2023"):
        population_of([ENGLAND], 2021, ON)
