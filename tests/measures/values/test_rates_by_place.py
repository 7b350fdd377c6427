"""A file of counts by place and age in our template, a population beside it: the rate that the catalogue shows."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import write
from tests.measures.small_store import SmallStore

from clearway.intake.indicators.population_layouts import AGES
from clearway.intake.readers import read_here
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.values import Asked, MeasureValue, values_of
from clearway.stats.standard_population import ESP_2013

HEADINGS = ("kind", "area_code", "area_name", "year", "sex", "age_band", "site", "count", "flag", "publisher")
BARNSLEY = ("E08000016", "Barnsley")


def load(store: SmallStore, folder: Path, counts: dict[str, int | None], kind: str = "registrations") -> None:
    """Counts of all cancers in 2020 by age band, and 1,000 people of every single age, read from files."""
    told = {"kind": kind, "area_code": BARNSLEY[0], "area_name": BARNSLEY[1], "year": 2020, "sex": "Persons"}
    rows = [
        told | {"age_band": band, "site": "C00-C97", "count": "" if count is None else count, "publisher": "Made up"}
        | ({"flag": "suppressed"} if count is None else {})
        for band, count in counts.items()
    ]  # fmt: skip
    people = dict(zip(("code", "name", "all"), (*BARNSLEY, 1000 * len(AGES)), strict=True)) | dict.fromkeys(AGES, 1000)
    for path in (
        write(folder / "counts.csv", rows, HEADINGS),
        write(folder / "mid 2020.csv", [people], ("code", "name", "all", *AGES)),
    ):
        store.observed += read_here(path).tables["observations"].to_pylist()


def of_england(store: SmallStore, sex: str, events: float, people: float, **told: Any) -> None:
    """Deaths of England at ages 60 to 64, and the rate that says how many people there are."""
    told = {"area_type": "england", "area_code": "E92000001", "age": "60-64", "category": "C00-C97", "sex": sex} | told
    store.observe("ndrs.mortality_count", events, **told)
    store.observe("ndrs.mortality_age_specific", events / people * 100_000, **told)


def rate(store: SmallStore, measure: str = "PRE-INC") -> MeasureValue:
    (value,) = values_of(store.ground, load_catalogue()[measure], Asked(area_type="district")).values
    return value


def test_counts_and_people_from_two_files_give_the_rate_of_a_district(store: SmallStore, tmp_path: Path) -> None:
    load(store, tmp_path, dict.fromkeys(ESP_2013.bands, 20))
    found = rate(store)
    young, oldest = 20 / 5_000, 20 / 1_000
    weight = ESP_2013.weights[-1] / sum(ESP_2013.weights)
    assert found.value == pytest.approx(100_000 * (young * (1 - weight) + oldest * weight))
    assert (found.numerator, found.denominator, found.area_name) == (380, 91_000, "Barnsley")
    assert found.lower < found.value < found.upper
    assert found.source_files == ("counts.csv", "mid 2020.csv")


def test_deaths_give_their_rate_of_all_ages_and_of_people_under_75(store: SmallStore, tmp_path: Path) -> None:
    load(store, tmp_path, dict.fromkeys(ESP_2013.bands, 20), kind="deaths")
    assert rate(store, "OUT-MORT").numerator == 380
    assert (rate(store, "OUT-MORTU75").numerator, rate(store, "OUT-MORTU75").value) == (300, pytest.approx(400))


@pytest.mark.parametrize("band", ["0-4", "60-64", "90+"])
def test_a_count_that_is_held_back_is_not_0_and_gives_no_rate(store: SmallStore, tmp_path: Path, band: str) -> None:
    load(store, tmp_path, dict.fromkeys(ESP_2013.bands, 20) | {band: None})
    found = rate(store)
    assert (found.value, found.note) == (None, "the count of an age group is held back or missing")


@pytest.mark.parametrize("band", ["5-9", "60-64", "90+"])
def test_an_age_group_without_a_row_is_not_0_and_gives_no_rate(store: SmallStore, tmp_path: Path, band: str) -> None:
    load(store, tmp_path, {age: 20 for age in ESP_2013.bands if age != band})
    found = rate(store)
    assert (found.value, found.note) == (None, "the count of an age group is held back or missing")


def test_a_rate_that_leaves_out_the_youngest_says_so(store: SmallStore, tmp_path: Path) -> None:
    load(store, tmp_path, dict.fromkeys(ESP_2013.bands[4:], 20))
    assert rate(store).note == "people from the age of 20 on"


def test_where_only_women_and_men_are_published_everybody_is_the_two_together(store: SmallStore) -> None:
    of_england(store, "Female", 100, 50_000)
    of_england(store, "Male", 300, 40_000)
    (told,) = values_of(store.ground, load_catalogue()["OUT-MORTU75"], Asked(by="age")).values
    assert (told.numerator, told.denominator, told.group) == (400, 90_000, {"age": "60-64"})
    assert told.value == pytest.approx(400 / 90_000 * 100_000)
    assert (told.method, told.note) == ("Byar", "the rate of this age group by itself, not standardised")


def test_an_age_group_that_one_sex_lacks_is_in_no_sum_of_both(store: SmallStore) -> None:
    of_england(store, "Female", 100, 50_000)
    of_england(store, "Female", 80, 50_000, age="55-59")
    of_england(store, "Male", 300, 40_000)
    told = values_of(store.ground, load_catalogue()["OUT-MORTU75"], Asked(by="age")).values
    assert [one.group["age"] for one in told] == ["60-64"]
    (whole,) = values_of(store.ground, load_catalogue()["OUT-MORTU75"]).values
    assert (whole.value, whole.note) == (None, "the count of an age group is held back or missing")


def test_people_printed_by_sex_alone_are_added_up_for_a_count_of_everybody(store: SmallStore) -> None:
    for band in ESP_2013.bands:
        store.observe("place_counts.registrations", 20.0, age=band, category="C00-C97")
        for sex, people in (("Female", 6_000.0), ("Male", 4_000.0)):
            store.observe("population.mid_year", people, age=band, sex=sex)
    assert rate(store).denominator == 190_000
